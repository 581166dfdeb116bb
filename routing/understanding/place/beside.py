"""What stands beside a name: its kind («ул.», «проспект»), the part of the city, a kind of settlement."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from routing.understanding.place.lexicon import SETTLEMENT_WORDS, SIDE_WORDS, STREET_WORDS, WEAK_TYPE_WORDS
from routing.understanding.place.tokens import Token

_TIGHT: Final = re.compile(r"[ .\-()\"«»]{0,4}$")
_NEAR: Final = re.compile(r"[ .,\-()\"«»]{0,4}$")
_WATER: Final = frozenset(["к", "р", "кан", "реки", "канала"])
_MOST: Final = 4
_IN_WITH_VOWEL: Final = re.compile(r"дв|вт|вс|вр|вз|вн|мн|сн|сл|ф|из|ил|ль")
_INNER: Final = re.compile(r"подъезд|парадн|этаж|двор|корпус|квартал")
_EITHER_SIDE: Final = re.compile(r"противополож|прав")
"""«На противоположной стороне» tells no part of a city."""
_NONE: Final[frozenset[str]] = frozenset()


class Around(NamedTuple):
    """Kinds and sides said beside a name, the tokens ``[first, last)`` they span, a settlement's kind there."""

    kinds: frozenset[str]
    first: int
    last: int
    sides: frozenset[str]
    settled: bool


class _Step(NamedTuple):
    kinds: frozenset[str]
    side: str = ""
    settled: bool = False
    words: int = 1


class Beside:
    """Looks around names. ``sides`` are the parts of the city that streets are told apart by («во»)."""

    def __init__(self, sides: frozenset[str]) -> None:
        self._sides = sides

    def around(self, folded: str, tokens: list[Token], at: int, end: int, possible: set[str], *, line: bool) -> Around:
        """What stands beside the name of tokens ``[at, end)``; ``possible`` are the kinds the register has it with."""
        kinds, settled = _before(folded, tokens, at, line=line)
        first = at - 1 if kinds or settled else at
        sides: set[str] = set()
        last = end
        while last < len(tokens) and last < end + _MOST:
            gap = folded[tokens[last - 1].end : tokens[last].start]
            step = self._after(folded, tokens, last, gap, kinds, possible, line) if _NEAR.match(gap) else None
            if step is None:
                break
            kinds, settled = step.kinds, settled or step.settled
            sides |= {step.side} - {""}
            last += step.words
        return Around(kinds, first, last, frozenset(sides), settled)

    def _after(
        self, folded: str, tokens: list[Token], at: int, gap: str, kinds: frozenset[str], possible: set[str], line: bool
    ) -> _Step | None:
        """What the token ``at`` adds; ``None`` when it belongs to something else."""
        key, close = tokens[at].key, "," not in gap
        if key in self._sides and not _preposition(tokens, at):
            return _Step(kinds, key)
        if side := self._spelled_side(tokens, at):
            return _Step(kinds, side, words=2)
        said = STREET_WORDS.get(key, _NONE)
        if said and close and (not kinds or kinds & said):
            weak = key in WEAK_TYPE_WORDS and len(key) == 1 and not line and folded[tokens[at].end :][:1] != "."
            return None if weak else _Step(kinds | said)
        if len(key) > 5 and close and possible & said:
            return _Step(said)
        settlement = SETTLEMENT_WORDS.get(key, _NONE)
        if (
            (key in _WATER and ("набережная" in kinds or (line and key != "к")))
            or (line and said and close and len(key) > 1)
            or (line and close and possible & settlement)
        ):
            return _Step(kinds)
        return _Step(kinds, settled=True) if line and settlement and close and len(key) < 4 else None

    def _spelled_side(self, tokens: list[Token], at: int) -> str:
        """«Васильевского острова» → «во», if the register tells streets apart by «во»."""
        if at + 1 < len(tokens) and tokens[at + 1].key in SIDE_WORDS and not _EITHER_SIDE.match(tokens[at].key):
            initials = tokens[at].key[0] + tokens[at + 1].key[0]
            return initials if initials in self._sides else ""
        return ""


def _preposition(tokens: list[Token], at: int) -> bool:
    """«во дворе», «во втором», «во 2 подъезде»: no «В.О.»."""
    if tokens[at].key != "во" or tokens[at].end - tokens[at].start > 2 or at + 1 == len(tokens):
        return False
    after, then = tokens[at + 1].key, tokens[at + 2].key if at + 2 < len(tokens) else ""
    return bool(_IN_WITH_VOWEL.match(after) or (after == "2" and _INNER.match(then)))


def _before(folded: str, tokens: list[Token], at: int, *, line: bool) -> tuple[frozenset[str], bool]:
    """The kinds of street the word before the name stands for, or whether it is a kind of settlement."""
    if not at or not _TIGHT.match(folded[tokens[at - 1].end : tokens[at].start]):
        return _NONE, False
    before = tokens[at - 1].key
    dotted = folded[tokens[at - 1].end : tokens[at - 1].end + 1] == "."
    if before in STREET_WORDS and (before not in WEAK_TYPE_WORDS or dotted or line or len(before) > 2):
        return STREET_WORDS[before], False
    return _NONE, before in SETTLEMENT_WORDS and (len(before) > 1 or dotted)
