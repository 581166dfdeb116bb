"""The one question of the form, in words: which topic, what kind of place, which of the places with that name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from routing.intake import as_said
from routing.understanding.asking import Ask, Option
from routing.understanding.types import Hints, Place

from .forms import Degrees
from .reading import MAX_READ, dangers, reader, unclear

WORDS: dict[str, Promise] = {
    "topic": _("Which of these is closer?"),
    "object": _("What kind of place is it?"),
    "place": _("There are several places of this name. Which one do you mean?"),
    "no_such_house": _("This house is not in the address register. Perhaps one of these?"),
}
NAMED: dict[str, Promise] = {
    "settlement": _("“%(name)s” is in several places. Where is it?"),
    "district": _("“%(name)s” is in several districts. Where is it?"),
    "street": _("There are several streets with a name like this. Which one do you mean?"),
    "house": _("Several buildings have this number: “%(name)s”. Which one do you mean?"),
    "no_such_house": _("“%(name)s” has no such house in the address register. Perhaps one of the nearest?"),
}
"""The same about a place whose street is known."""
FIELDS = {"topic": "topic", "object": "object", "place": "place", "no_such_house": "place"}
"""What the answer is about, as the form takes it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of an appeal before it is sent: the question with its answers (none: nothing to ask).

    ``elsewhere``: the place is not of this region; ``region`` is the one it is in, where that is known. ``said`` is the
    answer chosen already.
    """

    about: str = ""
    words: str | Promise = ""
    options: tuple[Option, ...] = ()
    elsewhere: bool = False
    region: str = ""
    said: str = ""


def asked(data: Mapping[str, Any], region: Region) -> Shown:
    """The question for what was typed so far; nothing while the reader is loaded, and nothing that delays an alarm."""
    text = str(data.get("text", ""))[:MAX_READ]
    known = reader()
    if known is None or not text.strip() or dangers(text) or unclear(text):
        return Shown()
    kind = str(data.get("object_kind", ""))
    lat, lon = _point(data)
    hints = Hints(
        lat,
        lon,
        address=str(data.get("address", ""))[:500],
        object=kind if kind in region.object_kinds else "",
        said_object=True,
    )
    question, place = known.ask(text, hints)
    return _in_words(question, place, region, str(data.get("said", "")))


def _point(data: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The point of the form, if it is whole and on Earth."""
    lat, lon = (Degrees().to_python(data.get(name, "")) for name in ("lat", "lon"))
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None, None
    return lat, lon


def _in_words(question: Ask | None, place: Place | None, region: Region, said: str) -> Shown:
    elsewhere = place is not None and place.note == "outside_region"
    shown = Shown(elsewhere=elsewhere, region=place.region if place and elsewhere else "", said=said)
    if question is None:
        return shown
    about = FIELDS[question.about]
    options = tuple(
        Option(f"{about}={one.value}", in_town(region, one.words) if about == "place" else one.words)
        for one in question.options
    )
    return replace(shown, about=about, words=sentence_of(question), options=options)


def in_town(region: Region, address: str) -> str:
    """An address as people of the region say it."""
    return as_said(region.name, Place(address=address)).address


def sentence_of(question: Ask) -> str | Promise:
    """The question in a person's language; about a place it names the street."""
    words = NAMED.get(question.differs or question.about) if question.name else None
    return words % {"name": question.name} if words else WORDS[question.about]
