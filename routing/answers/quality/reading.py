"""A draft as sentences of words, each with its dictionary form and grammar. Offsets are those of the draft as given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from routing.understanding.morphology import grammemes, lemma

from .types import Span

MAX_CHARACTERS = 20_000
"""The language of a draft is judged this far; hard stops are looked for in the whole of it."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xa0\u2028-\u202e\u2060\ufeff\ud800-\udfff]")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f"
_KNOWN = re.compile(r"[a-zа-я-]{1,40}")
"""What the dictionary is asked about; it fails on letters that Unicode has no name for."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BREAK = re.compile(r"[.!?…]+[»\")]*(?=\s|$)|\n+|;(?=\s)")
_SHORT = re.compile(
    r"(?:^|[\s(«\"])(?:ул|д|кв|г|гг|пр|просп|пер|пос|с|стр|корп|к|им|тел|каб|доб|п|пп|ст|ч|ред|т|тыс|руб|коп|см|кг|н"
    r"|др|проч|исх|вх|зам|гл|обл|мкр|ост|б|наб|пл|ш|эт|м|кв|куб|л|оф|лит|стр|[А-ЯЁA-Z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text`` folded, its dictionary form and grammemes of its likeliest reading."""

    text: str
    span: Span
    raw: str

    @property
    def lemma(self) -> str:
        return lemma(self.text) if _KNOWN.fullmatch(self.text) else self.text

    @property
    def grammemes(self) -> frozenset[str]:
        return grammemes(self.text) if _KNOWN.fullmatch(self.text) else frozenset()


@dataclass(frozen=True)
class Sentence:
    """A sentence or a line: ``folded`` has the length of the passage at ``span``."""

    folded: str
    raw: str
    span: Span

    @cached_property
    def words(self) -> tuple[Word, ...]:
        start = self.span[0]
        return tuple(
            Word(self.folded[m.start() : m.end()], (start + m.start(), start + m.end()), m[0])
            for m in _WORD.finditer(self.raw)
        )

    @cached_property
    def lemmas(self) -> frozenset[str]:
        return frozenset(word.lemma for word in self.words)


def clean(text: str) -> str:
    """Control characters as spaces, every offset as it was."""
    for mark in _INVISIBLE:
        text = text.replace(mark, " ")
    return _CONTROL.sub(" ", text)


def fold(text: str) -> str:
    """Lower case with «е» for «ё», every offset as it was."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("ё", "е")


def sentences(cleaned: str) -> list[Sentence]:
    """The sentences of cleaned text, up to ``MAX_CHARACTERS``; abbreviations and initials do not end one."""
    text = cleaned[:MAX_CHARACTERS]
    folded = fold(text)
    result: list[Sentence] = []
    start = 0
    for stop in _BREAK.finditer(text):
        if stop[0] == "." and _goes_on(text, start, stop.end()):
            continue
        _keep(result, text, folded, start, stop.end())
        start = stop.end()
    _keep(result, text, folded, start, len(text))
    return result


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial or a numbered item."""
    before = text[max(start, end - 8) : end]
    if _SHORT.search(before):
        following = text[end : end + 2].strip()
        # «… кв. 5», «И. Петров» go on; «… 2026 г. Работы» ends.
        return not (before.endswith("г.") and following[:1].isupper()) or not before.strip()[:-2].strip()
    return bool(re.fullmatch(r"\s*\d{1,2}\.", text[start:end]))


def _keep(result: list[Sentence], text: str, folded: str, start: int, end: int) -> None:
    passage = text[start:end]
    left = len(passage) - len(passage.lstrip())
    right = len(passage.rstrip())
    if right > left:
        result.append(
            Sentence(folded[start + left : start + right], passage[left:right], (start + left, start + right))
        )
