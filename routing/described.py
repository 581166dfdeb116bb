"""What was read and decided, as the JSON objects that ``route_file`` and ``resolve_address`` write."""

from __future__ import annotations

from typing import Any

from routing.batch import Request
from routing.dispatch.sentences import sentences
from routing.dispatch.types import Assignment
from routing.understanding.types import Place, Understanding

SHOWN_TOPICS = 3


def described(request: Request, understanding: Understanding, assignment: Assignment) -> dict[str, Any]:
    """One object of ``route_file``: probabilities are rounded to four places."""
    return {
        "id": request.id,
        "topics": [
            {"code": topic.code, "external_id": topic.external_id, "title": topic.title, "p": round(topic.p, 4)}
            for topic in understanding.topics[:SHOWN_TOPICS]
        ],
        "group": understanding.group,
        "place": described_place(understanding.place),
        "agency": assignment.agency,
        "position": assignment.position or None,
        "confidence": round(assignment.confidence, 4),
        "auto": assignment.auto,
        "because": sentences(assignment.because, request.text),
        "danger": bool(understanding.danger),
        "kind": understanding.kind,
        "questions": max(1, len(understanding.questions)),
    }


def described_place(place: Place | None) -> dict[str, Any] | None:
    """A place with its alternatives; empty strings become ``null``."""
    if place is None:
        return None
    return _fields(place) | {"alternatives": [_fields(other) for other in place.alternatives]}


def _fields(place: Place) -> dict[str, Any]:
    return {
        "text": place.text or None,
        "span": list(place.span) if place.span else None,
        "address": place.address or None,
        "building_id": place.building_id or None,
        "lat": place.lat,
        "lon": place.lon,
        "district": place.district or None,
        "municipality": place.municipality or None,
        "confidence": round(place.confidence, 4),
    }
