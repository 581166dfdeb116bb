"""The kind of an appeal (ст. 4 59-ФЗ) with the words that say so; a person confirms it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routing.understanding.kind.bodies import BodyNames
from routing.understanding.kind.complaint import find_complaint
from routing.understanding.kind.signs import find_signs
from routing.understanding.types import Complained, Finding

MAX_CHARACTERS: Final = 6_000
PROPOSAL: Final = "предложение"
STATEMENT: Final = "заявление"
COMPLAINT: Final = "жалоба"


@dataclass(frozen=True, slots=True)
class KindRead:
    """``kind`` is предложение, заявление or жалоба; ``signs`` the words for it and for what else it is."""

    kind: str
    signs: tuple[Finding, ...]
    complained_of: tuple[Complained, ...]


def read_kind(text: str, bodies: BodyNames, district: str = "") -> KindRead:
    """What kind of appeal ``text`` is; ``district`` is where it is about: «администрация района» is that district's."""
    head = text[:MAX_CHARACTERS]
    signs = find_signs(head)
    codes = {sign.code for sign in signs}
    complaint, subjects = find_complaint(head, bodies.find(head), bodies, district)
    if complaint is not None and not codes & {"not_appeal", "withdrawal"}:
        return KindRead(COMPLAINT, (complaint, *signs), subjects)
    kind = PROPOSAL if "proposal" in codes else STATEMENT
    named = tuple(subject for subject in subjects if subject.what == "company")
    return KindRead(kind, tuple(signs), named)
