"""The mornings of a demonstration's past: who was reminded and told while a story went on, as on real days.

Without them the first real morning would report everything that grew late in weeks, all at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone

from agencies.models import ControlStep, Region
from agencies.selectors import work_calendar
from routing.cases.deadlines import OF_CITIZENS
from routing.cases.models import Deadline, OutboxRow
from routing.control import digest, steps
from routing.control.models import Reminder
from routing.control.people import Directory

MORNING = time(9, 5)
HOLIDAYS = 12
"""Days off in a row at most, beside the weekends: a step so many working days away may be so much farther."""


@dataclass
class Mornings:
    """The control of one region, played for one case after another."""

    region: Region
    now: datetime
    people: dict[date, Directory] = field(default_factory=dict)
    bounds: dict[datetime, list[tuple[ControlStep, datetime]]] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.region.time_zone)

    @cached_property
    def reach(self) -> timedelta:
        """How far from its date a deadline is still spoken of."""
        farthest = max((rule.days for rule in steps.rules(self.region, self.now)), default=0)
        return timedelta(days=2 * farthest + HOLIDAYS)

    def play(self, case_id: int, after: datetime, until: datetime) -> None:
        """Take the steps of control about a case that fell due after a moment, up to another, each on its morning."""
        running = Deadline.objects.filter(case=case_id, met_at=None, cancelled_at=None).exclude(kind__in=OF_CITIZENS)
        rows = list(running.values_list("pk", "kind", "due_at"))
        if not rows:
            return
        due = [due_at for _pk, _kind, due_at in rows]
        day = max(after, min(due) - self.reach).astimezone(self.zone).date()
        last, known = min(until, max(due) + self.reach), set[tuple[int, int]]()
        while (morning := datetime.combine(day, MORNING, tzinfo=self.zone)) <= last:
            if morning > after and (new := self._due(rows, morning) - known):
                known |= new
                steps.take_in(self.region, self._people(day), morning, case_id)
            day += timedelta(days=1)

    def _due(self, rows: list[tuple[int, str, datetime]], morning: datetime) -> set[tuple[int, int]]:
        """Which steps are due about which deadlines: told without the database, for most mornings have none."""
        if morning not in self.bounds:
            calendar = work_calendar(self.region).supposing()
            found = steps.rules(self.region, morning)
            self.bounds[morning] = [(rule, steps.bound(rule, self.zone, calendar, morning)) for rule in found]
        return {
            (pk, rule.pk)
            for pk, kind, due_at in rows
            for rule, until in self.bounds[morning]
            if rule.kind == kind and due_at < until and (rule.when == rule.When.AFTER or due_at >= morning)
        }

    def _people(self, day: date) -> Directory:
        if day not in self.people:
            self.people[day] = Directory.load(day)
        return self.people[day]

    @staticmethod
    def settle(row_id: int, case_id: int) -> None:
        """Call what was told about a case told: no letter of the past goes out today."""
        Reminder.objects.filter(deadline__case=case_id, sent_at=None).update(sent_at=F("made_at"))
        rows = OutboxRow.objects.filter(task=digest.TASK, pk__gt=row_id, done_at=None)
        rows.update(done_at=timezone.now())
