"""«Мои проблемные точки»: what an official is asked about at the weekly meeting, on one page that can be printed.

An executor sees what is in the own hands; a head the own body and all below, by name; a coordinator the region.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Official
from routing.cases.actors import Actor
from routing.cases.models import Case, Deadline

from . import burning
from .access import actor_for, cases_for, has_troubles

ROWS = 50
"""Rows of a section; the rest is one click away in the inbox."""
HOT = 3
"""So many cases about one building, street or topic of a district make it hot."""
HOT_ROWS = 10
HOT_DAYS = 30
MOST = 5000
"""Cases among which streets are counted."""


@dataclass(frozen=True, slots=True)
class Hot:
    """A building, a street or a topic in a district, with the number of its cases and where to see them."""

    title: str
    many: int
    query: str = ""


def scope(actor: Actor) -> QuerySet[Case]:
    """The cases this person is asked about."""
    cases = cases_for(actor)
    return cases.filter(executor=actor.official) if actor.role == Official.Role.EXECUTOR else cases


def page(request: HttpRequest) -> HttpResponse:
    """The page; eight queries whatever the number of cases, beside the log-in's."""
    actor = actor_for(request)
    if actor is None or not has_troubles(request):
        raise PermissionDenied
    now = timezone.now()
    cases = scope(actor)
    whole = actor.role != Official.Role.EXECUTOR
    late = cases.filter(burning.condition("overdue", now, actor))
    context = admin.site.each_context(request) | {
        "title": _("My trouble spots"),
        "official": actor.official,
        "now": now,
        "whole": whole,
        "overdue": rows(late.order_by("due_at", "pk"), now),
        "soon": rows(
            cases.filter(burning.condition("today", now, actor) | burning.condition("soon", now, actor)).order_by(
                "due_at", "pk"
            ),
            now,
        ),
        "reopened": rows(cases.filter(burning.condition("reopened", now, actor)).order_by("due_at", "pk"), now),
        "promises": promises(cases, now),
        "people": by_name(late) if whole else [],
        "hot": hot(cases, now),
    }
    return TemplateResponse(request, "workplace/troubles.html", context)


def rows(cases: QuerySet[Case], now: datetime) -> list[dict[str, Any]]:
    """The first of the cases with what is told about each."""
    wanted = ("pk", "number", "state", "due_at", "address", "topic__title", "agency__name", "executor__full_name")
    found = [dict(row) for row in cases.values(*wanted)[:ROWS]]
    for row in found:
        row["level"], row["word"] = burning.burns(Case(state=row["state"], due_at=row["due_at"]), now)
    return found


def promises(cases: QuerySet[Case], now: datetime) -> list[dict[str, Any]]:
    """What was promised to citizens and falls due within three days, or is broken already."""
    until = now + timedelta(days=burning.SOON_DAYS)
    running = Deadline.objects.filter(kind="promise", met_at=None, cancelled_at=None, due_at__lt=until)
    mine = running.filter(case__in=cases.filter(is_open=True)).order_by("due_at", "pk")
    wanted = {
        "number": F("case__number"),
        "address": F("case__address"),
        "topic__title": F("case__topic__title"),
        "agency__name": F("case__agency__name"),
        "executor__full_name": F("case__executor__full_name"),
    }
    found: list[dict[str, Any]] = [dict(row) for row in mine.values("case_id", "due_at", **wanted)[:ROWS]]
    for row in found:
        row |= {"pk": row["case_id"], "level": "overdue" if row["due_at"] < now else "soon", "word": ""}
    return found


def by_name(late: QuerySet[Case]) -> list[dict[str, Any]]:
    """Whose cases are overdue: surname, body, how many, since when."""
    grouped = late.values("executor__full_name", "agency__name", "agency_id")
    return [
        dict(row) for row in grouped.annotate(many=Count("pk"), since=Min("due_at")).order_by("-many", "since")[:ROWS]
    ]


def hot(cases: QuerySet[Case], now: datetime) -> list[tuple[str, list[Hot]]]:
    """Objects about which many write now: open cases and those of the last month."""
    # Two indexed halves: an OR over both would read every case.
    recent = cases.filter(is_open=True).order_by()
    young = recent.filter(received_at__gte=now - timedelta(days=HOT_DAYS))
    buildings = _most(young.exclude(building=None), "building__address")
    topics = _most(young.exclude(Q(topic=None) | Q(territory=None)), "topic__title", "territory__name")
    streets = Counter(filter(None, map(street_of, young.values_list("address", flat=True)[:MOST])))
    found = [
        (_("Buildings"), [Hot(row["building__address"], row["many"], row["building__address"]) for row in buildings]),
        (_("Streets"), [Hot(name, many, name) for name, many in streets.most_common(HOT_ROWS) if many >= HOT]),
        (
            _("Topics in a district"),
            [Hot(f"{row['topic__title']} — {row['territory__name']}", row["many"]) for row in topics],
        ),
    ]
    return [(title, spots) for title, spots in found if spots]


def _most(cases: QuerySet[Case], *by: str) -> Iterable[dict[str, Any]]:
    return cases.values(*by).annotate(many=Count("pk")).filter(many__gte=HOT).order_by("-many", *by)[:HOT_ROWS]


def street_of(address: str) -> str:
    """The address without the house; nothing when only the house would be left."""
    street, comma, _house = address.partition(", дом ")
    return street.strip() if comma else address.rpartition(",")[0].strip()
