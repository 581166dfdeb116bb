"""Below the floor of the gate an answer goes only when author and approver vouch for it, and the history keeps why."""

import pytest

from routing.answers import services as answers
from routing.answers.gate import FLOOR, judge
from routing.cases import services
from routing.cases.errors import Invalid
from routing.cases.models import Case, Event
from tests.world import World, fresh, routed

POOR = "Ваше обращение рассмотрено. Меры будут приняты в установленном порядке в ближайшее время."
GOOD = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."
ASKED = "Прокуратура ждёт ответ сегодня, подробный дадим во вторник."
AGREED = "Согласен: сегодня крайний срок, подробный ответ на контроле у меня."


def in_work(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def test_without_a_reason_it_does_not_leave_the_author(world: World) -> None:
    case = in_work(world)
    with pytest.raises(Invalid) as refused:
        answers.submit(case.pk, world.actor("executor"), POOR)
    assert refused.value.field == "because"
    assert fresh(case).state == "in_work"


def test_a_word_is_no_reason(world: World) -> None:
    case = in_work(world)
    with pytest.raises(Invalid):
        answers.submit(case.pk, world.actor("executor"), POOR, "надо")


def test_the_authors_reason_does_not_bind_the_approver(world: World) -> None:
    case = in_work(world)
    answers.submit(case.pk, world.actor("executor"), POOR, ASKED)
    with pytest.raises(Invalid):
        answers.approve(case.pk, world.actor("approver"))
    assert fresh(case).state == "in_approval"


def test_both_reasons_stay_in_the_history(world: World) -> None:
    case = in_work(world)
    answers.submit(case.pk, world.actor("executor"), POOR, ASKED)
    answers.approve(case.pk, world.actor("approver"), AGREED)
    events = Event.objects.filter(case=case, kind__in=("submit_answer", "approve_answer")).order_by("seq")
    assert [event.data["reason"] for event in events] == [ASKED, AGREED]
    assert all(event.data["score"] < FLOOR for event in events)


def test_a_reason_does_not_lift_a_hard_stop(world: World) -> None:
    case = in_work(world)
    with pytest.raises(Invalid) as refused:
        answers.submit(case.pk, world.actor("executor"), POOR + " Исполнитель: [ФИО].", ASKED)
    assert refused.value.field == "body"


def test_a_good_answer_needs_no_reason_and_keeps_none(world: World) -> None:
    case = in_work(world)
    answer = answers.submit(case.pk, world.actor("executor"), GOOD, "На всякий случай напишу причину")
    answers.approve(case.pk, world.actor("approver"))
    assert answer.because == ""
    assert "reason" not in Event.objects.get(case=case, kind="submit_answer").data


def test_the_letter_around_it_does_not_lift_an_empty_body(world: World) -> None:
    case = in_work(world)
    verdict = judge(case, POOR, case.received_at)
    assert verdict.score < FLOOR
    assert not {"no_salutation", "no_contact", "no_right_to_object"} & {each.code for each in verdict.findings}
