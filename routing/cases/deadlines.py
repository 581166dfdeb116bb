"""Deadlines of a case: begun, met, cancelled, held and let run again. Called by the door only."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import LegalTerm
from agencies.selectors import work_calendar

from .clock import end_of_day, term_ends
from .errors import Refused
from .models import Case, Deadline
from .workflow import Action


def term_for(case: Case, kind: str, at: datetime) -> LegalTerm:
    """The term in force on the day ``at``: the topic's own, else the fast-track one for a fast-track topic.

    Raises ``Refused`` when the region's data name none: no case runs without a clock.
    """
    fast = bool(case.topic and case.topic.fast_track)
    topics = [case.topic_id, case.topic.parent_id] if case.topic else []
    day = at.astimezone(ZoneInfo(case.region.time_zone)).date()
    terms = LegalTerm.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        Q(topic=None) | Q(topic__in=[topic for topic in topics if topic]),
        regime=case.regime,
        kind=kind,
        valid_from__lte=day,
    )
    fitting = [term for term in terms if fast or not term.fast_track]
    chosen = max(fitting, key=lambda term: (term.topic_id is not None, term.fast_track, term.valid_from), default=None)
    if chosen is None:
        raise Refused(_("The legal term is not set up for this region. Tell its administrator."), "no_term")
    return chosen


def start(case: Case, kind: str, at: datetime) -> None:
    """Begin a deadline, unless one of its kind runs already: a clock is never set back."""
    if running(case, kind).exists():
        return
    term = term_for(case, kind, at)
    zone = ZoneInfo(case.region.time_zone)
    due = term_ends(at.astimezone(zone).date(), term.amount, term.unit, work_calendar(case.region))
    Deadline.objects.create(
        case=case,
        kind=kind,
        basis=term.basis,
        starts_at=at,
        due_at=end_of_day(due.control, zone),
        limit_at=end_of_day(due.limit, zone),
    )


def running(case: Case, kind: str = "") -> QuerySet[Deadline]:
    """The deadlines neither met nor cancelled."""
    found = Deadline.objects.filter(case=case, met_at=None, cancelled_at=None)
    return found.filter(kind=kind) if kind else found


def apply(case: Case, action: Action, at: datetime) -> datetime | None:
    """The effect of an action on the clocks; gives back when the case is due now, or ``None``."""
    for kind in action.meets:
        running(case, kind).update(met_at=at)
    for kind in action.cancels:
        running(case, kind).update(cancelled_at=at)
    for kind in action.starts:
        start(case, kind, at)
    for kind in action.pauses:
        running(case, kind).filter(paused_at=None).update(paused_at=at)
    for kind in action.resumes:
        for deadline in running(case, kind).exclude(paused_at=None):
            _resume(deadline, at)
    due = {deadline.kind: deadline.due_at for deadline in running(case)}
    return due.get("answer") or due.get("route")


def _resume(deadline: Deadline, at: datetime) -> None:
    """Let a held deadline run again, later by the time it was held."""
    held = at - (deadline.paused_at or at)
    deadline.due_at += held
    deadline.limit_at += held
    deadline.paused_at = None
    deadline.save(update_fields=["due_at", "limit_at", "paused_at"])
