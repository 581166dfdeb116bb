import pytest
from django.urls import reverse

from routing.cases import services
from routing.cases.models import Case
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, make_official, routed

QUIET = {"accept": "application/json"}


@pytest.fixture
def case(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def draft(case: Case) -> str:
    return reverse("admin:routing_case_draft", args=[case.pk])


def test_after_a_lost_race_they_come_back_with_the_page(world: World, signed_in: SignIn, case: Case) -> None:
    world.stranger = make_official(world.lamps, "executor", "Олег Второй Выдуманный")
    form = {"version": case.version, "stamp": "0"}
    signed_in("executor").post(draft(case), form | {"body": "Первый черновик"}, headers=QUIET)
    second = signed_in("stranger").post(draft(case), form | {"body": "Слова второго"}, headers=QUIET)
    assert second.status_code == 409
    composer = signed_in("stranger").get(card(case)).context["composer"]
    assert composer["body"] == "Первый черновик"
    assert composer["apart"].body == "Слова второго"
    assert signed_in("executor").get(card(case)).context["composer"]["apart"] is None


def test_a_hundred_thousand_characters_are_told_so_and_kept(signed_in: SignIn, case: Case) -> None:
    long = "Проверили фонарь. " * 5556
    form = {"version": case.version, "stamp": "0", "body": long}
    told = signed_in("executor").post(draft(case), form, headers=QUIET)
    assert told.status_code == 400
    assert "100008" in told.json()["error"].replace("\xa0", "")
    assert signed_in("executor").get(card(case)).context["composer"]["apart"].body.strip() == long.strip()


def test_once_a_draft_is_saved_nothing_lies_apart(signed_in: SignIn, case: Case) -> None:
    client = signed_in("executor")
    client.post(draft(case), {"version": 0, "stamp": "0", "body": "Слова"}, headers=QUIET)
    assert client.get(card(case)).context["composer"]["apart"]
    client.post(draft(case), {"version": case.version, "stamp": "0", "body": "Слова и ещё"}, headers=QUIET)
    assert client.get(card(case)).context["composer"]["apart"] is None


def test_a_refused_sending_keeps_them_too(signed_in: SignIn, case: Case) -> None:
    press(signed_in("executor"), case, "submit_answer", body="Коротко", stamp="0")
    assert signed_in("executor").get(card(case)).context["composer"]["apart"].body == "Коротко"
