"""When the steps of a demonstration's story happen: officials work in office hours, citizens answer while awake."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agencies.calendar import WorkCalendar

OFFICE = (9, 18)
AWAKE = (8, 22)
"""Hours of the day, local time: from the first, before the second."""

GAPS: dict[str, tuple[float, float]] = {
    "assign": (0.5, 4),
    "take": (1, 7),
    "decline": (0.3, 3),
    "ask": (0.5, 4),
    "submit": (1, 5),
    "send_back": (2, 8),
    "approve": (1, 20),
    "send": (0.3, 3),
    "reply": (3, 40),
    "confirm": (5, 90),
    "reopen": (24, 150),
    "withdraw": (10, 60),
}
"""Least and most hours that pass before a step."""
OF_CITIZENS = frozenset({"reply", "confirm", "reopen", "withdraw"})


@dataclass(frozen=True)
class Pace:
    """Gives the same moments for the same story in every run."""

    calendar: WorkCalendar
    zone: ZoneInfo

    def chance(self, *of: str) -> float:
        """A number from 0 to 1 that only the words given decide."""
        return zlib.crc32("/".join(of).encode()) / 2**32

    def after(self, step: str, moment: datetime, key: str) -> datetime:
        """When the step of a story is done whose previous one was at ``moment``."""
        least, most = GAPS[step]
        local = moment.astimezone(self.zone) + timedelta(hours=least + (most - least) * self.chance(key, step))
        local = local.replace(second=int(60 * self.chance(step, key)), microsecond=0)
        opens, closes = AWAKE if step in OF_CITIZENS else OFFICE
        if step not in OF_CITIZENS and not self.calendar.is_working(local.date()):
            return self._morning(local, opens, key)
        if local.hour >= closes:
            return self._morning(local, opens, key, any_day=step in OF_CITIZENS)
        return local if local.hour >= opens else local.replace(hour=opens, minute=int(60 * self.chance(key, "early")))

    def _morning(self, local: datetime, opens: int, key: str, *, any_day: bool = False) -> datetime:
        day = local.date()
        day = day + timedelta(days=1) if any_day else self.calendar.next_working_day(day)
        minutes = int(150 * self.chance("morning", key))
        return local.replace(year=day.year, month=day.month, day=day.day, hour=opens, minute=0) + timedelta(
            minutes=minutes
        )
