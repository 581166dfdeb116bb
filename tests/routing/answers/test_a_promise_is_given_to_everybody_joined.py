from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from agencies.models import ControlStep
from routing.answers import services as answers
from routing.answers.notices import deliver
from routing.cases import services
from routing.cases.models import Case, Deadline, Event
from routing.chores import do_chores
from routing.control.models import Reminder
from tests.world import LONG_AGO, World, fresh, routed

TEXT = "Мастер Выдуманный осмотрел столб, нужна новая лампа. Её привезут и поставят на следующей неделе."


@pytest.fixture
def leader(world: World) -> Case:
    """In work, with the case of another citizen joined to it."""
    leader = routed(world, email="anna@example.org")
    other = routed(world, name="Вера Ильинична Придуманная", email="vera@example.org")
    services.merge(other.pk, leader.pk, world.actor("coordinator"), "Об одном фонаре")
    services.take(leader.pk, world.actor("executor"))
    return fresh(leader)


def promise(world: World, case: Case) -> Case:
    """The interim answer; gives the joined case."""
    answers.promise(case.pk, world.actor("executor"), TEXT, timezone.localdate() + timedelta(days=7))
    return Case.objects.get(master=case)


def test_each_reads_it_with_an_own_greeting(world: World, leader: Case) -> None:
    other = promise(world, leader)
    deliver(Event.objects.get(case=other, kind="promise_joined"))
    letter = mail.outbox[-1]
    assert letter.to == ["vera@example.org"]
    assert "Уважаемая Вера Ильинична!" in letter.body
    assert TEXT in letter.body


def test_each_has_the_day_as_a_deadline_and_the_answer_keeps_it(world: World, leader: Case) -> None:
    other = promise(world, leader)
    assert Deadline.objects.get(case=other, kind="promise").met_at is None
    answers.submit(leader.pk, world.actor("executor"), "Лампу заменили сегодня утром, проверил мастер участка.")
    answers.approve(leader.pk, world.actor("approver"))
    answers.send(leader.pk, world.actor("executor"))
    assert Deadline.objects.get(case=other, kind="promise").met_at


def test_parted_again_the_promise_goes_along(world: World, leader: Case) -> None:
    other = promise(world, leader)
    services.unmerge(other.pk, world.actor("coordinator"), "О разном")
    assert Deadline.objects.filter(case=other, kind="promise", met_at=None, cancelled_at=None).exists()


def test_who_was_promised_a_day_before_keeps_it(world: World) -> None:
    leader, other = routed(world), routed(world, name="Вера Придуманная")
    services.take(other.pk, world.actor("executor"))
    day = timezone.localdate() + timedelta(days=3)
    answers.promise(other.pk, world.actor("executor"), TEXT, day)
    services.merge(other.pk, leader.pk, world.actor("coordinator"), "Об одном фонаре")
    services.take(leader.pk, world.actor("executor"))
    promise(world, leader)
    kept = Deadline.objects.get(case=other, kind="promise")
    assert timezone.localtime(kept.due_at).date() == day


@pytest.mark.parametrize("earlier", [True, False])
def test_officials_hear_once_of_one_promise_and_of_an_earlier_one_too(
    world: World, leader: Case, earlier: bool
) -> None:
    ControlStep.objects.create(kind="promise", when="after", days=0, level="head", valid_from=LONG_AGO)
    other = promise(world, leader)
    if earlier:
        row = Deadline.objects.get(case=other, kind="promise")
        Deadline.objects.filter(pk=row.pk).update(due_at=row.due_at - timedelta(days=3))
    do_chores(timezone.now() + timedelta(days=9))
    told = Reminder.objects.filter(deadline__kind="promise", escalated=True)
    assert {row.deadline.case_id for row in told} == ({leader.pk, other.pk} if earlier else {leader.pk})
