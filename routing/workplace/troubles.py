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
from django.db.models import Count, F, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.kept import Kept
from agencies.models import Absence, Agency, Building, Official
from agencies.selectors import registry_names
from routing.cases.actors import Actor
from routing.cases.models import Case, Deadline

from . import burning
from .access import actor_for, cases_for, has_troubles, sees_all

ROWS = 50
"""Rows of a section; the rest is one click away in the inbox."""
HOT = 3
"""So many cases about one building, street or topic of a district make it hot."""
HOT_ROWS = 10
HOT_DAYS = 30
MOST = 5000
"""Newest open cases among which hot objects are counted: more would cost the more the more cases there are."""


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
    """The page; four queries whatever the number of cases beside the log-in's, and three more once a minute."""
    actor = actor_for(request)
    if actor is None or not has_troubles(request):
        raise PermissionDenied
    now = timezone.now()
    cases = scope(actor)
    whole = actor.role != Official.Role.EXECUTOR
    late = cases.filter(burning.condition("overdue", now, actor))
    people, spots = grouped(Actor(actor.role) if sees_all(actor) else actor)
    context = admin.site.each_context(request) | {
        "title": _("My trouble spots"),
        "official": actor.official,
        "now": now,
        "whole": whole,
        "overdue": rows(late.order_by("due_at", "pk"), now),
        "soon": rows(cases.filter(burning.condition("near", now, actor)).order_by("due_at", "pk"), now),
        "reopened": rows(cases.filter(burning.condition("reopened", now, actor)).order_by("due_at", "pk"), now),
        "promises": promises(cases, now),
        "people": people if whole else [],
        "hot": spots,
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


def read_groups(actor: Actor) -> tuple[list[dict[str, Any]], list[tuple[str, list[Hot]]]]:
    """Whose cases are overdue, and what is hot: what must be counted over all open cases of a scope."""
    now, cases = timezone.now(), scope(actor)
    late = cases.filter(burning.condition("overdue", now, actor))
    return by_name(late), hot(cases, now)


grouped: Kept[Actor, tuple[list[dict[str, Any]], list[tuple[str, list[Hot]]]]] = Kept(read_groups, Agency, Absence)
"""The same, kept for a minute: lists of cases are always of this moment, counts may be a minute old."""


def by_name(late: QuerySet[Case]) -> list[dict[str, Any]]:
    """Whose cases are overdue: surname, body, how many, since when."""
    grouped = late.values("executor__full_name", "agency__name", "agency_id")
    return [
        dict(row) for row in grouped.annotate(many=Count("pk"), since=Min("due_at")).order_by("-many", "since")[:ROWS]
    ]


def hot(cases: QuerySet[Case], now: datetime) -> list[tuple[str, list[Hot]]]:
    """Objects about which many write now, by the newest open cases of the last month. Two queries."""
    young = cases.filter(is_open__in=[True], received_at__gte=now - timedelta(days=HOT_DAYS)).order_by("-pk")
    read = list(young.values_list("building_id", "address", "topic_id", "territory_id")[:MOST])
    buildings = _most(building for building, _address, _topic, _territory in read)
    streets = _most(street_of(address) for _building, address, _topic, _territory in read)
    topics = _most((topic, area) if topic and area else None for _building, _address, topic, area in read)
    known = Building.objects.filter(pk__in=[pk for pk, _many in buildings]).values_list("pk", "address")
    addresses, titles, areas = dict(known), registry_names("topic"), registry_names("district")
    found = [
        (_("Buildings"), [Hot(addresses[pk], many, addresses[pk]) for pk, many in buildings]),
        (_("Streets"), [Hot(name, many, name) for name, many in streets]),
        (
            _("Topics in a district"),
            [Hot(_named(titles.get(topic), areas.get(area)), many) for (topic, area), many in topics],
        ),
    ]
    return [(title, spots) for title, spots in found if spots]


def _named(*parts: str | None) -> str:
    return " — ".join(filter(None, parts))


def _most(named: Iterable[Any]) -> list[tuple[Any, int]]:
    """What is named most often, at least ``HOT`` times; what has no name does not count."""
    return [(name, many) for name, many in Counter(filter(None, named)).most_common(HOT_ROWS) if many >= HOT]


def street_of(address: str) -> str:
    """The address without the house; nothing when only the house would be left."""
    street, comma, _house = address.partition(", дом ")
    return street.strip() if comma else address.rpartition(",")[0].strip()
