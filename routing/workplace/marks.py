"""The text of an appeal with the understood words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage ``[start, end)`` in characters; ``kind`` («topic», «place», «danger», «person») gives the colour."""

    start: int
    end: int
    kind: str
    label: str = ""


def marked(text: str, marks: Iterable[Mark]) -> SafeString:
    """HTML of ``text``: every character escaped, every marked one inside a ``<mark>``; marks may overlap.

    Without its tags the result is the text again. Marks that reach out of the text are cut.
    """
    inside = [cut for mark in marks if (cut := _cut(mark, len(text))).start < cut.end]
    edges = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    opening = _by_edge(inside)
    active: list[Mark] = []
    parts: list[str] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start] + opening.get(start, [])
        parts.append(_piece(text[start:end], active))
    return mark_safe("".join(parts))  # noqa: S308 every piece is escaped in _piece


def _cut(mark: Mark, length: int) -> Mark:
    return Mark(max(0, mark.start), min(length, mark.end), mark.kind, mark.label)


def _by_edge(marks: list[Mark]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.start, []).append(mark)
    return found


def _piece(text: str, active: list[Mark]) -> str:
    if not active:
        return str(escape(text))
    kinds = " ".join(sorted({f"m-{mark.kind}" for mark in active}))
    title = "; ".join(dict.fromkeys(mark.label for mark in active if mark.label))
    return f'<mark class="{escape(kinds)}" title="{escape(title)}">{escape(text)}</mark>'


def marks_of(understanding: dict[str, Any]) -> list[Mark]:
    """What to mark in a text by what was understood of it (the stored ``Understanding``)."""
    found: list[Mark] = []
    topics = understanding.get("topics") or []
    if topics:
        found += [Mark(*span, "topic", _("Speaks for the topic")) for span in topics[0].get("words") or []]
    place = understanding.get("place") or {}
    if place.get("span"):
        found.append(Mark(*place["span"], "place", _("Place")))
    found += [Mark(*each["span"], "danger", _("Sign of danger")) for each in understanding.get("danger") or []]
    people = [*(understanding.get("people") or []), *(understanding.get("personal_data") or [])]
    found += [Mark(*each["span"], "person", _("Personal data")) for each in people]
    return found
