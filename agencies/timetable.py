"""Arithmetic of working hours in a body's own time zone: pure, no database and no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agencies.calendar import DAY, WorkCalendar

FRIDAY = 4
SHORTER = timedelta(hours=1)
"""By how much a day before a holiday is shorter (ст. 95 ТК РФ)."""
LONGEST_REST = 60
"""Days without a single hour of work after which a timetable is taken for a wrong one."""
Span = tuple[datetime, datetime]


class NoHours(LookupError):
    """The body has no working hours, so a term in hours would never end."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """``hours``: for each day of the week (0 is Monday) the spans worked, in order, without the break.

    A day off that is worked by decree and has no hours of its own is worked like the last day of the ordinary week.
    """

    calendar: WorkCalendar
    zone: ZoneInfo
    hours: Mapping[int, tuple[tuple[time, time], ...]]

    def spans(self, day: date) -> list[Span]:
        """The hours worked on a day, as moments in UTC."""
        if not self.calendar.is_working(day):
            return []
        usual = self.hours.get(day.weekday())
        if usual is None and day.weekday() > FRIDAY:
            usual = self.hours.get(max((number for number in self.hours if number <= FRIDAY), default=FRIDAY))
        found = [(self._moment(day, opens), self._moment(day, closes)) for opens, closes in usual or ()]
        return _without_the_end(found, SHORTER) if day in self.calendar.short else found

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """When ``amount`` of working time after ``start`` has passed.

        Raises ``NoHours`` when nothing is worked for two months, ``UnknownYear`` when the calendar ends before.
        """
        left, rest = amount, 0
        day = start.astimezone(self.zone).date()
        while rest <= LONGEST_REST:
            worked = [(max(begin, start), end) for begin, end in self.spans(day) if end > start]
            for begin, end in worked:
                if end - begin >= left:
                    return begin + left
                left -= end - begin
            rest = 0 if worked else rest + 1
            day += DAY
        raise NoHours

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments."""
        total = timedelta()
        for day in _days(start.astimezone(self.zone).date(), end.astimezone(self.zone).date()):
            for begin, close in self.spans(day):
                total += max(timedelta(), min(close, end) - max(begin, start))
        return total

    def _moment(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=self.zone).astimezone(UTC)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + DAY * number for number in range((last - first).days + 1))


def _without_the_end(spans: list[Span], cut: timedelta) -> list[Span]:
    """The spans of a day that ends earlier by ``cut``."""
    left = list(spans)
    while left and cut > timedelta():
        begin, end = left.pop()
        if end - begin > cut:
            return [*left, (begin, end - cut)]
        cut -= end - begin
    return left
