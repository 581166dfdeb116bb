import pytest
from django.urls import reverse

from routing.cases import words
from routing.cases.models import CaseWord
from routing.cases.words import words_of
from tests.routing.workplace.conftest import SignIn
from tests.world import World, routed

TEXT = "Третий день не горят фонари у второго подъезда дома 12-А по Лесной улице, рядом с ёлкой"


def found(signed_in: SignIn, typed: str) -> list[str]:
    page = signed_in("executor").get(reverse("admin:routing_case_changelist"), {"q": typed})
    return [case.number for case in page.context["cl"].result_list]


@pytest.mark.parametrize(
    "typed", ["фонарь", "ФОНАРЯМИ", "подъезды", "лесная улица", "гореть", "елка", "ёлки", "12-а", "12", "не у фонаря"]
)
def test_a_word_is_found_in_any_form(world: World, signed_in: SignIn, typed: str) -> None:
    case = routed(world, text=TEXT)
    assert found(signed_in, typed) == [case.number]


@pytest.mark.parametrize("typed", ["лифт", "фонарь лифта", "фонарики"])
def test_every_word_must_occur(world: World, signed_in: SignIn, typed: str) -> None:
    routed(world, text=TEXT)
    assert found(signed_in, typed) == []


@pytest.mark.parametrize("rare", [0, 1, 2000])
def test_words_of_few_and_of_many_cases_find_the_same(
    world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, rare: int
) -> None:
    monkeypatch.setattr(words, "RARE", rare)
    routed(world, text="Не горят фонари во дворе")
    both = routed(world, text="Не горят фонари, и сломан лифт")
    routed(world, text="Сломаны лифты")
    assert found(signed_in, "фонарь лифт") == [both.number]
    assert len(found(signed_in, "фонарю")) == 2


def test_a_number_is_found_as_people_write_it(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    routed(world)
    year, serial, digit = case.number.split("-")
    assert found(signed_in, case.number) == found(signed_in, f"{year} {serial} {digit}") == [case.number]
    assert found(signed_in, serial.lstrip("0")) == [case.number]


def test_strange_letters_find_nothing_and_break_nothing(world: World, signed_in: SignIn) -> None:
    routed(world)
    assert found(signed_in, "𗀀𗀁 \x01 %_' --") == []


def test_each_word_is_kept_once(world: World) -> None:
    case = routed(world, text="Фонарь, фонаря, фонарю")
    assert CaseWord.objects.filter(case=case, word="фонарь").count() == 1


def test_function_words_are_not_kept() -> None:
    assert words_of("не у подъезда и в доме") == {"подъезд", "дом"}
