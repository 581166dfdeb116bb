"""The one question worth asking a citizen before the appeal goes: about the topic, the kind of place, or where it is.

What a question would gain is the probability that the topic (or the place) is right after it, less the probability
that it is right without it. People do not always answer rightly: citizens who chose among a few lines themselves did
so in about ``RIGHT`` of the published appeals, and the gain is reckoned with that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from routing.understanding.place.deciding import Asked, deciding
from routing.understanding.types import Place, TopicGuess, topic_name

About = Literal["topic", "object", "place", "no_such_house"]
LOOKED_AT: Final = 12
"""Topics among which a question is sought."""
RIGHT: Final[dict[About, float]] = {"topic": 0.87, "object": 0.90, "place": 0.95, "no_such_house": 0.95}
WORTH: Final = 0.05
"""Gain below which nobody is troubled."""
_HEARD: Final = 0.5
_SHOWN_AT: Final = 0.04
_MOST: Final = 4
_MOST_KINDS: Final = 6
_SAME_STREET: Final = 0.3
"""What a place is worth when only the building is in doubt: its body is most often the same."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer offered: ``value`` names it for the program, ``words`` for a person."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: what it is about, the answers offered, and what it gains (0–1).

    About a place: ``name`` is the street as it is said, ``differs`` the part in which the places that fit differ.
    """

    about: About
    options: tuple[Option, ...]
    gain: float
    name: str = ""
    differs: Asked | Literal[""] = ""


def one_question(topics: Sequence[tuple[TopicGuess, str]], place: Place | None, asked_object: bool) -> Ask | None:
    """The question that gains most, or ``None`` where none is worth a person's time.

    ``topics`` are likely ones, best first, each with the kind of object it belongs to (empty if any);
    ``asked_object``: the person has named the kind of object already.
    """
    found = [place_question(place)]
    if sum(topic.p for topic, _kind in topics) >= _HEARD:
        found += [_topic(topics), None if asked_object else _object(topics)]
    worthy = [ask for ask in found if ask is not None and ask.gain >= WORTH]
    return max(worthy, key=lambda ask: ask.gain, default=None)


def _topic(topics: Sequence[tuple[TopicGuess, str]]) -> Ask | None:
    shown = [(topic, kind) for topic, kind in topics if topic.p >= _SHOWN_AT][:_MOST]
    if len(shown) < 2:
        return None
    titles = [topic.title for topic, _kind in shown]
    twice = {title for title in titles if titles.count(title) > 1}
    options = []
    for one, kind in shown:
        words = f"{one.title} ({kind})" if kind and one.title in twice else one.title
        options.append(Option(topic_name(one.code, one.external_id), words))
    return Ask("topic", tuple(options), RIGHT["topic"] * sum(topic.p for topic, _kind in shown) - shown[0][0].p)


def _object(topics: Sequence[tuple[TopicGuess, str]]) -> Ask | None:
    best: dict[str, float] = defaultdict(float)
    share: dict[str, float] = defaultdict(float)
    for topic, kind in topics:
        best[kind] = max(best[kind], topic.p)
        share[kind] += topic.p
    kinds = sorted((kind for kind in share if kind and share[kind] >= _SHOWN_AT), key=lambda kind: -share[kind])
    if len(kinds) < 2:
        return None
    gain = RIGHT["object"] * sum(best[kind] for kind in kinds) - max(best.values())
    return Ask("object", tuple(Option(kind, kind) for kind in kinds[:_MOST_KINDS]), gain)


def place_question(place: Place | None) -> Ask | None:
    """The question about the place alone, whatever it gains: which of those that fit, or which other house."""
    if place is None:
        return None
    if place.note == "no_such_house":
        near = [one for one in place.alternatives if one.building_id][:_MOST]
        gain = RIGHT["no_such_house"] - _HEARD
        return Ask("no_such_house", tuple(map(_address, near)), gain, _last(place)) if near else None
    question = deciding(place)
    if question is None:
        return None
    meant = [one for _answer, one in question.options][:_MOST_KINDS]
    total = sum(one.confidence for one in meant) or 1.0
    gain = RIGHT["place"] - max(one.confidence for one in meant) / total
    worth = _SAME_STREET if question.asked == "house" else 1.0
    far = question.asked in ("settlement", "district")
    options = tuple(_with_district(one) if far else _address(one) for one in meant)
    return Ask("place", options, worth * gain, _last(place), question.asked)


def _last(place: Place) -> str:
    """The street of a place without its house: «Стрельна, улица Ленина» → «улица Ленина»."""
    return place.address.rpartition(", ")[2] if not place.building_id else ""


def _address(place: Place) -> Option:
    return Option(place.address, place.address)


def _with_district(place: Place) -> Option:
    said = place.municipality if place.municipality and place.municipality not in place.address else ""
    names = ", ".join(dict.fromkeys(part for part in (place.district, said) if part))
    return Option(place.address, f"{place.address} ({names})" if names else place.address)
