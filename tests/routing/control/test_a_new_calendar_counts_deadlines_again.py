from datetime import date, timedelta

from agencies.models import WorkCalendarDay
from routing.cases import deadlines, services
from routing.cases.events import chain_breaks, replay, snapshot
from routing.cases.models import Case, Deadline, Event
from routing.chores import do_chores
from tests.routing.control.conftest import DUE, MONDAY
from tests.world import fresh


def test_a_day_off_given_by_decree_moves_what_still_runs(case: Case) -> None:
    do_chores(MONDAY)
    WorkCalendarDay.objects.create(date=date(2026, 3, 20), kind="holiday")
    do_chores(MONDAY + timedelta(days=1))
    moved = fresh(case)
    assert moved.due_at == case.due_at + timedelta(days=1)
    assert replay(moved.events.all()) == snapshot(moved)
    assert chain_breaks(moved) is None
    do_chores(MONDAY + timedelta(days=2))
    assert Event.objects.filter(kind="recount").count() == 1


def test_a_promised_day_stays_the_promised_day(case: Case) -> None:
    do_chores(MONDAY)
    promised = deadlines.promise(case, date(2026, 3, 20), MONDAY, "Промежуточный ответ")
    WorkCalendarDay.objects.create(date=date(2026, 3, 20), kind="holiday")
    do_chores(MONDAY + timedelta(days=1))
    before = promised.due_at
    promised.refresh_from_db()
    assert promised.due_at == before


def test_what_is_already_late_stays_late(case: Case) -> None:
    do_chores(MONDAY)
    WorkCalendarDay.objects.create(date=date(2026, 3, 20), kind="holiday")
    do_chores(DUE + timedelta(days=1))
    assert fresh(case).due_at == case.due_at


def test_what_became_late_before_it_was_locked_stays_late(case: Case) -> None:
    row = Deadline.objects.get(case=case, kind="answer")
    WorkCalendarDay.objects.create(date=date(2026, 3, 20), kind="holiday")
    assert not services.recount(case.pk, row.pk, DUE + timedelta(days=1))
    assert services.recount(case.pk, row.pk, MONDAY + timedelta(days=1))


def test_a_year_that_is_loaded_ends_the_supposing(case: Case) -> None:
    WorkCalendarDay.objects.filter(date__year=2026).delete()
    do_chores(MONDAY)
    case.deadlines.update(provisional=True)
    WorkCalendarDay.objects.create(date=date(2026, 1, 1), kind="holiday")
    do_chores(MONDAY)
    assert not fresh(case).deadlines.filter(provisional=True, met_at=None).exists()
