"""Cutting a text into words and numbers without losing where each one stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

_LOOKALIKE: Final = str.maketrans("aceopxykbmht", "асеорхуквмнт")
_MIXED: Final = re.compile(r"[a-zа-я]*(?:[a-z][а-я]|[а-я][a-z])[a-zа-я]*|(?<=\d)[a-z](?![a-zа-я])")
_ABBREVIATED_SIDE: Final = re.compile(r"(?<![а-я\d])([а-я])\.\s?([а-я])\.?(?![а-я\d])")
_TOKEN: Final = re.compile(
    r"[а-я]++(?![-/])"
    r"|(?P<ordinal>\d+)\s?-?\s?(?:(?:ый|ий|ой|ая|ое|го|му|ом|ых|ей|ую|ья|тья)|(?<=[\d-])[йяею](?=\s|,|$|\.?\s?[а-я]{3}))(?![а-я])"
    r"|\d+"
    r"|(?:пр-(?:кту?|кта|т[ае]?|ту|д|зд)|б-р[ае]?|ш-се|пл-дь|у-ца|кв-л|р-он|р-н[ае]?|наб-я|пер-к|п-к|м-н|м-о|ст-ца|с/т)(?![а-я])"
    r"|[а-я]+"
    r"|[a-z]+"
)
_LAYOUT: Final = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюе")
_DOT: Final = re.compile(r"(?<=[а-я])/")
"""The key beside the right shift is a full stop in the Russian layout, and a slash in a house's number in both."""
_MARK: Final = re.compile(r"[бюжэ](?=\s|$)")
"""A comma or a full stop before a gap is more often itself than a letter."""

_LATIN: Final = re.compile(r"(?<![a-zа-я\d@/.])[a-z;'\[\]`,.]{5,}(?![a-zа-я\d@/])")


class Token(NamedTuple):
    """A word or a number: ``key`` is how it is looked up («7-я» → «7»), ``start``/``end`` offsets in the text."""

    key: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, «ё» as «е», Latin letters inside Russian words as Russian; the length never changes."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = lowered.replace("ё", "е")
    if not lowered.isascii() and re.search("[a-z]", lowered):
        lowered = _MIXED.sub(lambda m: m[0].translate(_LOOKALIKE), lowered)
    return lowered


def from_wrong_layout(text: str) -> str:
    """What the keys would have typed in the Russian layout: «ytdcrbq» → «невский». The length never changes."""
    if not text.isascii():
        return text
    return _DOT.sub(".", _MARK.sub(lambda m: text[m.start()], text.lower().translate(_LAYOUT)))


def with_typed_otherwise(folded: str, known: Callable[[str], bool]) -> str:
    """A folded text whose words typed in the wrong layout, «ytdcrbq 5», are read if the result is ``known``."""
    return _LATIN.sub(lambda m: _known_or_same(m[0], known), folded)


def _known_or_same(word: str, known: Callable[[str], bool]) -> str:
    other = word.translate(_LAYOUT)
    for cut in (len(word), len(word.rstrip(",."))):
        if known(other[:cut]):
            return other[:cut] + word[cut:]
    return word


def tokenise(folded: str) -> list[Token]:
    """Words and numbers of a folded text in order. Sides like «в.о.» become one token «во»."""
    tokens = [Token(match["ordinal"] or match[0], match.start(), match.end()) for match in _TOKEN.finditer(folded)]
    if _ABBREVIATED_SIDE.search(folded):
        return _join_sides(folded, tokens)
    return tokens


def _join_sides(folded: str, tokens: list[Token]) -> list[Token]:
    starts = {m.start(): (m[1] + m[2], m.end()) for m in _ABBREVIATED_SIDE.finditer(folded)}
    joined: list[Token] = []
    skip_to = 0
    for token in tokens:
        if token.start < skip_to:
            continue
        if token.start in starts:
            key, skip_to = starts[token.start]
            joined.append(Token(key, token.start, skip_to))
        else:
            joined.append(token)
    return joined
