from datetime import timedelta

import pytest
from django.utils import timezone

from routing.answers import services as answers
from routing.answers.notices import body_of
from routing.cases import services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Deadline, Event
from tests.world import World, fresh, routed

TEXT = "Мастер Выдуманный осмотрел столб, нужна новая лампа. Её привезут и поставят на следующей неделе."


@pytest.fixture
def case(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def promise(world: World, case: Case, days: int = 7, text: str = TEXT) -> None:
    answers.promise(case.pk, world.actor("executor"), text, timezone.localdate() + timedelta(days=days))


def test_it_is_due_at_the_end_of_that_day_and_the_answer_still_runs(world: World, case: Case) -> None:
    promise(world, case)
    clock = Deadline.objects.get(case=case, kind="promise")
    assert timezone.localtime(clock.due_at).date() == timezone.localdate() + timedelta(days=7)
    assert Deadline.objects.filter(case=case, kind="answer", met_at=None).exists()
    assert fresh(case).state == "in_work"


def test_the_citizen_reads_it_at_once(world: World, case: Case) -> None:
    promise(world, case)
    assert TEXT in body_of(Event.objects.get(case=case, kind="promise"))


def test_the_answer_keeps_it(world: World, case: Case) -> None:
    promise(world, case)
    answers.submit(case.pk, world.actor("executor"), "Лампу заменили сегодня утром, проверил мастер участка.")
    answers.approve(case.pk, world.actor("approver"))
    answers.send(case.pk, world.actor("executor"))
    assert Deadline.objects.get(case=case, kind="promise").met_at


def test_one_promise_is_not_replaced_by_another(world: World, case: Case) -> None:
    promise(world, case)
    with pytest.raises(Refused) as refused:
        promise(world, case, 30)
    assert refused.value.code == "one_promise"
    assert Deadline.objects.filter(case=case, kind="promise").count() == 1


@pytest.mark.parametrize("days", [0, -1, 400])
def test_the_day_lies_ahead_and_within_a_year(world: World, case: Case, days: int) -> None:
    with pytest.raises(Invalid) as invalid:
        promise(world, case, days)
    assert invalid.value.field == "day"


@pytest.mark.parametrize("text", ["", "Сделаем.", "Мы передали это [ФИО], он сделает всё до конца следующего месяца."])
def test_a_promise_passes_the_gate_too(world: World, case: Case, text: str) -> None:
    with pytest.raises(Invalid):
        promise(world, case, text=text)
    assert not Deadline.objects.filter(case=case, kind="promise").exists()
