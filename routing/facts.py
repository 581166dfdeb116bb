"""What was read and decided, as values of a case's columns."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Q

from agencies.models import Building, Region, Topic
from agencies.selectors import find_territory
from routing.dispatch.types import Assignment
from routing.understanding.types import Place, Understanding


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
    return facts | (place_columns(region, place) if place is not None else {})


def place_columns(region: Region, place: Place) -> dict[str, Any]:
    """The place as values of the case's columns."""
    columns: dict[str, Any] = {
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
        columns["address"] = place.address[:300]
    return columns


def topic_row(region: Region, code: str, external_id: str | None) -> Topic | None:
    """The topic at the finest level known."""
    finest = Q(region=region, external_id=external_id) if external_id else Q(code=code, external_id="")
    return Topic.objects.filter(finest).first()
