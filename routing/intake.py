"""From a received case to a body: read, decide, record. The only place where the pure rooms meet the database."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from agencies.models import Post
from agencies.selectors import agency_by_code
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case
from routing.cases.read_words import may_say_place, place_meant
from routing.dispatch.decide import assign
from routing.dispatch.loading import region_folder, table_of
from routing.dispatch.types import Assignment
from routing.facts import facts_of, place_columns
from routing.parting import bodies_of, split_when_sure
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
    facts, decision = _decided(case, understanding)
    agency = agency_by_code(case.region, decision.agency_code or "")
    if decision.auto and agency is not None:
        post = Post.objects.filter(agency=agency, title=decision.position).first()
        services.route(case_id, facts, agency, post, at=at)
    else:
        services.ask_coordinator(case_id, facts, at=at)
        if case.region.splits_alone:
            split_when_sure(case_id, at=at)


def _decided(case: Case, understanding: Understanding) -> tuple[dict[str, Any], Assignment]:
    """The decision for what was understood, and both as values of the case's columns."""
    message = case.message
    day = message.received_at.astimezone(ZoneInfo(case.region.time_zone)).date()
    table = table_of(case.region)
    decision = assign(understanding, table, day, understanding.barred, object_kind=message.object_kind)
    facts = facts_of(case.region, understanding, decision)
    facts["decision"]["bodies"] = bodies_of(case, facts["understanding"])
    return facts, decision


SAID_P = 0.95
"""How often the place a person chooses among a few is the right one."""


def say_place(case: Case, address: str, expected: int | None = None) -> None:
    """The citizen chooses one of the places offered (``read_words.place_asked``): it becomes the place of the case.

    Before a coordinator has decided, the candidates are reckoned again with it. Raises ``Invalid`` for a line that was
    not offered, ``CaseError`` when the case has moved on.
    """
    meant = place_meant(case, address)
    if meant is None:
        if may_say_place(case):
            raise Invalid(_("Choose one of the places offered."), "place")
        raise Refused(_("This step is not possible now: the case has moved on."), "state")
    place = replace(meant, source="typed", confidence=SAID_P, alternatives=(), note="")
    facts = _read_again(case, place) if case.state == "triage" else _moved(case, place)
    version = case.version if expected is None else expected
    services.say_place(case.pk, CITIZEN, address, facts, expected=version)


def _read_again(case: Case, place: Place) -> dict[str, Any]:
    """Topic, place and candidates as they are with the place known."""
    message = case.message
    hints = Hints(
        lat=place.lat,
        lon=place.lon,
        address=place.address,
        building_id=place.building_id,
        created_at=message.received_at,
        object=message.object_kind,
        said_object=bool(message.object_kind),
        said_topic=message.said_topic,
    )
    read = reader_for(case.region.code).read(message.text, hints)
    notes = tuple(note for note in read.notes if note not in PLACE_NOTES)
    return _decided(case, replace(read, place=place, notes=notes))[0]


def _moved(case: Case, place: Place) -> dict[str, Any]:
    """Only the place becomes another: a body has the case already and looks to the rest."""
    notes = [note for note in case.understanding.get("notes") or () if note not in PLACE_NOTES]
    understanding = case.understanding | {"place": asdict(place), "notes": notes}
    return place_columns(case.region, place) | {"understanding": understanding}


PLACE_NOTES = frozenset({"no_such_house", "outside_region", "ambiguous"})


def as_said(region: str, place: Place) -> Place:
    """A place as its people say it: without the name of the region where that is the town itself."""
    head, comma, rest = place.address.partition(", ")
    in_town = bool(comma) and head.removeprefix("г.").strip() == region
    others = tuple(as_said(region, other) for other in place.alternatives)
    return replace(place, address=rest if in_town else place.address, alternatives=others)
