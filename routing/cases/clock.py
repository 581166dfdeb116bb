"""How a legal term becomes a date.

A term runs from the day after the fact that starts it (ст. 191 ГК РФ). Calendar days that end on a day off give two
dates: the control date is the preceding working day, as most bodies' instructions ask, and the limit by law the next
working day (ст. 193 ГК РФ). A term in hours runs in the body's working hours and ends at a moment, not with a day.

``held`` is how much of the term's own unit (days, working days, minutes of work) the clock stood still.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agencies.calendar import WorkCalendar
from agencies.timetable import Timetable

CALENDAR_DAYS = "calendar"
WORKING_DAYS = "working"
WORKING_HOURS = "hours"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Due:
    """``control`` is the date the work is held to, ``limit`` the last day the law allows."""

    control: date
    limit: date


@dataclass(frozen=True, slots=True)
class Moments:
    """The same as moments: the end of the day where the body works, or the minute for a term in hours."""

    control: datetime
    limit: datetime


def term_ends(started: date, amount: int, unit: str, calendar: WorkCalendar) -> Due:
    """The last day of a term of ``amount`` days (``unit``: «calendar» or «working») begun on ``started``.

    Raises ``ValueError`` for another unit, ``UnknownYear`` when the calendar does not reach so far.
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


def ends(started: datetime, amount: int, unit: str, held: int, timetable: Timetable) -> Moments:
    """When a term begun at ``started`` is over. Raises as ``term_ends``, and ``NoHours`` for a term in hours."""
    if unit == WORKING_HOURS:
        moment = timetable.add(started, timedelta(hours=amount) + held * MINUTE)
        return Moments(moment, moment)
    due = term_ends(started.astimezone(timetable.zone).date(), amount + held, unit, timetable.calendar)
    return Moments(end_of_day(due.control, timetable.zone), end_of_day(due.limit, timetable.zone))


def stood_still(paused: datetime, resumed: datetime, unit: str, timetable: Timetable) -> int:
    """How much of its unit a term lost while the clock stood: days, working days or minutes of work."""
    if unit == WORKING_HOURS:
        return timetable.between(paused, resumed) // MINUTE
    first, last = (moment.astimezone(timetable.zone).date() for moment in (paused, resumed))
    return timetable.calendar.working_days_between(first, last) if unit == WORKING_DAYS else (last - first).days


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last second of a day where the body works, in UTC as the database keeps it."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone).astimezone(UTC)
