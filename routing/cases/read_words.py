"""What was read in a case, as people are told it: the questions it puts, its kind and what else was noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .models import Case

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


def other_region(case: Case) -> str:
    """The region of the country the place is in, where it is not ours and known for sure."""
    return str(case.understanding["place"].get("region") or "") if place_note(case) == "outside_region" else ""
