"""The arithmetic of working days agrees with a walk through the days one by one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agencies.calendar import WorkCalendar

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    WorkCalendar.of,
    holidays=st.sets(st.dates(date(2025, 1, 1), date(2025, 3, 31)), max_size=40),
    working=st.sets(st.dates(date(2025, 1, 1), date(2025, 3, 31)), max_size=10),
)


def is_worked(calendar: WorkCalendar, day: date) -> bool:
    """The rule as a person would read it from the wall."""
    if day in calendar.working:
        return True
    if day in calendar.holidays:
        return False
    return day.strftime("%a") not in {"Sat", "Sun"}


@given(CALENDARS, st.dates(date(2024, 12, 20), date(2025, 4, 10)), st.integers(0, 40))
def test_the_last_day_is_found_by_counting_worked_days(calendar: WorkCalendar, start: date, amount: int) -> None:
    end = calendar.add_working_days(start, amount)
    after = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_worked(calendar, day) for day in after) == amount
    assert amount == 0 or is_worked(calendar, end)


@given(CALENDARS, st.dates(date(2024, 12, 20), date(2025, 4, 10)))
def test_nothing_is_worked_between_a_day_and_its_next_working_day(calendar: WorkCalendar, day: date) -> None:
    following = calendar.next_working_day(day)
    assert following > day
    assert is_worked(calendar, following)
    between = [day + timedelta(days=n) for n in range(1, (following - day).days)]
    assert not any(is_worked(calendar, one) for one in between)


@given(CALENDARS, st.dates(date(2024, 12, 20), date(2025, 4, 10)))
def test_the_preceding_working_day_undoes_the_next_one(calendar: WorkCalendar, day: date) -> None:
    if is_worked(calendar, day):
        assert calendar.preceding_working_day(calendar.next_working_day(day)) == day
        assert calendar.next_working_day(calendar.preceding_working_day(day)) == day


@given(DAYS)
def test_an_ordinary_week_has_five_working_days(day: date) -> None:
    assert sum(WorkCalendar().is_working(day + timedelta(days=n)) for n in range(7)) == 5


def test_a_negative_number_of_days_is_refused() -> None:
    try:
        WorkCalendar().add_working_days(date(2026, 1, 12), -1)
    except ValueError:
        return
    raise AssertionError("a term cannot end before it begins")
