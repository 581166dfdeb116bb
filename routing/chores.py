"""What falls due by itself: silence closes cases, officials are reminded, what is overdue is reported."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from agencies.loading.calendar import years_missing_soon
from routing.cases import outbox, services
from routing.cases.actors import SYSTEM
from routing.cases.errors import CaseError
from routing.cases.models import Deadline
from routing.control.recount import recount_changed
from routing.control.steps import take_due

log = logging.getLogger(__name__)

KEEP_DONE_ROWS = timedelta(days=7)
SILENT = {"confirm": ("answered", "close_silently"), "clarification": ("clarification", "go_on")}
"""A deadline of the citizen that ran out in silence: in which state of the case, and what is done then."""
BATCH = 200
MOST = 5000
"""Cases moved by one run for each kind, the longest silent first; the rest waits for the next minute."""


def do_chores(now: datetime | None = None) -> int:
    """Do all that is due at ``now``; gives how many cases were moved and people told.

    Safe to run in several processes at once, to be killed in the middle, and to be repeated.
    """
    now = now or timezone.now()
    done = sum(_end_silence(kind, state, action, now) for kind, (state, action) in SILENT.items())
    _say_what_is_missing(now)
    recount_changed(now)
    done += take_due(now)
    outbox.clear_done(now - KEEP_DONE_ROWS)
    Session.objects.filter(expire_date__lt=now).delete()  # what a citizen typed may be in it
    return done


def _end_silence(kind: str, state: str, action: str, now: datetime) -> int:
    silent = Deadline.objects.filter(kind=kind, met_at=None, cancelled_at=None, limit_at__lt=now, case__state=state)
    moved, seen = 0, Q()
    while moved < MOST:
        rows = list(silent.filter(seen).order_by("limit_at", "pk")[:BATCH])
        if not rows:
            break
        for row in rows:
            try:
                services.act(row.case_id, SYSTEM, action, at=now)
                moved += 1
            except CaseError:
                # Somebody was quicker.
                continue
        seen = Q(limit_at__gt=rows[-1].limit_at) | Q(limit_at=rows[-1].limit_at, pk__gt=rows[-1].pk)
    return moved


def _say_what_is_missing(now: datetime) -> None:
    """A year without a calendar is said in the log once it is near, so that nobody finds out by a wrong date."""
    missing = years_missing_soon(now.date())
    if missing:
        _say_once_a_day(now.date(), ", ".join(map(str, missing)))


@lru_cache(maxsize=1)
def _say_once_a_day(_day: date, years: str) -> None:
    log.error("the work calendar of %s is not loaded: deadlines there are provisional", years)
