"""Arithmetic of working days (производственный календарь): pure, no database and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday to Friday work, except ``holidays``; Saturday and Sunday do not, except ``working`` (transferred days)."""

    holidays: frozenset[date] = field(default=frozenset())
    working: frozenset[date] = field(default=frozenset())

    @classmethod
    def of(cls, holidays: Iterable[date] = (), working: Iterable[date] = ()) -> WorkCalendar:
        return cls(frozenset(holidays), frozenset(working))

    def is_working(self, day: date) -> bool:
        """Whether the day is worked. A day that is both is a working one: a decree on it is later than the week."""
        return day in self.working or (day.weekday() < SATURDAY and day not in self.holidays)

    def add_working_days(self, day: date, amount: int) -> date:
        """The ``amount``-th working day after ``day``, which itself does not count (ст. 191 ГК РФ); 0 gives ``day``.

        Raises ValueError when ``amount`` is negative.
        """
        if amount < 0:
            raise ValueError("the number of working days is negative")
        for _ in range(amount):
            day = self.next_working_day(day)
        return day

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
