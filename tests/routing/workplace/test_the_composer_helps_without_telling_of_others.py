"""Slots from the case, a block for each question, and good answers of which only the build is left."""

import pytest

from routing.cases.models import Case
from routing.workplace.aids import by_questions, examples, skeleton, slots
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, answered, fresh, routed

TEXT = "Не горит фонарь у дома. И ещё переполнены контейнеры во дворе [площадка]."
QUESTIONS = [{"span": [0, 23]}, {"span": [24, 72]}]


def test_facts_of_the_case_are_slots(world: World) -> None:
    case = routed(world, address="Лесная улица, дом 5")
    values = [slot.value for slot in slots(case, world.executor)]
    assert case.number in values
    assert world.executor.full_name in values
    assert "Лесная улица, дом 5" in values


def test_each_question_gets_a_block_in_the_citizens_words(world: World) -> None:
    case = routed(world, text=TEXT)
    case.understanding = {"questions": QUESTIONS}
    blocks = by_questions(case).split("\n\n")
    assert [block[: len("По вопросу 1")] for block in blocks] == ["По вопросу 1", "По вопросу 2"]
    assert "Не горит фонарь у дома" in blocks[0]
    assert "[площадка]" not in blocks[1]


def test_unfilled_blocks_do_not_leave(world: World, signed_in: SignIn) -> None:
    case = routed(world, text=TEXT)
    Case.objects.filter(pk=case.pk).update(understanding={"questions": QUESTIONS})
    press(signed_in("executor"), case, "take")
    blocks = signed_in("executor").get(card(case)).context["composer"]["by_questions"]
    page = press(signed_in("executor"), case, "submit_answer", body=blocks, stamp="0")
    assert page.status_code == 400
    assert fresh(case).state == "in_work"


def test_one_question_needs_no_blocks(world: World) -> None:
    assert by_questions(routed(world)) == ""


def test_good_answers_lend_their_build_only(world: World) -> None:
    good = answered(world)
    body = "Анна Сергеевна, лампу на Лесной улице, дом 5, заменил 12.03.2026 мастер Пётр Выдуманный. Акт № 15. " * 2
    good.answers.update(body=body)
    Case.objects.filter(pk=good.pk).update(mark=5)
    (example,) = examples(routed(world))
    for particular in ("Анна", "Лесной", "5,", "12", "2026", "Пётр", "Выдуманный", "15"):
        assert particular not in example.text
    assert "заменил" in example.text


def test_answers_the_citizen_did_not_praise_are_no_examples(world: World) -> None:
    bad = answered(world)
    Case.objects.filter(pk=bad.pk).update(mark=2)
    assert examples(routed(world)) == []


@pytest.mark.parametrize(
    ("body", "particular"),
    [
        ("Лесная улица освещена полностью.", "Лесная"),
        ("Позвоните по телефону +7 (812) 555-01-01.", "555"),
        ("Подрядчик ООО «Ромашка» оштрафован.", "Ромашка"),
        ("Работы начнутся 3 июня в 10:00.", "10:00"),
        ("Подъезд 2а вымыт.", "2а"),
        ("Иванов осмотрел двор.", "Иванов"),
    ],
)
def test_what_is_particular_becomes_a_gap(body: str, particular: str) -> None:
    assert particular not in skeleton(body)


def test_a_polite_you_stays(world: World) -> None:
    assert "Вашу парадную" in skeleton("Мастер осмотрел Вашу парадную.")
