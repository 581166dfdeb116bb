"""The door of the room: the text of an appeal and what the form knew in, everything understood out.

The place is read first: whether the spot is a house, a yard or a road says much of the topic.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Final
from zipfile import BadZipFile

from routing.understanding.answerers import AnswererModel
from routing.understanding.asking import LOOKED_AT, Ask, one_question
from routing.understanding.danger import find_danger
from routing.understanding.kind import BodyNames, read_kind
from routing.understanding.normalise import MAX_CHARACTERS, Token, tokens, typed
from routing.understanding.people import find_people
from routing.understanding.place import PlaceReader
from routing.understanding.questions import cut, in_pieces
from routing.understanding.sense import is_foreign, meaning_words
from routing.understanding.topics.context import TopicContext
from routing.understanding.topics.model import TopicModel
from routing.understanding.types import Finding, Hints, Place, Question, Span, TopicGuess, Understanding

log = logging.getLogger(__name__)
_Stamp = tuple[int, ...]

MODELS: Final = "models"
TOPIC_MODEL: Final = "topics.npz"
ANSWERERS: Final = "answerers.npz"
GUESSES: Final = 8
"""Topics kept: dispatch weighs them all, people are shown the first three."""

UNDERSTOOD_AT: Final = 0.5
"""Below this sum of probabilities the likeliest reading is that the text has no topic."""

READ_AS: Final = frozenset(["layout", "translit", "joined"])
"""Ways of typing that are read through; the citizen is told so."""

NOT_HEARD: Final = 0.3
"""The most that all topics together may claim for a text that says nothing of what is the matter."""

DANGER_CHARACTERS: Final = 12_000
"""A threat to life is looked for farther than a topic: it may stand on the last page."""

PEOPLE_CHARACTERS: Final = 10_000
"""Names and numbers of people are marked so far; ``people.hide`` looks farther."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\ufeff]")
_NO_HINTS: Final = Hints()

_readers: dict[tuple[Path, Path], tuple[_Stamp, Reader]] = {}
_loading = Lock()


class Reader:
    """Reads appeals of one region. Nothing changes after loading, so threads may share it."""

    def __init__(
        self,
        places: PlaceReader,
        topics: TopicModel | None,
        bodies: BodyNames,
        answerers: AnswererModel | None = None,
    ) -> None:
        self.places = places
        self.topics = topics
        self.bodies = bodies
        self.answerers = answerers

    @classmethod
    def load(cls, region_folder: Path | str, models: Path | str | None = None) -> Reader:
        """The reader of a region's folder, loaded once a process; a topic model put in its place later is taken up.

        ``models`` is a folder whose ``topics.npz`` is used instead of the region's own. A region without a topic model
        is read without topics, so every appeal goes to a coordinator. Raises ``FileNotFoundError`` when the region, or
        a model asked for by name, is not there, and ``ValueError`` for a model of another format.
        """
        folder = Path(region_folder).resolve()
        chosen = Path(models).resolve() if models else folder / MODELS
        path = chosen / TOPIC_MODEL
        with _loading:
            stamp = _stamp(path)
            known = _readers.get((folder, chosen))
            if known is None:
                topics = _topic_model(path) if models or stamp else None
                opinion = _answerers(chosen / ANSWERERS, topics)
                known = stamp, cls(PlaceReader.load(folder), topics, BodyNames.load(folder), opinion)
            elif known[0] != stamp:
                before = known[1]
                known = stamp, cls(before.places, _renewed(path, before.topics), before.bodies, before.answerers)
            _readers[folder, chosen] = known
        return known[1]

    def read(self, text: str, hints: Hints = _NO_HINTS) -> Understanding:
        """Understand one appeal; never raises for any text.

        Topic and place are read in the first ``MAX_CHARACTERS``, danger in ``DANGER_CHARACTERS``. Control and invisible
        characters count as spaces, so every span holds for the text as received.
        """
        words = clean(text)
        place = self._place(words, hints)
        context = _context(place, hints)
        mode, meant = typed(words)
        heard = _heard(words, mode, meant, place)
        topics = self.topics.predict(words, context, GUESSES) if self.topics else ()
        if heard:
            topics = _modest(topics)
        people, personal_data = find_people(
            clean(text, DANGER_CHARACTERS), (place.span,) if place and place.span else ()
        )
        kind = read_kind(words, self.bodies, place.district if place else "")
        return Understanding(
            topics=topics,
            group=topics[0].code.partition("-")[0] if topics else "",
            place=place,
            danger=find_danger(clean(text, DANGER_CHARACTERS)) or _danger_as_meant(mode, meant),
            kind=kind.kind,
            signs=kind.signs,
            complained_of=kind.complained_of,
            questions=() if heard else self._questions(words, context, hints),
            people=people,
            personal_data=personal_data,
            model=self.topics.version if self.topics else "",
            notes=(*_notes(topics, place), *heard, *([mode] if mode in READ_AS else [])),
            sorts=() if heard else self._sorts(words, context, place),
        )

    def ask(self, text: str, hints: Hints = _NO_HINTS) -> tuple[Ask | None, Place | None]:
        """The one question to the citizen that helps most, ``None`` if none does; and the place read."""
        words = clean(text)
        place = self._place(words, hints)
        mode, meant = typed(words)
        topics: list[tuple[TopicGuess, str]] = []
        if self.topics and not hints.said_topic and not _heard(words, mode, meant, place):
            guesses = self.topics.predict(words, _context(place, hints), LOOKED_AT)
            topics = [(guess, self.topics.kind_of(guess)) for guess in guesses]
        return one_question(topics, place, bool(hints.object)), place

    def _questions(self, text: str, context: TopicContext, hints: Hints) -> tuple[Question, ...]:
        """The problems put in a text, each with its topics and the place named in it; none when there is only one."""
        topics = self.topics
        if topics is None or not in_pieces(text):
            return ()
        named = [place for place in self.places.mentions(text, hints) if place.span]
        houses = {place.building_id: place.span for place in reversed(named) if place.building_id and place.span}
        apart = tuple(houses.values()) if len(houses) > 1 else ()
        pieces = cut(text, lambda words: topics.predict(words, context, GUESSES), apart)
        return tuple(Question(piece.span, piece.topics, _named_in(piece.span, named)) for piece in pieces)

    def _sorts(self, text: str, context: TopicContext, place: Place | None) -> tuple[tuple[str, float], ...]:
        """Sorts of bodies that answer such appeals; none where the region has no opinion of its own."""
        if self.answerers is None:
            return ()
        return self.answerers.predict(tokens(text), context, place.municipality if place else "")

    def _place(self, text: str, hints: Hints) -> Place | None:
        """The place read, in the territory of the point where there is one: a pin is surer than a street's name."""
        place = self.places.read(text, hints)
        if place is None or place.source in ("point", "building") or hints.lat is None or hints.lon is None:
            return place
        here = self.places.locate(hints.lat, hints.lon)
        if not here.inside or not here.district:
            return place
        if place.district in ("", here.district):
            return replace(place, district=here.district, municipality=here.municipality)
        pinned = self.places.read("", hints)
        return replace(pinned, alternatives=(place, *pinned.alternatives)) if pinned else place


def _stamp(path: Path) -> _Stamp:
    """What changes when another file takes the place of this one; nothing where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _renewed(path: Path, before: TopicModel | None) -> TopicModel | None:
    """The model that has taken the place of another; one that cannot be read does not, and is told of once."""
    if not path.exists():
        return before
    try:
        return _topic_model(path)
    except (OSError, ValueError) as error:
        log.error("the new topic model cannot be read, the one before is kept: %s", error)
        return before


def _topic_model(path: Path) -> TopicModel:
    try:
        return TopicModel.load(path)
    except (BadZipFile, KeyError, ValueError) as error:
        raise ValueError(f"{path}: not a topic model, or a damaged one ({error})")


def _answerers(path: Path, topics: TopicModel | None) -> AnswererModel | None:
    """The opinion on who answers, where the region has one."""
    if topics is None or not path.exists():
        return None
    try:
        return AnswererModel.load(path, topics.geography.houses)
    except (BadZipFile, KeyError, ValueError) as error:
        raise ValueError(f"{path}: not an opinion on who answers, or a damaged one ({error})")


def clean(text: str, limit: int = MAX_CHARACTERS) -> str:
    """The part of a text that is read, control characters as spaces; offsets stay as they were."""
    return _CONTROL.sub(" ", text[:limit])


def _context(place: Place | None, hints: Hints) -> TopicContext:
    """A point or a house chosen in the form tells what the spot is; an address in words tells only the district."""
    chosen = place is not None and place.source == "building"
    lat, lon = hints.lat, hints.lon
    if lat is None and chosen and place is not None:
        lat, lon = place.lat, place.lon
    district = place.district if place else ""
    return TopicContext(lat, lon, district, chosen, hints.object, hints.said_object, hints.said_topic)


def _named_in(span: Span, named: list[Place]) -> Place | None:
    """The place named in a part of the text: a house before a street."""
    inside = [place for place in named if place.span and span[0] <= place.span[0] < span[1] and place.address]
    return max(inside, key=lambda place: bool(place.building_id), default=None)


def _heard(text: str, mode: str, words: list[Token], place: Place | None) -> tuple[str, ...]:
    """Why the text cannot be understood, as notes; nothing when it says what is the matter."""
    if mode not in READ_AS and is_foreign(text):
        return ("foreign",)
    where = [one.span for one in (place, *place.alternatives[:3]) if one.span] if place else []
    return () if meaning_words(words, where) else ("no_words",)


def _modest(topics: tuple[TopicGuess, ...]) -> tuple[TopicGuess, ...]:
    """The same topics, claiming little: what pieces of words and the spot make likely is no understanding."""
    total = sum(topic.p for topic in topics)
    share = min(1.0, NOT_HEARD / total) if total else 1.0
    return tuple(replace(topic, p=round(topic.p * share, 4), words=()) for topic in topics)


def _danger_as_meant(mode: str, words: list[Token]) -> tuple[Finding, ...]:
    """Danger in a text typed another way, with spans of the words as they were typed."""
    if mode not in READ_AS:
        return ()
    said, starts, at = " ".join(word.text for word in words), [], 0
    for word in words:
        starts.append(at)
        at += len(word.text) + 1
    found = []
    for one in find_danger(said):
        inside = [word for word, start in zip(words, starts, strict=True) if one.span[0] <= start < one.span[1]]
        if inside:
            found.append(Finding(one.code, (inside[0].span[0], inside[-1].span[1])))
    return tuple(found)


def _notes(topics: tuple[TopicGuess, ...], place: Place | None) -> list[str]:
    notes = []
    if sum(topic.p for topic in topics) < UNDERSTOOD_AT:
        notes.append("not_understood")
    if place is not None and place.note in ("outside_region", "no_such_house"):
        notes.append(place.note)
    return notes
