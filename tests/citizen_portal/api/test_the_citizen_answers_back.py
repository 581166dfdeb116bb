from typing import Any

import pytest

from routing.cases import services
from routing.cases.models import Case
from tests.citizen_portal.api.app import App, is_refusal
from tests.world import World, answered, fresh, routed


def asked(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"})
    return fresh(case)


def open_place(world: World) -> Case:
    near = [{"address": f"улица Мира, дом {n}", "building_id": str(n), "confidence": 0.3} for n in (7, 9)]
    place = {"address": "улица Мира", "note": "no_such_house", "alternatives": near}
    case = routed(world)
    Case.objects.filter(pk=case.pk).update(understanding={"place": place}, address="улица Мира")
    return fresh(case)


DEEDS = [
    (open_place, "place", {"place": "улица Мира, дом 9"}, "routed"),
    (asked, "clarify", {"reply": "Второй"}, "in_work"),
    (answered, "confirm", {"mark": 4, "comment": "Быстро"}, "closed"),
    (answered, "reopen", {"reason": "Снова не горит"}, "routed"),
    (routed, "withdraw", {"reason": "Починили"}, "withdrawn"),
    (routed, "withdraw", {}, "withdrawn"),
]


@pytest.mark.parametrize(("begin", "deed", "body", "state"), DEEDS)
def test_the_deed_is_done_and_the_case_shown(app: App, world: World, begin: Any, deed: str, body: Any, state: str):
    case = begin(world)
    response = app.do(case, deed, version=case.version, **body)
    assert response.status_code == 200
    assert response.json()["state"] == fresh(case).state == state
    assert response.json()["version"] == case.version + 1


@pytest.mark.parametrize(("begin", "deed", "body", "state"), DEEDS)
def test_repeated_it_is_done_once(app: App, world: World, begin: Any, deed: str, body: Any, state: str) -> None:
    case = begin(world)
    first = app.do(case, deed, version=case.version, **body)
    again = app.do(case, deed, version=case.version, **body)
    assert again.status_code == 200
    assert again.json() == first.json()


@pytest.mark.parametrize(
    ("begin", "deed", "body", "field"),
    [
        (asked, "clarify", {"reply": " "}, "reply"),
        (asked, "clarify", {"reply": "а" * 4001}, "reply"),
        (open_place, "place", {}, "place"),
        (open_place, "place", {"place": "Кремль"}, "place"),
        (answered, "confirm", {"mark": 6}, "mark"),
        (answered, "confirm", {}, "mark"),
        (answered, "reopen", {}, "reason"),
        (answered, "reopen", {"reason": "\u200b\x00"}, "reason"),
    ],
)
def test_what_is_missing_is_said_at_its_field(app: App, world: World, begin: Any, deed: str, body: Any, field: str):
    case = begin(world)
    refused = app.do(case, deed, **body)
    assert is_refusal(refused, 400, "invalid")
    assert list(refused.json()["errors"]) == [field]
    assert fresh(case).version == case.version


def test_a_deed_out_of_its_time_is_refused(app: App, world: World) -> None:
    assert is_refusal(app.do(routed(world), "confirm", mark=5), 409, "state")


def test_the_places_to_choose_from_are_shown_until_one_is_chosen(app: App, world: World) -> None:
    case = open_place(world)
    place = app.read(case).json()["place"]
    assert place["options"] == ["улица Мира, дом 7", "улица Мира, дом 9"] and "улица Мира" in place["question"]
    place = app.do(case, "place", place="улица Мира, дом 7").json()["place"]
    assert (place["address"], place["question"], place["options"], place["note"]) == ("улица Мира, дом 7", "", [], "")
