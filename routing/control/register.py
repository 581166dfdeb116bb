"""The register of overdue deadlines: which case, by how much, in whose hands, and who above was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from agencies.models import Official
from routing.cases.deadlines import OF_CITIZENS
from routing.cases.inforequests import KIND as ASKED
from routing.cases.models import Case, Deadline

from .models import Reminder
from .people import Directory, lies_with
from .steps import spoken_of

CHUNK = 500
WHOSE = Coalesce("request__agency_id", "case__agency_id")
WHOSE_NAME = Coalesce("request__agency__name", "case__agency__name")
"""The body that is late: that of the case, or the one asked for information."""


@dataclass(frozen=True, slots=True)
class Line:
    """One overdue deadline. ``days`` late by the calendar of the region, at least 1; ``told``: who above knows."""

    deadline: Deadline
    case: Case
    days: int
    beyond_the_law: bool
    holder: Official | None
    told: tuple[str, ...]

    @property
    def body(self) -> str:
        """The body that is late, empty before one was chosen."""
        request = getattr(self.deadline, "request", None)
        return str((request or self.case).agency or "")


@dataclass(frozen=True, slots=True)
class Sum:
    """How many deadlines of a body are overdue, and how many of them beyond the limit of the law."""

    agency_id: int | None
    name: str
    overdue: int
    beyond_the_law: int


def overdue(cases: QuerySet[Case], now: datetime, asked: Iterable[int] = ()) -> QuerySet[Deadline]:
    """Running deadlines of officials whose date has passed, the longest ago first, among ``cases``.

    Beside them what the bodies ``asked`` owe to cases of others.
    """
    mine = Q(case__in=cases.order_by())
    bodies = sorted(asked)
    if bodies:
        mine |= Q(kind=ASKED, request__agency__in=bodies)
    rows = Deadline.objects.filter(mine, met_at=None, cancelled_at=None, paused_at=None, due_at__lt=now)
    rows = rows.exclude(kind__in=OF_CITIZENS)
    return spoken_of(rows).order_by("due_at", "pk")


def by_body(rows: QuerySet[Deadline], now: datetime) -> list[Sum]:
    """The sums of each body, the largest first. One query."""
    found = rows.order_by().values_list(WHOSE, WHOSE_NAME)
    sums = found.annotate(n=Count("pk"), late=Count("pk", filter=Q(limit_at__lt=now))).order_by("-n", WHOSE_NAME)
    return [Sum(agency, name or "", count, beyond) for agency, name, count, beyond in sums]


def of_body(rows: QuerySet[Deadline], agency_id: int) -> QuerySet[Deadline]:
    """Those with which one body is late."""
    return rows.filter(Q(request=None, case__agency=agency_id) | Q(request__agency=agency_id))


def lines(rows: Iterable[Deadline], people: Directory, now: datetime) -> list[Line]:
    """Deadlines with names; one query for all. The rows must come with their case, its topic, body and region."""
    found = list(rows)
    told: dict[int, list[str]] = defaultdict(list)
    about = Reminder.objects.filter(deadline__in=[row.pk for row in found], escalated=True).select_related("official")
    for reminder in about.order_by("made_at", "pk"):
        if reminder.official.full_name not in told[reminder.deadline_id]:
            told[reminder.deadline_id].append(reminder.official.full_name)
    return [_line(row, people, tuple(told[row.pk]), now) for row in found]


def _line(row: Deadline, people: Directory, told: tuple[str, ...], now: datetime) -> Line:
    zone = ZoneInfo(row.case.region.time_zone)
    days = (now.astimezone(zone).date() - row.due_at.astimezone(zone).date()).days
    return Line(row, row.case, max(1, days), row.limit_at < now, people.holder(lies_with(row)), told)


def full(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """The rows with everything that ``lines`` needs, without the heavy columns of the case."""
    with_case = rows.select_related("case__topic", "case__agency", "case__region", "request__agency")
    return with_case.defer("case__understanding", "case__decision")


def all_lines(rows: QuerySet[Deadline], people: Directory, now: datetime) -> Iterator[Line]:
    """The whole register, read in chunks by key: rows that come or go meanwhile move nothing."""
    seen = Q()
    while chunk := list(full(rows.filter(seen))[:CHUNK]):
        yield from lines(chunk, people, now)
        seen = Q(due_at__gt=chunk[-1].due_at) | Q(due_at=chunk[-1].due_at, pk__gt=chunk[-1].pk)
