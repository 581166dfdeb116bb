from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.calendar import WorkCalendar
from routing.cases.clock import CALENDAR_DAYS, WORKING_DAYS, term_ends

NEW_YEAR = frozenset(date(2025, 12, 31) + timedelta(days=n) for n in range(12))
WINTER = WorkCalendar(
    holidays=NEW_YEAR | {date(2025, 11, 3), date(2025, 11, 4)}, working=frozenset({date(2025, 11, 1)})
)


@pytest.mark.parametrize(
    ("registered", "days", "control", "limit"),
    [
        # Day 30 falls into the New Year days off.
        (date(2025, 12, 5), 30, date(2025, 12, 30), date(2026, 1, 12)),
        (date(2025, 10, 1), 30, date(2025, 10, 31), date(2025, 10, 31)),
        # A working Saturday is a working day.
        (date(2025, 10, 2), 30, date(2025, 11, 1), date(2025, 11, 1)),
        (date(2025, 10, 31), 7, date(2025, 11, 7), date(2025, 11, 7)),
    ],
)
def test_calendar_days(registered: date, days: int, control: date, limit: date) -> None:
    due = term_ends(registered, days, CALENDAR_DAYS, WINTER)
    assert (due.control, due.limit) == (control, limit)


days_off = st.frozensets(st.dates(date(2025, 1, 1), date(2025, 12, 31)), max_size=60)


@given(st.dates(date(2025, 1, 1), date(2025, 11, 1)), st.integers(1, 30), days_off, days_off)
def test_working_days_equal_a_count_day_by_day(start: date, amount: int, off: frozenset, on: frozenset) -> None:
    calendar = WorkCalendar(holidays=off - on, working=on)
    left, day = amount, start
    while left:
        day += timedelta(days=1)
        left -= day in on or (day.weekday() < 5 and day not in off)
    assert term_ends(start, amount, WORKING_DAYS, calendar).control == day


@given(st.dates(date(2025, 1, 1), date(2025, 11, 1)), st.integers(1, 60), days_off)
def test_the_control_date_is_a_working_day_not_after_the_limit(start: date, amount: int, off: frozenset) -> None:
    calendar = WorkCalendar(holidays=off)
    due = term_ends(start, amount, CALENDAR_DAYS, calendar)
    assert start <= due.control <= due.limit
    assert calendar.is_working(due.limit)
    assert calendar.is_working(due.control) or due.control == start


def test_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown unit"):
        term_ends(date(2025, 1, 9), 3, "weeks", WINTER)
