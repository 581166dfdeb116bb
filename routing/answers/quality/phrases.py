"""The editable lists of ``data/phrases.toml``: phrases as linear-time patterns, words as sets of dictionary forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PHRASES = Path(__file__).parent / "data" / "phrases.toml"
_GAP = r"\W{1,4}(?:\w{1,30}\W{1,4}){0,4}?"


@cache
def lists() -> dict[str, list[str] | str]:
    """Everything in the file. Raises ``tomllib.TOMLDecodeError`` when it was edited badly."""
    return tomllib.loads(PHRASES.read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """A list of dictionary forms."""
    value = lists()[name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def things() -> dict[str, frozenset[int]]:
    """Numbers of the lines of ``same_things`` that a dictionary form stands in."""
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(str(lists()["same_things"]).splitlines()):
        for word in line.split():
            found[word] = found.get(word, frozenset()) | {number}
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern for a list of phrases, to be used on folded text (lower case, «е» for «ё»)."""
    value = lists()[name]
    phrases = sorted(value if isinstance(value, list) else value.split(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_compiled, phrases)) + r")(?!\w)")


def found(name: str, folded: str) -> Iterator[re.Match[str]]:
    """Where phrases of a list stand in folded text, from left to right, not overlapping."""
    return pattern(name).finditer(folded)


def says(name: str, folded: str) -> bool:
    """Whether any phrase of a list stands in folded text."""
    return pattern(name).search(folded) is not None


def _compiled(phrase: str) -> str:
    parts: list[str] = []
    for word in phrase.split():
        if word == "..":
            parts.append(_GAP)
            continue
        if parts and parts[-1] != _GAP:
            parts.append(r"\W{1,4}")
        parts.append(r"\w{0,20}".join(map(re.escape, word.split("*"))))
    return "".join(parts)
