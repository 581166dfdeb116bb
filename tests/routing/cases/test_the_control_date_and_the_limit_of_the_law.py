"""The worked examples of the law, through the services and with the calendar as it is shipped."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from agencies.loading.calendar import bring_in, read
from agencies.loading.region import CLASSIFIER
from agencies.models import LegalTerm, WorkCalendarDay
from routing.cases import deadlines, services
from routing.cases.models import Case, Deadline
from tests.world import LONG_AGO, World, inbound

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def calendar(world: World) -> None:
    WorkCalendarDay.objects.all().delete()
    bring_in(read(CLASSIFIER / "calendar.csv"), None)
    for kind, amount in (("answer", 30), ("redirect", 7), ("route", 3)):
        LegalTerm.objects.create(
            regime="fz59_appeal", kind=kind, amount=amount, unit="calendar", basis="59-ФЗ", valid_from=LONG_AGO
        )


def appeal(world: World, day: date) -> Case:
    at = datetime(day.year, day.month, day.day, 15, 40, tzinfo=MOSCOW)
    case, _new = services.receive(world.region, inbound(), at=at)
    Case.objects.filter(pk=case.pk).update(regime="fz59_appeal")
    return Case.objects.select_related("region", "topic").get(pk=case.pk)


def due(world: World, day: date, kind: str) -> Deadline:
    case = appeal(world, day)
    found = deadlines.start(case, kind, case.received_at)
    assert found is not None
    return Deadline.objects.get(pk=found.pk)


@pytest.mark.parametrize(
    ("registered", "kind", "control", "limit"),
    [
        (date(2025, 12, 5), "answer", "2025-12-30", "2026-01-12"),
        (date(2025, 10, 1), "answer", "2025-10-31", "2025-10-31"),
        (date(2025, 10, 2), "answer", "2025-11-01", "2025-11-01"),
        (date(2025, 10, 31), "redirect", "2025-11-07", "2025-11-07"),
    ],
)
def test_the_dates_are_those_of_the_law(
    world: World, calendar: None, registered: date, kind: str, control: str, limit: str
) -> None:
    row = due(world, registered, kind)
    dates = [moment.astimezone(MOSCOW).isoformat() for moment in (row.due_at, row.limit_at)]
    assert dates == [f"{control}T23:59:59+03:00", f"{limit}T23:59:59+03:00"]
    assert not row.provisional


def test_an_appeal_is_judged_by_the_law_of_its_day(world: World, calendar: None) -> None:
    LegalTerm.objects.filter(regime="fz59_appeal", kind="redirect").update(valid_to=date(2026, 2, 28))
    LegalTerm.objects.create(
        regime="fz59_appeal", kind="redirect", amount=5, unit="calendar", basis="новый", valid_from=date(2026, 3, 1)
    )
    case = appeal(world, date(2026, 2, 27))
    later = datetime(2026, 3, 10, 12, tzinfo=MOSCOW)
    old = deadlines.start(case, "redirect", later)
    assert old is not None
    assert (old.basis, old.due_at.astimezone(MOSCOW).date()) == ("59-ФЗ", date(2026, 3, 17))
    new = due(world, date(2026, 3, 2), "redirect")
    assert (new.basis, new.due_at.astimezone(MOSCOW).date()) == ("новый", date(2026, 3, 6))


def test_a_year_without_a_calendar_makes_the_deadline_provisional(world: World, calendar: None) -> None:
    row = due(world, date(2027, 12, 20), "answer")
    assert row.provisional
    assert row.due_at.astimezone(MOSCOW).date() == date(2028, 1, 19)


def test_a_provisional_deadline_is_counted_again_with_the_calendar(world: World, calendar: None) -> None:
    row = due(world, date(2027, 12, 3), "answer")
    assert row.due_at.astimezone(MOSCOW).date() == date(2027, 12, 30)
    WorkCalendarDay.objects.create(date=date(2028, 1, 3), kind="holiday")
    deadlines.count(row, deadlines.table_for(row.case, row.unit))
    assert (row.provisional, row.limit_at.astimezone(MOSCOW).date()) == (False, date(2028, 1, 4))
