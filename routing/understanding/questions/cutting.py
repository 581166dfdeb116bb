"""Which pieces of a text are questions of their own: those whose topic is another one, the surer the less says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.understanding.questions.pieces import HINT, LIST, MORE, Part, looks_back, parts_of
from routing.understanding.types import Span, TopicGuess

Predict = Callable[[str], Sequence[TopicGuess]]
"""From a piece of text to its likeliest topics."""

_OWN: Final = {LIST: 0.15, MORE: 0.5, HINT: 0.5, 0: 0.68}
"""How sure the topic of a piece must be to open a question, by how plainly its first words say that one begins."""
_SHARED: Final = {LIST: 0.6, MORE: 0.55, HINT: 0.3, 0: 0.06}
"""How much of the topics of two pieces may be common: .5 are two topics of one group."""
_ABOUT_HANDLING: Final = frozenset(["MKD-01", "GOS-03", "GOS-04", "GOS-07", "PRE-01", "PRE-02", "PRE-03", "PRE-04"])
"""Topics of the classifier that tell how a problem is dealt with; beside the problem they are no other question."""
_SAME_ELSEWHERE: Final = 0.6
_SHORTEST: Final = 12
_LONGEST: Final = 3_000
_SURE_HOUSE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A question: its span and its topics, best first."""

    span: Span
    topics: tuple[TopicGuess, ...]


def cut(text: str, predict: Predict, houses: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The questions of ``text`` in order, none when it is one. ``houses`` are spans of different houses named in it:
    the same problem at another house is another question."""
    text = text[:_LONGEST]
    parts = _meaning(text)
    if len(parts) < 2:
        return ()
    open_questions: list[Piece] = []
    for part in parts:
        topics = tuple(predict(text[slice(*part.span)]))
        last = open_questions[-1] if open_questions else None
        if last is None or _another(text, part, topics, open_questions, houses):
            open_questions.append(Piece(part.span, topics))
        else:
            open_questions[-1] = replace(last, span=(last.span[0], part.span[1]), topics=_surer(last.topics, topics))
    if len(open_questions) < 2:
        return ()
    return tuple(replace(one, topics=tuple(predict(text[slice(*one.span)]))) for one in open_questions)


def in_pieces(text: str) -> bool:
    """Whether there is anything to cut: two sentences that are more than a greeting."""
    return len(_meaning(text[:_LONGEST])) > 1


def _meaning(text: str) -> list[Part]:
    return [part for part in parts_of(text) if not part.polite]


def _another(
    text: str, part: Part, topics: tuple[TopicGuess, ...], before: list[Piece], houses: Sequence[Span]
) -> bool:
    start, end = part.span
    last = before[-1]
    if end - start < _SHORTEST or not topics or not last.topics:
        return False
    enough = _OWN[LIST] if part.marker >= MORE else _SAME_ELSEWHERE
    if not part.marker and looks_back(text[start:end]):
        return False
    if _own_house(part.span, last.span, houses) and min(topics[0].p, last.topics[0].p) >= enough:
        return True
    if topics[0].code in _ABOUT_HANDLING and part.marker != LIST:
        return False
    if topics[0].p < _OWN[part.marker] or last.topics[0].p < _OWN[part.marker]:
        return False
    return all(_common(topics, one.topics) <= _SHARED[part.marker] for one in before)


def _own_house(span: Span, last: Span, houses: Sequence[Span]) -> bool:
    """Both pieces name a house (``houses`` are all different)."""
    return _within(span, houses) and _within(last, houses)


def _within(span: Span, houses: Sequence[Span]) -> bool:
    return any(span[0] <= start < span[1] for start, _end in houses)


def _common(first: Sequence[TopicGuess], second: Sequence[TopicGuess]) -> float:
    """Cosine of the two distributions over groups of topics, 0–1."""
    one, other = _groups(first), _groups(second)
    product = sum(p * other.get(group, 0.0) for group, p in one.items())
    norm = (sum(p * p for p in one.values()) * sum(p * p for p in other.values())) ** 0.5
    return product / norm if norm else 1.0


def _groups(topics: Sequence[TopicGuess]) -> dict[str, float]:
    """Half of a topic's weight is its own, half its group's: neighbours are alike."""
    found: dict[str, float] = {}
    for topic in topics:
        for key in (topic.code, topic.code.partition("-")[0]):
            found[key] = found.get(key, 0.0) + topic.p
    return found


def _surer(first: tuple[TopicGuess, ...], second: tuple[TopicGuess, ...]) -> tuple[TopicGuess, ...]:
    return second if second and (not first or second[0].p > first[0].p) else first
