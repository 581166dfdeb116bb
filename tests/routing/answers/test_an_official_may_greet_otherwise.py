"""Rules for names err; the official's salutation is remembered for every letter to this citizen."""

import pytest

from routing.answers import services as answers
from routing.answers.compose import letter
from routing.answers.greeting import greet, greeting_of
from routing.cases import services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Event
from tests.world import World, fresh, routed

WORDS = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."


def in_work(world: World, **fields: object) -> Case:
    case = routed(world, **fields)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def test_the_letter_begins_as_the_official_said(world: World) -> None:
    case = in_work(world, name="Ким Саша", gender="")
    assert greeting_of(case) == "Здравствуйте, Ким Саша!"
    greet(case.pk, world.actor("executor"), "Уважаемая Саша!")
    assert letter(fresh(case), WORDS, world.executor).startswith("Уважаемая Саша!\n")


def test_the_letter_sent_has_it(world: World) -> None:
    case = in_work(world, name="Ким Саша", gender="")
    greet(case.pk, world.actor("executor"), "Уважаемая Саша!")
    answers.submit(case.pk, world.actor("executor"), WORDS)
    answers.approve(case.pk, world.actor("approver"))
    assert answers.send(case.pk, world.actor("executor")).letter.startswith("Уважаемая Саша!")


def test_later_letters_to_the_same_person_have_it_too(world: World) -> None:
    first = in_work(world, name="Ким Саша", gender="", email="sasha@example.org")
    greet(first.pk, world.actor("executor"), "Уважаемая Саша!")
    later = in_work(world, name="ким  саша", gender="", email="Sasha@example.org")
    assert greeting_of(later) == "Уважаемая Саша!"


def test_a_namesake_is_greeted_by_the_rules(world: World) -> None:
    first = in_work(world, name="Ким Саша", gender="", email="sasha@example.org")
    greet(first.pk, world.actor("executor"), "Уважаемая Саша!")
    for mail in ("other@example.org", ""):
        namesake = in_work(world, name="Ким Саша", gender="", email=mail)
        assert greeting_of(namesake) == "Здравствуйте, Ким Саша!"


def test_an_empty_line_goes_back_to_the_rules(world: World) -> None:
    case = in_work(world, name="Ким Саша", gender="")
    greet(case.pk, world.actor("executor"), "Уважаемая Саша!")
    assert greet(case.pk, world.actor("executor"), " ") == "Здравствуйте, Ким Саша!"


@pytest.mark.parametrize(
    "words", ["Уважаемый Пётр Ильич!", "Уважаемая [имя]!", "!!!", "Уважаемая Анна! " * 20, "Анна, паспорт 4005 123456!"]
)
def test_what_is_no_greeting_of_this_citizen_is_refused(world: World, words: str) -> None:
    case = in_work(world, name="Анна Сергеевна Выдуманная", gender="f")
    with pytest.raises(Invalid) as refused:
        greet(case.pk, world.actor("executor"), words)
    assert refused.value.field == "greeting"


def test_the_history_tells_of_it_without_the_name(world: World) -> None:
    case = in_work(world, name="Ким Саша", gender="")
    greet(case.pk, world.actor("executor"), "Уважаемая Саша!")
    event = Event.objects.get(case=case, kind="greet")
    assert event.official == world.executor
    assert "Саша" not in str(event.data)


def test_another_body_may_not(world: World) -> None:
    case = in_work(world)
    with pytest.raises(Refused):
        greet(case.pk, world.actor("stranger"), "Уважаемая Анна!")
