"""Arithmetic of working days (производственный календарь): pure, no database and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


class UnknownYear(LookupError):
    """The calendar of a year is not loaded, so nobody knows its days off."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the work calendar of {year} is not loaded")
        self.year = year


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday to Friday work, except ``holidays``; Saturday and Sunday do not, except ``working`` (transferred days).

    ``short`` are worked days that end an hour earlier (ст. 95 ТК РФ), whatever the day of the week. ``years``: those
    whose days are known; asking for a day of another raises ``UnknownYear``. ``None`` means an ordinary week in every
    year that has no rows.
    """

    holidays: frozenset[date] = field(default=frozenset())
    working: frozenset[date] = field(default=frozenset())
    short: frozenset[date] = field(default=frozenset())
    years: frozenset[int] | None = None

    @classmethod
    def of(
        cls,
        holidays: Iterable[date] = (),
        working: Iterable[date] = (),
        short: Iterable[date] = (),
        years: Iterable[int] | None = None,
    ) -> WorkCalendar:
        known = None if years is None else frozenset(years)
        return cls(frozenset(holidays), frozenset(working), frozenset(short), known)

    def supposing(self) -> WorkCalendar:
        """The same days, with an ordinary week supposed in the years not known."""
        return replace(self, years=None)

    def is_working(self, day: date) -> bool:
        """Whether the day is worked. A day that is both is a working one: a decree on it is later than the week."""
        if self.years is not None and day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.working or day in self.short or (day.weekday() < SATURDAY and day not in self.holidays)

    def add_working_days(self, day: date, amount: int) -> date:
        """The ``amount``-th working day after ``day``, which itself does not count (ст. 191 ГК РФ); 0 gives ``day``.

        Raises ValueError when ``amount`` is negative.
        """
        if amount < 0:
            raise ValueError("the number of working days is negative")
        for _ in range(amount):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, after: date, last: date) -> int:
        """How many working days follow ``after`` up to and with ``last``; 0 when ``last`` is not later."""
        return sum(self.is_working(after + DAY * n) for n in range(1, (last - after).days + 1))

    def next_working_day(self, day: date) -> date:
        """The nearest working day after ``day`` (ст. 193 ГК РФ)."""
        day += DAY
        while not self.is_working(day):
            day += DAY
        return day

    def preceding_working_day(self, day: date) -> date:
        """The nearest working day before ``day``."""
        day -= DAY
        while not self.is_working(day):
            day -= DAY
        return day
