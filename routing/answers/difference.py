"""What changed between two versions of an answer, word by word, for the eyes of the approver."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")
MOST = 4000
"""Longer texts are compared line by line: the work grows with the square of the number of pieces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: ``kind`` is «same», «gone» or «new»."""

    kind: str
    words: str


def difference(before: str, now: str) -> list[Piece]:
    """Pieces in reading order. Those that are not «new» make ``before``, those that are not «gone» make ``now``."""
    old, new = _cut(before, now)
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=len(old) > MOST).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(new[c:d])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return pieces


def _cut(before: str, now: str) -> tuple[list[str], list[str]]:
    old, new = WORD.findall(before), WORD.findall(now)
    if max(len(old), len(new)) > MOST:
        return before.splitlines(keepends=True), now.splitlines(keepends=True)
    return old, new
