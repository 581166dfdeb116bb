"""Reads for the citizens' pages. Each makes a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, Building, Region, Territory
from routing.answers.models import Answer, Evidence
from routing.cases.models import Attachment, Case, Deadline, Event, OutboxRow
from routing.cases.numbers import parse_number, secret_fits
from routing.cases.parts import parts_of
from routing.cases.repeats import is_one_person
from routing.cases.why import CHOICES
from routing.cases.workflow import PLAIN_WORDS, State

RECENT = timedelta(days=60)
MAX_POINTS = 2000
MAX_HOUSES = 1500
NOBODY = ("0000-000000-0", "0" * 16)
"""Stands in for a case that is not there, so that the answer takes as long as for one that is."""


def current_region() -> Region | None:
    """The region this window serves, or ``None`` before its data are loaded."""
    return Region.objects.filter(code=settings.REGION).first()


def case_by_link(number: str, secret: str) -> Case | None:
    """The case a secret link opens. One query, and one comparison whether or not there is such a case."""
    known = parse_number(number)
    case = (
        Case.objects.select_related("region", "message", "topic", "agency", "post", "territory", "master")
        .filter(number=known or "")
        .first()
    )
    fits = secret_fits(secret, *((case.number, case.nonce) if case else NOBODY))
    return case if case and fits and case.number == number else None


@dataclass(frozen=True)
class Part:
    """One part of an appeal with several questions: the citizen's words, and the answer once it was sent.

    ``sent_to``: the body outside the window to which it went.
    """

    case: Case
    words: str
    answer: Answer | None
    sent_to: str = ""

    @property
    def plain(self) -> str:
        """Where it stands, in a plain word."""
        if self.case.state == State.WITHDRAWN:
            return _("You withdrew it")
        if self.sent_to:
            return _("That body answers you itself")
        return str(PLAIN_WORDS[State.ANSWERED if self.answer and not self.case.is_open else State(self.case.state)])


@dataclass(frozen=True)
class CaseFile:
    """A case with all that its citizen may see."""

    case: Case
    events: list[Event]
    deadlines: dict[str, Deadline]
    answers: dict[int, Answer]
    photos: list[Attachment]
    agencies: dict[int, str]
    parts: tuple[Part, ...] = ()

    @property
    def choice(self) -> str:
        """The event that says who answers for where the case is, empty before it is read."""
        return next((event.kind for event in reversed(self.events) if event.kind in CHOICES), "")

    @property
    def answer(self) -> Answer | None:
        """The newest answer sent."""
        return self.answers[max(self.answers)] if self.answers else None


def case_file(case: Case) -> CaseFile:
    """Five queries however long the history is, two more for an appeal in parts, three if one of them was sent on."""
    events = list(Event.objects.filter(case=case).order_by("seq"))
    bodies = {event.changes["agency_id"] for event in events if event.changes.get("agency_id")}
    return CaseFile(
        case=case,
        events=events,
        deadlines={row.kind: row for row in Deadline.objects.filter(case=case, met_at=None, cancelled_at=None)},
        answers={row.version: row for row in Answer.objects.filter(case=case, state=Answer.State.SENT)},
        photos=list(Attachment.objects.filter(case=case).order_by("pk")),
        agencies=dict(Agency.objects.filter(pk__in=bodies).values_list("pk", "name")),
        parts=tuple(_parts(case, events)),
    )


def _parts(case: Case, events: list[Event]) -> list[Part]:
    told = next((event.data["parts"] for event in reversed(events) if event.kind == "split"), None)
    if told is None:
        return []
    words = {one["number"]: one["words"] for one in told}
    sent = Answer.objects.filter(case__parent=case, state=Answer.State.SENT).order_by("version")
    answers = {row.case_id: row for row in sent}
    parts = parts_of(case)
    gone = [part.pk for part in parts if part.state == State.REDIRECTED]
    bodies = Event.objects.filter(case__in=gone, kind="redirect_out").values_list("case", "data__body") if gone else ()
    sent_to = dict(bodies)
    return [Part(part, words.get(part.number, ""), answers.get(part.pk), sent_to.get(part.pk, "")) for part in parts]


def shown_proofs(case: Case) -> QuerySet[Evidence]:
    """Photos of the work: of the case itself and of the one it was considered together with."""
    return Evidence.objects.filter(Q(case__in=[pk for pk in (case.pk, case.master_id) if pk]) | Q(case__parent=case))


@dataclass(frozen=True)
class Earlier:
    """An earlier appeal that this one repeats; ``answered_at`` and a link only where it is surely the same person."""

    case: Case
    answered_at: datetime | None
    mine: bool


def earlier_of(case: Case, events: list[Event]) -> list[Earlier]:
    """The earlier appeals that an official linked; no query when nobody linked any, else two."""
    if not any(event.kind == "link_earlier" for event in events):
        return []
    rows = list(case.earlier.select_related("message", "requisites").order_by("pk"))
    sent = dict(
        Answer.objects.filter(case__in=rows, state=Answer.State.SENT).order_by("sent_at").values_list("case", "sent_at")
    )
    return [Earlier(row, sent.get(row.pk), is_one_person(row, case)) for row in rows]


def public_cases(region: Region, now: datetime) -> QuerySet[Case]:
    """Recent cases whose topic is known and may be shown: no text, no name, nothing sensitive."""
    return (
        Case.objects.filter(region=region, received_at__gte=now - RECENT, topic__sensitive=False)
        .exclude(state__in=["received", "triage", "withdrawn"])
        .filter(parent=None)
        .order_by("-received_at")
    )


def map_points(region: Region, now: datetime | None = None) -> list[dict[str, Any]]:
    """Points of recent appeals: place to about ten metres, topic, state. One query, at most ``MAX_POINTS`` rows."""
    rows = public_cases(region, now or timezone.now()).exclude(lat=None).exclude(lon=None)
    return [
        {"lat": round(lat, 4), "lon": round(lon, 4), "topic": title, "state": state}
        for lat, lon, title, state in rows.values_list("lat", "lon", "topic__title", "state")[:MAX_POINTS]
        if lat is not None and lon is not None
    ]


@dataclass(frozen=True)
class DistrictCount:
    """How many recent appeals a district has, and how many of them are answered."""

    name: str
    total: int
    answered: int


def district_counts(region: Region, now: datetime | None = None) -> list[DistrictCount]:
    """Districts with their counters, busiest first. One query."""
    rows = public_cases(region, now or timezone.now()).values_list(
        "state", "territory__level", "territory__name", "territory__parent__name"
    )
    total: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for state, level, name, parent in rows.exclude(territory=None):
        district = {"district": name, "municipality": parent}.get(level)
        if district:
            total[district] += 1
            answered[district] += state in {"answered", "closed"}
    return [DistrictCount(name, count, answered[name]) for name, count in total.most_common()]


def recent_public(region: Region, limit: int = 15) -> list[dict[str, Any]]:
    """The newest appeals for those who read the map as a list. One query."""
    rows = public_cases(region, timezone.now()).values(
        "received_at", "state", "topic__title", "territory__name", "territory__parent__name", "territory__level"
    )
    return [dict(row) for row in rows[:limit]]


def district_shapes(region: Region) -> list[dict[str, Any]]:
    """Districts as GeoJSON features. One query."""
    rows = Territory.objects.filter(region=region, level=Territory.Level.DISTRICT).exclude(polygon=None)
    return [
        {"type": "Feature", "properties": {"name": row.name}, "geometry": row.polygon} for row in rows.order_by("name")
    ]


def houses_in(region: Region, south: float, west: float, north: float, east: float) -> list[list[Any]]:
    """Houses of a rectangle in degrees as [latitude, longitude, address]. One query, at most ``MAX_HOUSES`` rows."""
    rows = Building.objects.filter(region=region, lat__range=(south, north), lon__range=(west, east))
    return [list(row) for row in rows.values_list("lat", "lon", "address")[:MAX_HOUSES]]


def oldest_undone() -> datetime | None:
    """Since when the oldest piece of work has been waiting."""
    waiting = OutboxRow.objects.filter(done_at=None, available_at__lte=timezone.now())
    return waiting.order_by("available_at").values_list("available_at", flat=True).first()
