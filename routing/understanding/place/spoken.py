"""Numbers of houses said in words («дом двенадцать», «у шестого дома», «корпус первый») become digits for reading.

Offsets are kept: what is found in the changed text is told in the text as it was received.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from routing.understanding.place.lexicon import word_set
from routing.understanding.place.tokens import fold
from routing.understanding.types import Place

_CARDINALS: Final = {
    1: "один одного одном одному",
    2: "два двух двум",
    3: "три трех трем",
    4: "четыре четырех четырем",
    5: "пять пяти",
    6: "шесть шести",
    7: "семь семи",
    8: "восемь восьми",
    9: "девять девяти",
    10: "десять десяти",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот",
    300: "триста трехсот",
}
_TO_TWENTY: Final = "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"
_STEMS: Final = {
    1: "перв",
    2: "втор",
    4: "четверт",
    5: "пят",
    6: "шест",
    7: "седьм",
    8: "восьм",
    9: "девят",
    10: "десят",
    **dict(enumerate(_TO_TWENTY.split(), start=11)),
    20: "двадцат",
    30: "тридцат",
    40: "сороков",
    50: "пятидесят",
    60: "шестидесят",
    70: "семидесят",
    80: "восьмидесят",
    90: "девяност",
    100: "сот",
}
_ENDINGS: Final = ("ый", "ой", "ого", "ому", "ым", "ом")
_ORDINALS: Final = {
    **{stem + ending: value for value, stem in _STEMS.items() for ending in _ENDINGS},
    **dict.fromkeys(("третий", "третьего", "третьему", "третьим", "третьем"), 3),
}
_NUMBERS: Final = {
    **{form: value for value, forms in _CARDINALS.items() for form in forms.split()},
    **{stem + ending: value for value, stem in _STEMS.items() if 10 < value < 40 for ending in "ьи"},
    **_ORDINALS,
}
_HOUSE: Final = word_set("дом дома дому домом доме")
_PARTS: Final = word_set("корпус корпуса корпусу корпусом корпусе корп строение строения")
_BEFORE: Final = _HOUSE | _PARTS | word_set("д номер")
_AFTER: Final = _PARTS | word_set("литера литер лит")
_COUNTED: Final = re.compile(
    r"(?:из|от|с|м|день|дня|дней|дни|лет)(?![а-я])|год|час|раз|недел|месяц|сут|этаж|подъезд|парадн|квартир|челов|дет|зим"
    r"|лифт|мин|тыс|руб|семь[яи]"
)
"""Words before which a number counts something: «дом третий день без тепла»."""
_MAYBE: Final = re.compile(
    r"(?<![а-я])(?:дом|д[. ]|корп|строе|лит)|дцат|сорок|десят|девяност|(?<![а-я])(?:сто|двести|триста)(?![а-я])"
)
_ENDS: Final = re.compile(r"\s*(?:[.,!?;\n]|\Z)")
_WORD: Final = re.compile(r"[а-я]+")
_GAP: Final = re.compile(r"[\s,.№-]{1,3}")
_LEAST_BARE: Final = 10
_LONGEST: Final = 3


class _Found(NamedTuple):
    """Digits instead of the characters ``[start, end)``; ``words`` how many words they stand for."""

    start: int
    end: int
    digits: str
    words: int = 1


class Spoken:
    """A text with such numbers in digits, and the way back to the text as it was."""

    def __init__(self, text: str) -> None:
        self.text, self.before = text, text
        self._starts: list[int] = []
        self._ends: list[int] = []
        folded = fold(text) if text else ""
        found = _numbers(text, folded) if _MAYBE.search(folded) else []
        if found:
            self._write(text, found)

    def _write(self, text: str, found: list[_Found]) -> None:
        parts: list[str] = []
        at = 0
        for one in found:
            self._keep(parts, text, at, one.start)
            parts.append(one.digits)
            self._starts += [one.start] * len(one.digits)
            self._ends += [one.end] * len(one.digits)
            at = one.end
        self._keep(parts, text, at, len(text))
        self.text = "".join(parts)

    def _keep(self, parts: list[str], text: str, start: int, end: int) -> None:
        parts.append(text[start:end])
        self._starts += range(start, end)
        self._ends += range(start + 1, end + 1)

    def back(self, place: Place) -> Place:
        """A place found in the changed text, with the words and the span of the text as it was."""
        if not self._starts:
            return place
        others = tuple(self.back(other) for other in place.alternatives)
        if place.span is None:
            return replace(place, alternatives=others)
        start, end = self._starts[place.span[0]], self._ends[place.span[1] - 1]
        return replace(place, text=self.before[start:end], span=(start, end), alternatives=others)


def _numbers(text: str, folded: str) -> list[_Found]:
    words = list(_WORD.finditer(folded))
    found: list[_Found] = []
    at = 0
    while at < len(words):
        number = _number(folded, words, at) if words[at][0] in _NUMBERS else None
        said = number and (_said(folded, words, at, number) or _bare(text, words, at, number))
        if said:
            found.append(said)
        at += said.words if said else 1
    return found


def _number(folded: str, words: list[re.Match[str]], at: int) -> tuple[int, int]:
    """The value of the words from ``at`` on and the word after them: «сто двадцать пять»; an ordinal ends it."""
    total, room, end = 0, 1000, at
    while (
        end < len(words)
        and end - at < _LONGEST
        and (end == at or folded[words[end - 1].end() : words[end].start()] == " ")
    ):
        word = words[end][0]
        value = _NUMBERS.get(word, 0)
        if not 0 < value < room:
            break
        total, end = total + value, end + 1
        room = 100 if value >= 100 else 10 if value >= 20 else 0
        if word in _ORDINALS:
            break
    return total, end


def _said(folded: str, words: list[re.Match[str]], at: int, number: tuple[int, int]) -> _Found | None:
    """The number if a house or a part of one is said beside it."""
    value, end = number
    before = words[at - 1][0] if at and _GAP.fullmatch(folded, words[at - 1].end(), words[at].start()) else ""
    near = end < len(words) and _GAP.fullmatch(folded, words[end - 1].end(), words[end].start())
    after = words[end][0] if near else ""
    start, stop = words[at].start(), words[end - 1].end()
    ordinal = words[end - 1][0] in _ORDINALS
    if ordinal and after in _HOUSE | _PARTS:
        following = words[end + 1][0] if end + 1 < len(words) else ""
        if following in ("от", "с"):
            return None
        return _Found(start, words[end].end(), f"{after} {value}", end + 1 - at)
    counted = bool(after) and "," not in folded[stop : words[end].start()] and _COUNTED.match(after)
    if before in _BEFORE and not counted and not (ordinal and before in _HOUSE):
        return _Found(start, stop, str(value), end - at)
    if after in _AFTER and value >= _LEAST_BARE and not ordinal:
        return _Found(start, stop, str(value), end - at)
    return None


def _bare(text: str, words: list[re.Match[str]], at: int, number: tuple[int, int]) -> _Found | None:
    """A number right after a name, with a capital, at the end of its clause: «Авиаконструкторов сорок семь»."""
    value, end = number
    start, stop = words[at].start(), words[end - 1].end()
    if not at or value < _LEAST_BARE or words[end - 1][0] in _ORDINALS or not _ENDS.match(text, stop):
        return None
    name = words[at - 1]
    named = text[name.start()].isupper() and text[name.end() : start] in (" ", ", ")
    return _Found(start, stop, str(value), end - at) if named else None
