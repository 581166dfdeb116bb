"""Whether a draft is one more copy of a text already sent to others, names, places and numbers set aside."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from .reading import clean

SIMILAR = 0.9
"""Share of common phrases from which two answers are copies."""

MANY = 3
"""So many other answers alike make a template."""

_SKETCH = 64
_SHINGLE = 4
_POSTINGS = 40
_WORD = re.compile(r"[а-яёa-z]+(?:-[а-яёa-z]+)*")
_NAMED = re.compile(r"(?<=[а-яё,»–—] )[А-ЯЁ][а-яё]+|\d[\d.,:/-]*|[А-ЯЁ]\.")
_MAX_CHARACTERS = 20_000


class Known:
    """Answers seen so far, as sketches of their phrases (bottom-k MinHash). Memory: about 64 numbers an answer."""

    def __init__(self) -> None:
        self._sketches: list[frozenset[int]] = []
        self._where: dict[int, list[int]] = {}

    def add(self, text: str) -> None:
        """Remember an answer."""
        sketch = _sketch(text)
        if not sketch:
            return
        number = len(self._sketches)
        self._sketches.append(sketch)
        for mark in sketch:
            places = self._where.setdefault(mark, [])
            if len(places) < _POSTINGS:
                places.append(number)

    def copies(self, text: str) -> int:
        """How many remembered answers say the same; this very text counts too when it was added."""
        sketch = _sketch(text)
        shared = Counter(number for mark in sketch for number in self._where.get(mark, ()))
        return sum(_same(sketch, self._sketches[number]) for number in shared)


def copies_among(text: str, others: Iterable[str]) -> int:
    """How many of a few other answers say the same as this one."""
    sketch = _sketch(text)
    return sum(_same(sketch, _sketch(other)) for other in others)


def _same(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether the Jaccard similarity, estimated from the smallest hashes of both, is that of copies."""
    # The estimate cannot be larger than this share, which is had for less.
    if not one or len(one & other) < SIMILAR * max(len(one), len(other)):
        return False
    smallest = sorted(one | other)[:_SKETCH]
    return sum(1 for mark in smallest if mark in one and mark in other) / len(smallest) >= SIMILAR


@lru_cache(maxsize=2048)
def _sketch(text: str) -> frozenset[int]:
    words = _WORD.findall(_NAMED.sub(" ", clean(text[:_MAX_CHARACTERS])).lower())
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
    marks = sorted(int.from_bytes(hashlib.blake2b(each.encode(), digest_size=8).digest()) for each in shingles)
    return frozenset(marks[:_SKETCH])
