"""How a legal term becomes a date.

A term runs from the day after the fact that starts it (ст. 191 ГК РФ). Calendar days that end on a day off give two
dates: the control date is the preceding working day, as most bodies' instructions ask, and the limit by law the next
working day (ст. 193 ГК РФ).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agencies.calendar import WorkCalendar

CALENDAR_DAYS = "calendar"
WORKING_DAYS = "working"


@dataclass(frozen=True, slots=True)
class Due:
    """``control`` is the date the work is held to, ``limit`` the last day the law allows."""

    control: date
    limit: date


def term_ends(started: date, amount: int, unit: str, calendar: WorkCalendar) -> Due:
    """The last day of a term of ``amount`` days (``unit``: «calendar» or «working») begun on ``started``.

    Raises ``ValueError`` for another unit.
    """
    if unit == WORKING_DAYS:
        day = calendar.add_working_days(started, amount)
        return Due(day, day)
    if unit != CALENDAR_DAYS:
        raise ValueError(f"unknown unit of a term: {unit}")
    last = started + timedelta(days=amount)
    if calendar.is_working(last):
        return Due(last, last)
    before = calendar.preceding_working_day(last)
    # A term shorter than the days off around it cannot end before it began.
    return Due(max(before, started), calendar.next_working_day(last))


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last second of a day where the body works."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)
