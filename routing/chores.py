"""What falls due by itself: cases nobody objects to are closed, questions nobody answers are dropped."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from routing.cases import outbox, services
from routing.cases.actors import SYSTEM
from routing.cases.errors import CaseError
from routing.cases.models import Deadline

KEEP_DONE_ROWS = timedelta(days=7)
SILENT = {"confirm": ("answered", "close_silently"), "clarification": ("clarification", "go_on")}
"""A deadline of the citizen that ran out in silence: in which state of the case, and what is done then."""


def do_chores() -> int:
    """Do all that is due now; gives how many cases were moved. Safe to run in several processes at once."""
    now = timezone.now()
    moved = 0
    for kind, (state, action) in SILENT.items():
        silent = Deadline.objects.filter(
            kind=kind, met_at=None, cancelled_at=None, limit_at__lt=now, case__state=state
        ).values_list("case_id", flat=True)
        for case_id in silent[:500]:
            try:
                services.act(case_id, SYSTEM, action)
                moved += 1
            except CaseError:
                # Somebody was quicker.
                continue
    outbox.clear_done(now - KEEP_DONE_ROWS)
    return moved
