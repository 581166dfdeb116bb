"""A remark knows its passage and version, is seen by the author, and is dealt with once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.answers import passages
from routing.answers import services as answers
from routing.cases import services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case
from tests.world import World, routed

BODY = "Лампу заменили сегодня утром.\n\nРаботу проверил  мастер участка."


@pytest.fixture
def case(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    answers.submit(case.pk, world.actor("executor"), BODY)
    return case


def test_the_passage_is_found_whatever_its_spaces(world: World, case: Case) -> None:
    remark = passages.add(case.pk, world.actor("approver"), "утром. Работу проверил мастер", "В котором часу?")
    assert BODY[remark.start : remark.end] == remark.quote == "утром.\n\nРаботу проверил  мастер"


@pytest.mark.parametrize("quote", ["", "   ", "чего в письме нет"])
def test_words_that_are_not_in_the_letter_are_refused(world: World, case: Case, quote: str) -> None:
    with pytest.raises(Invalid) as refused:
        passages.add(case.pk, world.actor("approver"), quote, "Почему?")
    assert refused.value.field == "passage"


def test_a_remark_needs_words(world: World, case: Case) -> None:
    with pytest.raises(Invalid):
        passages.add(case.pk, world.actor("approver"), "Лампу", "  ")


@pytest.mark.parametrize("who", ["executor", "stranger", "coordinator"])
def test_only_who_could_return_the_answer_remarks(world: World, case: Case, who: str) -> None:
    with pytest.raises(Refused):
        passages.add(case.pk, world.actor(who), "Лампу", "Какую?")


def test_it_outlives_the_next_version_until_it_is_dealt_with(world: World, case: Case) -> None:
    remark = passages.add(case.pk, world.actor("approver"), "Лампу", "Какую?")
    answers.return_to_author(case.pk, world.actor("approver"), "См. замечание")
    answers.save_draft(case.pk, world.actor("executor"), "Светильник на столбе № 4 заменили сегодня утром.")
    assert [each.quote for each in passages.remarks_of(case)] == ["Лампу"]
    passages.resolve(case.pk, world.actor("executor"), remark.pk)
    passages.resolve(case.pk, world.actor("approver"), remark.pk)
    (kept,) = passages.remarks_of(case)
    assert kept.resolved_by == world.executor


def test_another_body_deals_with_nothing(world: World, case: Case) -> None:
    remark = passages.add(case.pk, world.actor("approver"), "Лампу", "Какую?")
    with pytest.raises(Refused):
        passages.resolve(case.pk, world.actor("stranger"), remark.pk)


@given(st.text(min_size=1, max_size=60), st.integers(0, 60), st.integers(1, 30))
def test_any_passage_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    if quote.split():
        begin, end = passages.found(text, quote)
        assert text[begin:end].split() == quote.split()
