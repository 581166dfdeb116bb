"""Deadlines of a case: begun, met, cancelled, held and let run again. Called by the door only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.calendar import UnknownYear
from agencies.models import LegalTerm
from agencies.selectors import legal_terms, timetable
from agencies.timetable import NoHours, Timetable

from . import regimes
from .clock import CALENDAR_DAYS, WORKING_HOURS, Moments, ends, stood_still
from .errors import Refused
from .models import Case, Deadline, Event
from .prepared import Prepared
from .workflow import Action, State

OF_CITIZENS = frozenset({"clarification", "confirm"})
"""Kinds of deadline that run for the citizen: nobody is late with them."""

TERM = ("basis", "starts_at", "due_at", "limit_at", "amount", "unit", "held", "provisional")
"""The columns that say which term runs and when it ends."""

EFFECTS = ("starts", "may_start", "meets", "cancels", "extends", "pauses", "resumes", "restores")
"""What an action may do to the clocks; most do nothing, and then nothing is read."""


def law_day(case: Case) -> date:
    """The day whose law judges the appeal, where the body works: it was registered, or else came, on that day."""
    return (case.registered_at or case.received_at).astimezone(ZoneInfo(case.region.time_zone)).date()


def term_for(case: Case, kind: str) -> LegalTerm:
    """The term in force on the appeal's day: the topic's own, else the fast-track one for a fast-track topic.

    Raises ``Refused`` when the region's data name none: no case runs without a clock.
    """
    fast = bool(case.topic and case.topic.fast_track)
    topics = {None, case.topic_id, case.topic.parent_id} if case.topic else {None}
    terms = (term for term in legal_terms(law_day(case), case.regime) if term.kind == kind and term.topic_id in topics)
    fitting = (term for term in terms if fast or not term.fast_track)
    chosen = max(fitting, key=lambda term: (term.topic_id is not None, term.fast_track, term.valid_from), default=None)
    if chosen is None:
        raise Refused(_("The legal term is not set up for this region. Tell its administrator."), "no_term")
    return chosen


def known(case: Case, kind: str) -> bool:
    """Whether the law of the appeal names a term of this kind."""
    return any(term.kind == kind for term in legal_terms(law_day(case), case.regime))


def start(case: Case, kind: str, at: datetime) -> Deadline | None:
    """Begin a deadline, unless one of its kind runs already: a clock is never set back."""
    return None if running(case, kind).exists() else begin(case, kind, at)


def begin(case: Case, kind: str, at: datetime, agency_id: int | None = None) -> Deadline:
    """Begin a deadline of a kind that does not run; ``agency_id``: whose hours count when it is not the case's body."""
    term, runs_from = term_for(case, kind), at
    if kind == "answer" and regimes.awaits_registration(case):
        # Until it is registered, from the last day for that: the day can then only become earlier.
        runs_from = max([at, *running(case, "register").values_list("limit_at", flat=True)])
    deadline = Deadline(case=case, kind=kind, basis=term.basis, starts_at=runs_from, amount=term.amount, unit=term.unit)
    count(deadline, table_for(case, term.unit, agency_id))
    deadline.save()
    return deadline


def table_for(case: Case, unit: str, agency_id: int | None = None) -> Timetable:
    """The days and, for a term in hours, the hours in which the clock of the case, or of another body, runs."""
    return timetable(case.region, agency_id or case.agency_id, with_hours=unit == WORKING_HOURS)


def count(deadline: Deadline, table: Timetable) -> None:
    """Set when a deadline is due.

    Where the calendar of a year is missing, an ordinary week is supposed and the deadline is marked provisional; it is
    counted again when the year is loaded. Raises ``Refused`` for a term in hours of a body that has no hours.
    """
    try:
        due, deadline.provisional = _ends(deadline, table), False
    except UnknownYear:
        supposed = Timetable(table.calendar.supposing(), table.zone, table.hours)
        due, deadline.provisional = _ends(deadline, supposed), True
    deadline.due_at, deadline.limit_at = due.control, due.limit


def shorten(case: Case) -> bool:
    """Count the answer's clock by the topic the case has now, from the same start, if that ends sooner.

    A later end is never taken: changing the topic buys nobody time. An extended term stays, and so does one that stood
    still in another unit, for the two cannot be compared. Gives whether the clock became shorter.
    """
    clock = running(case, "answer").first()
    since = case.received_at if clock is None or regimes.awaits_registration(case) else clock.starts_at
    if clock is None or Event.objects.filter(case=case, kind="extend", at__gte=since).exists():
        return False
    term = term_for(case, "answer")
    if clock.held and term.unit != clock.unit:
        return False
    before = clock.due_at
    clock.amount, clock.unit, clock.basis = term.amount, term.unit, term.basis
    count(clock, table_for(case, term.unit))
    if clock.due_at >= before:
        return False
    clock.save(update_fields=["amount", "unit", "basis", "due_at", "limit_at", "provisional"])
    return True


def _ends(deadline: Deadline, table: Timetable) -> Moments:
    try:
        return ends(deadline.starts_at, deadline.amount, deadline.unit, deadline.held, table)
    except NoHours as error:
        raise Refused(
            _("The body has no working hours in the register. Tell its administrator."), "no_hours"
        ) from error


def running(case: Case, kind: str = "") -> QuerySet[Deadline]:
    """The deadlines neither met nor cancelled."""
    found = Deadline.objects.filter(case=case, met_at=None, cancelled_at=None)
    return found.filter(kind=kind) if kind else found


_all_running = Prepared(lambda pk: Deadline.objects.filter(case=pk, met_at=None, cancelled_at=None))


def apply(case: Case, action: Action, at: datetime) -> datetime | None:
    """The effect of an action on the clocks; gives back when the case is due now, or ``None``."""
    if not any(getattr(action, effect) for effect in EFFECTS):
        return case.due_at
    rows = {deadline.kind: deadline for deadline in _all_running(case.pk)}
    for deadline in rows.values():
        deadline.case = case  # so that it is not read again
    for kinds, column in ((action.meets, "met_at"), (action.cancels, "cancelled_at")):
        for kind in kinds:
            if kind in rows:
                _set(rows.pop(kind), column, at)
    for kind in action.starts:
        if kind not in rows:
            rows[kind] = begin(case, kind, at)
    for kind in action.may_start:
        if kind not in rows and known(case, kind) and _concerns(case, kind):
            rows[kind] = begin(case, kind, case.registered_at or at)
    for kind in action.restores:
        if kind not in rows and (stopped := _stopped(case, kind, rows.get("answer"))) is not None:
            rows[kind] = _set(stopped, "cancelled_at", None)
            if kind == "redirect":
                hasten(case)  # the topic may have become another while nobody looked at this term
    for kind in action.extends:
        if kind in rows:
            _extend(rows[kind])
    for kind in action.pauses:
        if kind in rows and rows[kind].paused_at is None:
            _set(rows[kind], "paused_at", at)
    for kind in action.resumes:
        if kind in rows and rows[kind].paused_at is not None:
            _resume(rows[kind], at)
    return due_of(rows.values())


def bodies_concerned(case: Case) -> list[str]:
    """The bodies among which the reading divided the questions of the appeal."""
    return list(case.decision.get("bodies") or ())


def _concerns(case: Case, kind: str) -> bool:
    """Whether a term that the law knows begins for this very case.

    Copies go to several bodies, once an appeal is registered (ч. 4 ст. 8 59-ФЗ); splitting it has sent them. An appeal
    in parts is sent on by its parts.
    """
    if case.state == State.SPLIT:
        return kind not in {"copies", "redirect"}
    if kind != "copies":
        return True
    sent = Deadline.objects.filter(case=case, kind=kind).exists
    return case.registered_at is not None and case.parent_id is None and len(bodies_concerned(case)) > 1 and not sent()


def hasten(case: Case) -> Deadline | None:
    """Count the term to send an appeal on by the topic it has now, if that ends sooner (ч. 3.1 ст. 8 59-ФЗ).

    Like the answer's term it is never made longer. Gives the row when it became another.
    """
    clock = running(case, "redirect").first() if known(case, "redirect") else None
    if clock is None:
        return None
    term, before = term_for(case, "redirect"), (clock.due_at, clock.limit_at)
    clock.amount, clock.unit, clock.basis = term.amount, term.unit, term.basis
    count(clock, table_for(case, term.unit))
    if (clock.due_at, clock.limit_at) >= before:
        return None
    clock.save(update_fields=["amount", "unit", "basis", "due_at", "limit_at", "provisional"])
    return clock


def ordinary_term(case: Case, row: Deadline) -> LegalTerm | None:
    """The term that would run without the topic's own, where the row runs by that; no queries of its own."""
    if case.topic is None:
        return None
    terms = [term for term in legal_terms(law_day(case), case.regime) if term.kind == row.kind]
    mine = {case.topic_id, case.topic.parent_id}
    if not any(term.topic_id in mine and term.basis == row.basis for term in terms if term.topic_id):
        return None
    return next((term for term in terms if term.topic_id is None and not term.fast_track), None)


def inherit(case: Case, row: Deadline) -> None:
    """Let a part of an appeal run the same term as the whole did."""
    _take_over(Deadline(case=case, kind=row.kind), row)


def _extend(deadline: Deadline) -> None:
    """Put the term «extend» on top of a running one. Raises ``Refused`` when the law names none in the same unit."""
    more = term_for(deadline.case, "extend")
    if more.unit != deadline.unit:
        raise Refused(_("The legal term is not set up for this region. Tell its administrator."), "no_term")
    deadline.amount += more.amount
    deadline.basis = more.basis
    count(deadline, table_for(deadline.case, deadline.unit))
    deadline.save(update_fields=["amount", "basis", "due_at", "limit_at", "provisional"])


def promise(case: Case, day: date, at: datetime, basis: str) -> Deadline:
    """A deadline at the end of ``day``, where the body works, for what the citizen was promised."""
    until = datetime.combine(day, time(23, 59, 59), ZoneInfo(case.region.time_zone))
    days = (day - at.astimezone(until.tzinfo).date()).days
    return Deadline.objects.create(
        case=case,
        kind="promise",
        basis=basis,
        starts_at=at,
        due_at=until,
        limit_at=until,
        amount=days,
        unit=CALENDAR_DAYS,
    )


def tighten(case: Case, other: Case) -> None:
    """Let the answer's clock of a case end no later than that of another: the stricter row is taken over whole."""
    mine, theirs = running(case, "answer").first(), running(other, "answer").first()
    if theirs is None or (mine is not None and (mine.due_at, mine.limit_at) <= (theirs.due_at, theirs.limit_at)):
        return
    _take_over(mine or Deadline(case=case, kind="answer"), theirs)


def adopt(case: Case, other: Case) -> None:
    """Let the answer's clock of a case, if it runs, end as that of another does, whichever is later."""
    mine, theirs = running(case, "answer").first(), running(other, "answer").first()
    if mine is not None and theirs is not None:
        _take_over(mine, theirs)


def _take_over(mine: Deadline, theirs: Deadline) -> None:
    for name in TERM:
        setattr(mine, name, getattr(theirs, name))
    mine.save()


def due_of(rows: Iterable[Deadline]) -> datetime | None:
    """When a case with these running deadlines is due: the answer counts, else the choice of the body."""
    due = {deadline.kind: deadline.due_at for deadline in rows}
    return due.get("answer") or due.get("route")


def _stopped(case: Case, kind: str, answer: Deadline | None) -> Deadline | None:
    """The last deadline of a kind, if it was cancelled in this consideration: a step back takes the stop back too."""
    last = Deadline.objects.filter(case=case, kind=kind).order_by("-starts_at", "-pk").first()
    if last is None or last.cancelled_at is None or (answer and last.cancelled_at < answer.starts_at):
        return None
    return last


def _set(deadline: Deadline, column: str, at: datetime | None) -> Deadline:
    setattr(deadline, column, at)
    deadline.save(update_fields=[column])
    return deadline


def _resume(deadline: Deadline, at: datetime) -> None:
    """Let a held deadline run again, later by the time it was held, in its own unit."""
    table = table_for(deadline.case, deadline.unit)
    known = table.calendar.supposing()
    deadline.held += stood_still(deadline.paused_at or at, at, deadline.unit, Timetable(known, table.zone, table.hours))
    deadline.paused_at = None
    count(deadline, table)
    deadline.save(update_fields=["due_at", "limit_at", "paused_at", "held", "provisional"])
