"""The steps of control that are due: who is to be told about which deadline, written down once each.

A step is a row of the registry (``ControlStep``): so many working days before or after the date, to this level. Killed
in the middle, the next run goes on: what was written is not written again.
"""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agencies.calendar import DAY, WorkCalendar
from agencies.models import ControlStep, Region
from agencies.selectors import work_calendar
from routing.cases import services
from routing.cases.errors import CaseError
from routing.cases.models import Deadline
from routing.cases.states import State

from .digest import ask_for, ask_for_untold
from .models import Reminder
from .people import Directory, lies_with

log = logging.getLogger(__name__)

STANDS = ("region", "agency", "post", "executor", "state")
"""What ``people`` must know of a case to say in whose hands it is."""

BATCH = 200
MOST = 5000
"""Steps that one run takes for each rule, oldest first; the rest waits for the next minute."""


def take_due(now: datetime) -> int:
    """Write down every step that is due; gives how many."""
    people = Directory.load(timezone.localdate(now))
    ask_for_untold(now)
    return sum(take_in(region, people, now) for region in Region.objects.all())


def take_in(region: Region, people: Directory, now: datetime, case_id: int | None = None) -> int:
    """Write down every step that is due in a region, or for one case of it; gives how many."""
    calendar = work_calendar(region).supposing()
    among = Q() if case_id is None else Q(case=case_id)
    running = Deadline.objects.filter(among, met_at=None, cancelled_at=None)
    kinds = set(running.order_by().values_list("kind", flat=True).distinct())
    in_force = [rule for rule in rules(region, now) if rule.kind in kinds]
    found = ((rule, due(rule, region, calendar, now).filter(among)) for rule in in_force)
    return sum(_take(rule, waiting, people, now) for rule, waiting in found)


def rules(region: Region, now: datetime) -> list[ControlStep]:
    """The steps in force, the most urgent first: who is told today that a day is left is not told of the three."""
    day = now.astimezone(ZoneInfo(region.time_zone)).date()
    found = ControlStep.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), Q(region=None) | Q(region=region), valid_from__lte=day
    )
    return sorted(found, key=lambda rule: (rule.kind, rule.when, rule.days, rule.pk))


def _take(rule: ControlStep, waiting: QuerySet[Deadline], people: Directory, now: datetime) -> int:
    write = _remind if rule.when == ControlStep.When.BEFORE else _escalate
    taken, last = 0, (datetime.min.replace(tzinfo=UTC), 0)
    while taken < MOST:
        after = Q(due_at__gt=last[0]) | Q(due_at=last[0], pk__gt=last[1])
        rows = list(waiting.filter(after).order_by("due_at", "pk")[:BATCH])
        if not rows:
            break
        taken += write(rule, rows, people, now)
        last = (rows[-1].due_at, rows[-1].pk)
    return taken


def due(rule: ControlStep, region: Region, calendar: WorkCalendar, now: datetime) -> QuerySet[Deadline]:
    """The running deadlines for which the step is due and was not taken."""
    running = Deadline.objects.filter(
        kind=rule.kind, met_at=None, cancelled_at=None, paused_at=None, case__region=region
    ).select_related("case", "request")
    running = running.only("kind", "due_at", *(f"case__{name}" for name in STANDS), "request__agency")
    running = spoken_of(running)
    until = bound(rule, ZoneInfo(region.time_zone), calendar, now)
    told = Reminder.objects.filter(deadline=OuterRef("pk"))
    if rule.when == ControlStep.When.BEFORE:
        nearer = Q(days__lt=rule.days) | Q(days=rule.days, level=rule.level)
        same = told.filter(nearer, escalated=False, due_at=OuterRef("due_at"))
        found = running.filter(due_at__gte=now, due_at__lt=until)
        return found.exclude(Exists(same))
    # A date that was put off and missed again is told again.
    same = told.filter(escalated=True, level=rule.level, due_at__gte=OuterRef("due_at"))
    return running.filter(due_at__lt=until).exclude(Exists(same))


def spoken_of(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Of cases considered together only the leading one is spoken of: its term is the strictest of all.

    A promise to the citizen of a joined case is passed over where the leader has to keep the same one or an earlier.
    """
    running = Deadline.objects.filter(kind="promise", met_at=None, cancelled_at=None)
    kept = running.filter(case=OuterRef("case__master"), due_at__lte=OuterRef("due_at"))
    joined = rows.exclude(case__state=State.MERGED, kind="answer")
    return joined.exclude(Exists(kept), case__state=State.MERGED, kind="promise")


def bound(rule: ControlStep, zone: ZoneInfo, calendar: WorkCalendar, now: datetime) -> datetime:
    """The moment before which a date must lie for the step to be due now."""
    today = now.astimezone(zone).date()
    if rule.when == ControlStep.When.BEFORE:
        return datetime.combine(calendar.add_working_days(today, rule.days + 1), time.min, tzinfo=zone)
    return _days_ago(today, rule.days, calendar, zone) if rule.days else now


def _days_ago(today: date, amount: int, calendar: WorkCalendar, zone: ZoneInfo) -> datetime:
    """The moment before which a date must lie to be ``amount`` working days late, today counted."""
    day, late = today, 0
    while late < amount:
        late += calendar.is_working(day)
        day -= DAY
    return datetime.combine(day + DAY, time.min, tzinfo=zone)


def _remind(rule: ControlStep, rows: list[Deadline], people: Directory, now: datetime) -> int:
    """Remind of a batch of deadlines: the rows and the letters asked for are written together."""
    made = [
        Reminder(deadline=row, official=official, level=rule.level, days=rule.days, due_at=row.due_at, made_at=now)
        for row in rows
        if (official := people.told(rule.level, lies_with(row))) is not None
    ]
    with transaction.atomic():
        Reminder.objects.bulk_create(made, ignore_conflicts=True)
        ask_for({reminder.official_id for reminder in made}, now)
    return len(made)


def _escalate(rule: ControlStep, rows: list[Deadline], people: Directory, now: datetime) -> int:
    """Report a batch of overdue deadlines, each in a transaction of its own with the case's history."""
    alone = [row.case_id for row in rows if people.told(rule.level, lies_with(row)) is None]
    if alone:
        _say_nobody(now.date(), rule.kind, len(alone))
    told = [official for row in rows if (official := _report(rule, row, people, now)) is not None]
    ask_for(told, now)
    return len(told)


@lru_cache(maxsize=64)
def _say_nobody(_day: date, kind: str, count: int) -> None:
    """Once a day: what is overdue and has nobody above who can sign in is at least heard of in the log."""
    log.error("%d overdue deadlines (%s) cannot be reported: the register names nobody who can sign in", count, kind)


def _report(rule: ControlStep, row: Deadline, people: Directory, now: datetime) -> int | None:
    """Write down one report; gives the official who is told, or ``None`` where nothing was to be written."""
    official = people.told(rule.level, lies_with(row))
    if official is None:
        return None
    try:
        with transaction.atomic():
            if not services.escalate(row.case_id, row.pk, official, rule.level, rule.days, now):
                return None
            facts = {"level": rule.level, "days": rule.days, "due_at": row.due_at, "made_at": now}
            Reminder.objects.create(deadline=row, official=official, escalated=True, **facts)
            return official.pk
    except (CaseError, IntegrityError):
        # The case is being changed by somebody, or another process has reported it: the next run looks again.
        return None
