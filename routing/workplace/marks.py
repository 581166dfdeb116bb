"""The text of an appeal with the understood words marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


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
    parts: list[SafeString] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start] + opening.get(start, [])
        parts.append(_piece(text[start:end], active))
    return format_html_join("", "{}", ((part,) for part in parts))


def _mark(span: Sequence[int], kind: str, label: str) -> Mark:
    start, end = span
    return Mark(start, end, kind, label)


def _cut(mark: Mark, length: int) -> Mark:
    return Mark(max(0, mark.start), min(length, mark.end), mark.kind, mark.label)


def _by_edge(marks: list[Mark]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.start, []).append(mark)
    return found


def _piece(text: str, active: list[Mark]) -> SafeString:
    if not active:
        return escape(text)
    kinds = " ".join(sorted({f"m-{mark.kind}" for mark in active}))
    title = "; ".join(dict.fromkeys(mark.label for mark in active if mark.label))
    return format_html('<mark class="{}" title="{}">{}</mark>', kinds, title, text)


LEGEND = {
    "topic": gettext_lazy("topic"),
    "place": gettext_lazy("place"),
    "danger": gettext_lazy("danger"),
    "person": gettext_lazy("personal data"),
}


def legend(marks: Iterable[Mark]) -> list[tuple[str, str]]:
    """The kinds that occur among the marks, each with its word."""
    kinds = {mark.kind for mark in marks}
    return [(kind, str(label)) for kind, label in LEGEND.items() if kind in kinds]


def marks_of(understanding: dict[str, Any]) -> list[Mark]:
    """What to mark in a text by what was understood of it (the stored ``Understanding``)."""
    found: list[Mark] = []
    topics = understanding.get("topics") or []
    if topics and "not_understood" not in (understanding.get("notes") or ()):
        found += [_mark(span, "topic", _("Speaks for the topic")) for span in topics[0].get("words") or []]
    place = understanding.get("place") or {}
    if place.get("span"):
        found.append(_mark(place["span"], "place", _("Place")))
    found += [_mark(each["span"], "danger", _("Sign of danger")) for each in understanding.get("danger") or []]
    people = [*(understanding.get("people") or []), *(understanding.get("personal_data") or [])]
    found += [_mark(each["span"], "person", _("Personal data")) for each in people]
    return found
