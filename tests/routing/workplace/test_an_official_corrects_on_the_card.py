"""Topic, place and body; with or without the script; every correction is an example to learn from."""

from typing import Any

from django.test import Client
from django.urls import reverse

from agencies.models import Topic
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.models import Case, Correction
from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, fresh, routed


def correct(client: Client, case: Case, **form: str) -> Any:
    values = {"version": fresh(case).version, "reason": "Прочитано неверно"} | form
    return client.post(reverse("admin:routing_case_correct", args=[case.pk]), values)


def test_the_topic_by_its_name(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert correct(signed_in("executor"), case, topic="Граффити").status_code == 302
    assert fresh(case).topic == world.hole
    assert Correction.objects.get().after["topic"] == "BLG-17"


def test_the_topic_by_some_of_its_words_in_any_form(world: World, signed_in: SignIn) -> None:
    lift = Topic.objects.create(group=world.lamp.group, code="BLG-30", title="Неисправность лифтов")
    case = routed(world)
    correct(signed_in("executor"), case, topic="лифт")
    assert fresh(case).topic == lift


def test_the_place_in_words(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    correct(signed_in("executor"), case, place="Лесная улица, дом 5")
    assert fresh(case).address == "Лесная улица, дом 5"
    assert Correction.objects.get().field == "place"


def test_a_coordinator_the_body_too(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    correct(signed_in("coordinator"), case, topic="Граффити", agency="Дирекция дорог")
    assert (fresh(case).agency, fresh(case).topic) == (world.roads, world.hole)
    assert sorted(Correction.objects.values_list("field", flat=True)) == ["agency", "topic"]


def test_all_or_nothing(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    page = correct(signed_in("coordinator"), case, topic="Граффити", agency="Нет такого органа")
    assert page.status_code == 400
    assert fresh(case).topic == world.lamp
    assert "Нет такого органа" in page.content.decode()


def test_several_topics_are_named_and_what_was_typed_stays(world: World, signed_in: SignIn) -> None:
    for number, title in enumerate(("Сломан лифт", "Грязный лифт")):
        Topic.objects.create(group=world.lamp.group, code=f"BLG-4{number}", title=title)
    page = correct(signed_in("executor"), routed(world), topic="лифты", reason="Речь о лифте в подъезде")
    text = page.content.decode()
    assert page.status_code == 400
    assert "Сломан лифт" in text
    assert "Речь о лифте в подъезде" in text


def test_an_unknown_topic_is_told(world: World, signed_in: SignIn) -> None:
    assert correct(signed_in("executor"), routed(world), topic="Абракадабра").status_code == 400


def test_another_body_corrects_nothing(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert correct(signed_in("stranger"), case, topic="Граффити").status_code == 404
    assert fresh(case).topic == world.lamp


def test_an_old_page_corrects_nothing(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert correct(signed_in("executor"), case, topic="Граффити", version="0").status_code == 409


def test_topics_are_suggested_in_any_form(world: World, signed_in: SignIn) -> None:
    address = reverse("admin:routing_case_topics", args=[routed(world).pk])
    for typed in ("фонари", "фон", "НЕ ГОРИТ", "горит фонарём"):
        (option,) = signed_in("executor").get(address, {"q": typed}).json()["options"]
        assert option["value"] == "Не горит фонарь"
    assert signed_in("executor").get(address, {"q": ""}).json() == {"options": []}
    assert signed_in("stranger").get(address, {"q": "фон"}).status_code == 404


def test_what_the_citizen_said_stands_beside_the_form(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.correct(case.pk, CITIZEN, topic=world.hole, reason="Я писала про рисунки")
    assert "Я писала про рисунки" in signed_in("executor").get(card(case)).context["correct"]["said"]["reason"]
