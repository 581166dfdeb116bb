"""What was read in a case, as people are told it: the questions it puts, its kind and what else was noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from routing.understanding.asking import Ask, place_question
from routing.understanding.types import Place

from .models import Case
from .states import State

LONGEST: Final = 160
KINDS: Final[dict[str, Promise]] = {
    "предложение": _("Proposal"),
    "заявление": _("Statement"),
    "жалоба": _("Complaint"),
}
SIGNS: Final[dict[str, Promise]] = {
    "thanks": _("thanks"),
    "withdrawal": _("asks to withdraw an appeal"),
    "repeat": _("repeated"),
    "collective": _("collective"),
    "not_appeal": _("perhaps not an appeal"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an appeal: the citizen's words, the likeliest topic, the place if it has one of its own."""

    words: str
    topic: str
    place: str


def asked(case: Case) -> list[Asked]:
    """The questions read in the case, none when it puts one only. No queries beyond the message."""
    found = []
    for question in case.understanding.get("questions") or []:
        start, end = question["span"]
        topics, place = question.get("topics") or [], question.get("place") or {}
        words = Truncator(case.message.text[start:end].strip()).chars(LONGEST)
        found.append(Asked(words, topics[0]["title"] if topics else "", place.get("address") or ""))
    return found


def kind_of(case: Case) -> list[Promise]:
    """The kind (ст. 4 59-ФЗ) and the signs beside it, in words; nothing for a case not yet read."""
    signs = [sign["code"] for sign in case.understanding.get("signs") or []]
    kind = KINDS.get(case.understanding.get("kind") or "")
    return [*([kind] if kind else []), *dict.fromkeys(SIGNS[code] for code in signs if code in SIGNS)]


def numbers_before(case: Case) -> list[str]:
    """Numbers of earlier appeals the citizen names."""
    text = case.message.text
    signs = case.understanding.get("signs") or []
    return [text[slice(*sign["span"])] for sign in signs if sign["code"] == "earlier_number"]


NEAREST = 3
"""Houses named where the one written is not in the register."""


def place_note(case: Case) -> str:
    """What is the matter with the place read («no_such_house», «outside_region», «ambiguous»), empty if nothing."""
    return str((case.understanding.get("place") or {}).get("note") or "")


def nearest_houses(case: Case) -> list[str]:
    """Addresses that may be meant where there is no such house on the street."""
    if place_note(case) != "no_such_house":
        return []
    others = case.understanding["place"].get("alternatives") or ()
    return [str(each["address"]) for each in others if each.get("building_id")][:NEAREST]


SAYABLE: Final = frozenset({State.TRIAGE, State.ROUTED, State.IN_WORK})
"""While the citizen may say which place is meant."""


def place_of(stored: dict[str, Any]) -> Place:
    """A place as the case keeps it (JSON) as a ``Place`` again; what is missing counts as unknown."""
    known = {name: stored[name] for name in PLACE_FIELDS if stored.get(name) is not None}
    others = tuple(place_of(other) for other in stored.get("alternatives") or ())
    return Place(**known, alternatives=others)


PLACE_FIELDS: Final = (
    *("text", "address", "building_id", "lat", "lon", "district", "municipality", "confidence", "inferred_m", "note"),
)


def place_asked(case: Case) -> Ask | None:
    """The question about the place that is still open, ``None`` when there is none. No queries.

    Where an official has said the place meanwhile, nothing is asked.
    """
    stored = case.understanding.get("place") or {}
    as_read = str(stored.get("address") or "")[:300] == case.address
    return place_question(place_of(stored)) if as_read and case.state in SAYABLE else None


def may_say_place(case: Case) -> bool:
    """Whether the citizen may still choose among places that fit."""
    return place_asked(case) is not None


def place_meant(case: Case, address: str) -> Place | None:
    """The place offered under this address, ``None`` for any other line."""
    question = place_asked(case)
    if question is None or address not in {one.value for one in question.options}:
        return None
    read = place_of(case.understanding["place"])
    return next((one for one in (*read.alternatives, read) if one.address == address), None)


def other_region(case: Case) -> str:
    """The region of the country the place is in, where it is not ours and known for sure."""
    return str(case.understanding["place"].get("region") or "") if place_note(case) == "outside_region" else ""
