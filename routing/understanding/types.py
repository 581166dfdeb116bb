"""What reading an appeal gives: plain facts, no models, no queries, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Span = tuple[int, int]
"""Character offsets ``[start, end)`` in the text of the appeal as it was received."""

PlaceSource = Literal["text", "typed", "building", "point", "chosen"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the form knew besides the words.

    ``lat``/``lon`` are degrees WGS 84 of the point put on the map; ``address`` the line typed in the address field;
    ``building_id`` the house chosen in the form; ``object`` the answer to «где это: дом, двор, улица…», a value of the
    region's list of object kinds, and ``said_object`` that a citizen gave it, who may err; ``said_topic`` the topic the
    citizen chose among the few likely, «BLG-03» or «BLG-03:12» (``topic_name``).
    """

    lat: float | None = None
    lon: float | None = None
    address: str = ""
    building_id: str = ""
    created_at: datetime | None = None
    object: str = ""
    said_object: bool = False
    said_topic: str = ""


def topic_name(code: str, external_id: str | None) -> str:
    """How a topic is named in an answer: «BLG-03» or, with the region's own finer topic, «BLG-03:12»."""
    return f"{code}:{external_id}" if external_id else code


@dataclass(frozen=True, slots=True)
class TopicGuess:
    """One topic at the finest level known.

    ``code`` is the topic of the common classifier («BLG-03»), ``external_id`` the region's own finer topic under it or
    ``None``; ``p`` a calibrated probability; ``words`` the spans that spoke for it, strongest first.
    """

    code: str
    external_id: str | None
    title: str
    p: float
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the register. ``span`` is set only when it was read from the text of the appeal.

    ``building_id`` is empty when the place is a street, a settlement or a bare point. ``confidence`` is the
    probability that this is the place meant; ``alternatives`` are the others that fit, best first.
    """

    text: str = ""
    span: Span | None = None
    address: str = ""
    building_id: str = ""
    lat: float | None = None
    lon: float | None = None
    district: str = ""
    municipality: str = ""
    confidence: float = 0.0
    source: PlaceSource = "text"
    alternatives: tuple[Place, ...] = ()
    inferred_m: float | None = None
    """``None``: the register knows the point. Else it was inferred from neighbours: four of five such err by less."""
    note: str = ""
    """``no_such_house``, ``outside_region``, ``ambiguous`` (the alternatives fit as well), ``unlisted`` (a place in
    words that the register does not know: only ``text`` and ``span``) or empty."""
    region: str = ""
    """With ``outside_region``: the region of the country it lies in, where that is known for sure."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage that means something: ``code`` says what («gas», «phone», «person»)."""

    code: str
    span: Span


Subject = Literal["body", "official", "company"]


@dataclass(frozen=True, slots=True)
class Complained:
    """Whom a complaint is about. ``agency`` is the code of the body, empty when the words do not tell which.

    ``barred``: the complaint must not be sent to this body (ст. 8 ч. 6 59-ФЗ).
    """

    span: Span
    what: Subject
    agency: str = ""
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One of the problems put in the appeal, with the part of the text that puts it.

    ``place`` is its own, named in that part; ``None``: the place of the whole appeal.
    """

    span: Span
    topics: tuple[TopicGuess, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything read from one appeal. ``kind`` is «предложение», «заявление» or «жалоба» (ст. 4 59-ФЗ)."""

    topics: tuple[TopicGuess, ...]
    group: str
    place: Place | None
    danger: tuple[Finding, ...] = ()
    kind: str = "заявление"
    signs: tuple[Finding, ...] = ()
    """Words that say the kind and more: ``complaint``, ``proposal``, ``thanks``, ``withdrawal``, ``repeat``,
    ``earlier_number``, ``collective``, ``not_appeal``."""
    complained_of: tuple[Complained, ...] = ()
    questions: tuple[Question, ...] = ()
    """Two or more when several problems are put, none when there is one."""
    people: tuple[Finding, ...] = ()
    personal_data: tuple[Finding, ...] = ()
    model: str = ""
    sorts: tuple[tuple[str, float], ...] = ()
    """Sorts of bodies (families; a body's code where it is the only one of its sort) that answer such appeals, with
    probabilities, whatever the topic; none where the region has learned no such opinion."""
    notes: tuple[str, ...] = field(default=())
    """Codes of what the reader wants the citizen to know: ``not_understood``, ``outside_region``, ``no_such_house``;
    why it was not understood: ``foreign``, ``no_words``; how it was read: ``layout``, ``translit``, ``joined``."""

    @property
    def barred(self) -> frozenset[str]:
        """Codes of the bodies complained of, to which the appeal must not be sent (ст. 8 ч. 6 59-ФЗ)."""
        return frozenset(one.agency for one in self.complained_of if one.barred)
