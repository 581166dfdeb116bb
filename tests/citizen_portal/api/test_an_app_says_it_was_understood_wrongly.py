from routing.cases.models import Correction, Event
from tests.citizen_portal.api.app import App, is_refusal
from tests.world import World, routed


def test_topic_place_and_words_are_kept_and_the_case_stays(app: App, world: World) -> None:
    case = routed(world)
    response = app.do(case, "understood", topic="BLG-17", place="Двор дома 5", reason="Я про надпись")
    assert response.status_code == 200
    assert response.json()["topic"]["code"] == "BLG-03"
    assert Correction.objects.get(case=case, field="topic").after["topic"] == "BLG-17"


def test_repeated_it_is_kept_once(app: App, world: World) -> None:
    case = routed(world)
    for version in (None, case.version, None):
        assert app.do(case, "understood", topic="BLG-17", version=version).status_code == 200
    assert Event.objects.filter(case=case, kind="object").count() == 1


def test_an_unknown_topic_and_an_empty_word_are_refused(app: App, world: World) -> None:
    case = routed(world)
    assert is_refusal(app.do(case, "understood", topic="XXX-99"), 400, "invalid")
    assert is_refusal(app.do(case, "understood"), 400, "invalid")
