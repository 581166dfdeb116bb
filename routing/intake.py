"""From a received case to a body: read, decide, record. The only place where the pure rooms meet the database."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from agencies.models import Building, Post, Region, Topic
from agencies.selectors import agency_by_code, find_territory
from routing.cases import services
from routing.cases.models import Case
from routing.dispatch.decide import assign
from routing.dispatch.loading import region_folder, table_of
from routing.dispatch.types import Assignment
from routing.understanding.reader import Reader
from routing.understanding.types import Hints, Place, Understanding


def reader_for(region: str) -> Reader:
    """The reader of a region; the first call in a process loads it."""
    return Reader.load(region_folder(region))


def understand(case_id: int, at: datetime | None = None) -> None:
    """Read a received case and send it on; does nothing for a case that has been sent on before."""
    case = Case.objects.select_related("message", "region").get(pk=case_id)
    if case.state != "received":
        return
    message = case.message
    hints = Hints(
        lat=message.lat,
        lon=message.lon,
        address=message.address,
        created_at=message.received_at,
        object=message.object_kind,
        said_object=bool(message.object_kind),
        said_topic=message.said_topic,
    )
    understanding = reader_for(case.region.code).read(message.text, hints)
    if understanding.place is not None:
        understanding = replace(understanding, place=as_said(case.region.name, understanding.place))
    day = message.received_at.astimezone(ZoneInfo(case.region.time_zone)).date()
    table = table_of(case.region)
    decision = assign(understanding, table, day, understanding.barred, object_kind=message.object_kind)
    facts = facts_of(case.region, understanding, decision)
    agency = agency_by_code(case.region, decision.agency_code or "")
    if decision.auto and agency is not None:
        post = Post.objects.filter(agency=agency, title=decision.position).first()
        services.route(case_id, facts, agency, post, at=at)
    else:
        services.ask_coordinator(case_id, facts, at=at)


def as_said(region: str, place: Place) -> Place:
    """A place as its people say it: without the name of the region where that is the town itself."""
    head, comma, rest = place.address.partition(", ")
    in_town = bool(comma) and head.removeprefix("г.").strip() == region
    others = tuple(as_said(region, other) for other in place.alternatives)
    return replace(place, address=rest if in_town else place.address, alternatives=others)


def facts_of(region: Region, understanding: Understanding, decision: Assignment) -> dict[str, Any]:
    """What was understood, as values of the case's columns."""
    place = understanding.place
    best = understanding.topics[0] if understanding.topics else None
    facts: dict[str, Any] = {
        "understanding": asdict(understanding),
        "decision": asdict(decision),
        "danger": bool(understanding.danger),
        "topic": best and topic_row(region, best.code, best.external_id),
    }
    if place is not None:
        facts |= {
            "lat": place.lat,
            "lon": place.lon,
            "building": Building.objects.filter(region=region, external_id=place.building_id).first()
            if place.building_id
            else None,
            "territory": find_territory(region, municipality=place.municipality, district=place.district)
            if place.district or place.municipality
            else None,
        }
        if place.address:
            facts["address"] = place.address[:300]
    return facts


def topic_row(region: Region, code: str, external_id: str | None) -> Topic | None:
    """The topic at the finest level known."""
    finest = Q(region=region, external_id=external_id) if external_id else Q(code=code, external_id="")
    return Topic.objects.filter(finest).first()
