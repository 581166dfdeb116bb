"""Deadlines counted again when the work calendar becomes another: a decree was published, a year was loaded."""

from __future__ import annotations

import hashlib
from datetime import datetime

from agencies.calendar import WorkCalendar
from agencies.models import Region
from agencies.selectors import work_calendar
from routing.cases import services
from routing.cases.errors import CaseError
from routing.cases.models import Deadline

from .models import CountedBy

BATCH = 500


def recount_changed(now: datetime) -> int:
    """Count again the running deadlines of every region whose calendar changed; gives how many dates moved.

    The new state is remembered only at the end: a run that was killed is begun again and finds little left to do.
    """
    moved = 0
    for region in Region.objects.all():
        digest = digest_of(work_calendar(region))
        known = CountedBy.objects.filter(region=region).first()
        if known is not None and known.digest == digest:
            continue
        if known is not None:
            here, missed = _recount(region, now)
            moved += here
            if missed:
                continue
        CountedBy.objects.update_or_create(region=region, defaults={"digest": digest})
    return moved


def digest_of(calendar: WorkCalendar) -> str:
    """What tells one state of a calendar from another."""
    days = [sorted(kind) for kind in (calendar.holidays, calendar.working, calendar.short)]
    return hashlib.sha256(repr((days, sorted(calendar.years or ()))).encode()).hexdigest()


def _recount(region: Region, now: datetime) -> tuple[int, int]:
    """How many dates moved, and how many cases could not be changed now."""
    # A day that was promised to the citizen stays that day, whatever the calendar says.
    by_law = Deadline.objects.exclude(kind="promise")
    running = by_law.filter(case__region=region, met_at=None, cancelled_at=None, due_at__gte=now)
    moved, missed, last = 0, 0, 0
    while rows := list(running.filter(pk__gt=last).order_by("pk").values_list("pk", "case_id")[:BATCH]):
        for pk, case_id in rows:
            try:
                moved += services.recount(case_id, pk, now)
            except CaseError:
                # Somebody holds it: the whole is tried again with the next run.
                missed += 1
        last = rows[-1][0]
    return moved, missed
