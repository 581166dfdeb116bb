from django.test import Client

from routing.answers.notices import case_url
from routing.cases import services
from routing.cases.models import Case
from routing.cases.parts import Piece, parts_of
from tests.citizen_portal.api.app import App
from tests.in_parts import HOLE, LAMP, answer_part, in_parts
from tests.world import World, fresh, received


def test_questions_bodies_and_answers_stand_on_the_page(client: Client, world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    page = client.get(case_url(whole)).content.decode()
    for words in ("Не горит фонарь", "Горсвет", "Яма на дороге", "Дирекция дорог"):
        assert words in page
    answer_part(lamp, LAMP)
    assert LAMP in client.get(case_url(whole)).content.decode()
    answer_part(hole, HOLE)
    page = client.get(case_url(whole)).content.decode()
    assert LAMP in page
    assert HOLE in page


def test_a_question_of_one_body_is_answered_on_the_page_of_the_whole(client: Client, world: World) -> None:
    whole, (lamp, _hole) = in_parts(world)
    services.take(lamp.pk, world.actor("executor"))
    services.act(lamp.pk, world.actor("executor"), "ask_citizen", {"question": "У какого подъезда?"})
    assert "У какого подъезда?" in client.get(case_url(whole)).content.decode()
    client.post(case_url(whole) + "reply/", {"reply": "У второго", "version": fresh(whole).version})
    assert fresh(lamp).state == "in_work"


def test_one_part_is_returned_on_the_page(client: Client, world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    answer_part(hole, HOLE)
    form = {"reason": "Яма на месте", "part": hole.number, "version": fresh(whole).version}
    assert client.post(case_url(whole) + "reopen/", form).status_code == 303
    assert (fresh(lamp).state, fresh(hole).state) == ("closed", "routed")


def test_a_part_has_no_page_of_its_own(client: Client, world: World) -> None:
    _whole, (lamp, _hole) = in_parts(world)
    assert client.get(case_url(Case.objects.get(pk=lamp.pk))).status_code == 404


def test_an_app_sees_the_parts(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    seen = App().read(whole).json()["parts"]
    assert [(part["number"], part["agency"]) for part in seen] == [
        (lamp.number, "Горсвет"),
        (hole.number, "Дирекция дорог"),
    ]
    assert LAMP in seen[0]["answer"]["letter"]
    assert seen[1]["answer"] is None


def test_an_app_returns_one_part(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    answer_part(hole, HOLE)
    App().do(whole, "reopen", reason="Яма на месте", part=hole.number)
    assert (fresh(whole).state, fresh(hole).state) == ("split", "routed")


def test_a_part_waits_for_the_coordinator_when_no_rule_is_sure(client: Client, world: World) -> None:
    case = received(world)
    services.ask_coordinator(case.pk, {})
    pieces = [Piece("Фонарь", {"topic": world.lamp}, world.lamps), Piece("Что-то ещё", {}, None)]
    services.split(case.pk, world.actor("coordinator"), pieces)
    assert [part.state for part in parts_of(case)] == ["routed", "triage"]
    assert client.get(case_url(fresh(case))).status_code == 200
