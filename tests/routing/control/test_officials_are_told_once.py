from datetime import timedelta

import pytest

from agencies.models import Official
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.events import chain_breaks
from routing.cases.models import Case, Event, OutboxRow
from routing.chores import do_chores
from routing.control import digest, steps
from routing.control.models import Reminder
from tests.routing.control.conftest import DUE, MONDAY, taken
from tests.world import World, inbound, make_official

DAY = timedelta(days=1)


def told() -> list[tuple[bool, str, int]]:
    return list(Reminder.objects.order_by("pk").values_list("escalated", "official__full_name", "days"))


def test_nobody_is_told_while_there_is_time(case: Case) -> None:
    do_chores(DUE - 6 * DAY)
    assert told() == []


def test_the_executor_is_reminded_three_working_days_before_and_once(case: Case, world: World) -> None:
    # From Wednesday the 25th to Monday the 30th three working days are left.
    for _ in range(3):
        do_chores(DUE - 5 * DAY)
    assert told() == [(False, world.executor.full_name, 3)]


def test_a_nearer_reminder_is_not_followed_by_a_farther_one(case: Case, world: World) -> None:
    do_chores(DUE - 3 * DAY)
    do_chores(DUE)
    assert told() == [(False, world.executor.full_name, 1)]


def test_what_is_overdue_climbs_from_name_to_name(case: Case, world: World) -> None:
    for days in range(1, 9):
        do_chores(DUE + days * DAY)
    climbed = [(official, days) for escalated, official, days in told() if escalated]
    assert climbed == [(world.approver.full_name, 0), (world.coordinator.full_name, 3)]
    events = Event.objects.filter(case=case, kind="escalate")
    assert [event.data["level"] for event in events] == ["head", "superior"]
    assert chain_breaks(case) is None


def test_the_head_of_the_superior_body_comes_before_the_coordinator(case: Case, world: World) -> None:
    chief = make_official(world.centre, Official.Role.APPROVER, "Вера Надуманная")
    do_chores(DUE + 10 * DAY)
    assert Reminder.objects.get(level="superior").official == chief


def test_a_body_without_a_head_reports_to_the_next_above(case: Case, world: World) -> None:
    world.approver.user.is_active = False
    world.approver.user.save()
    do_chores(DUE + DAY)
    assert Reminder.objects.get(level="head").official == world.coordinator


def test_a_late_choice_of_the_body_is_the_coordinators(world: World) -> None:
    services.receive(world.region, inbound(), at=MONDAY)
    do_chores(MONDAY + 2 * DAY)
    assert told() == [(True, world.coordinator.full_name, 0)]


def test_a_held_clock_disturbs_nobody(case: Case, world: World) -> None:
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"}, at=DUE - 7 * DAY)
    steps.take_due(DUE + DAY)
    assert told() == []


def test_nobody_is_reminded_of_a_held_clock(case: Case, world: World) -> None:
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"}, at=DUE - 6 * DAY)
    steps.take_due(DUE - 5 * DAY)
    steps.take_due(DUE - 3 * DAY)
    assert told() == []


def test_after_a_pause_the_new_date_is_reminded_of_again(case: Case, world: World) -> None:
    do_chores(DUE - 5 * DAY)
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"}, at=DUE - 5 * DAY)
    services.act(case.pk, CITIZEN, "clarify", {"reply": "Второй"}, at=DUE - 3 * DAY)
    do_chores(DUE - 2 * DAY)
    do_chores(DUE + DAY)
    assert [days for _, _, days in told()] == [3, 3, 1]


class Killed(BaseException):
    """Stands for a process that is gone."""


@pytest.mark.parametrize(("where", "at_step"), [*(("escalate", step) for step in range(4)), ("ask_for", 0)])
def test_killed_in_the_middle_the_next_run_goes_on(
    case: Case, world: World, monkeypatch: pytest.MonkeyPatch, where: str, at_step: int
) -> None:
    owner = services if where == "escalate" else steps
    calls, real = {"n": 0}, getattr(owner, where)

    def dying(*values: object) -> object:
        calls["n"] += 1
        if calls["n"] == at_step + 1:
            raise Killed
        return real(*values)

    others = [taken(world) for _ in range(3)]
    monkeypatch.setattr(owner, where, dying)
    with pytest.raises(Killed):
        do_chores(DUE + DAY)
    monkeypatch.undo()
    do_chores(DUE + DAY)
    heads = Reminder.objects.filter(escalated=True, level="head")
    assert sorted(heads.values_list("deadline__case", flat=True)) == sorted([case.pk, *(one.pk for one in others)])
    assert Event.objects.filter(kind="escalate").count() == 4
    waiting = OutboxRow.objects.filter(task=digest.TASK, done_at=None)
    assert set(waiting.values_list("payload__official", flat=True)) == set(heads.values_list("official", flat=True))
