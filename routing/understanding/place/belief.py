"""Is a name of the register said as a street's name here, or is it a common word, a person, a district?"""

from __future__ import annotations

from typing import Final

from routing.understanding.place.forms import FULL, PART
from routing.understanding.place.lexicon import COMMON_NAME, NEVER_NAME, SELDOM_NAME, STREET_WORDS, word_set
from routing.understanding.place.tokens import Token

DISTRICT_WORDS: Final = word_set(
    "район района районе району р-н р-на р-не район-а области область метро округ округа сельсовет"
)
STOP_WORDS: Final = word_set(
    "метро м станция станции станцией остановка остановки остановке остановкой ст жк парк парке парка сквер сквере"
)
CORNER_WORDS: Final = word_set(
    "угол углу угла углом пересечение пересечении пересечения пересечением пересечению перекресток перекрестке"
    " перекрестка перекрестком перекрестку"
)
_LINKS: Final = word_set("и с со")
_PREPOSITIONS: Final = word_set("на по с у до от возле около вдоль напротив перед за улиц адресу адрес")
_ADDRESS: Final = word_set("адрес адресу по на у ул")


def called_for(tokens: list[Token]) -> set[int]:
    """Where a name is called for even if no register writes it so: beside a kind of street, before a number."""
    places: set[int] = set()
    for at, token in enumerate(tokens):
        if token.key in STREET_WORDS:
            places |= {at - 1, at + 1}
        elif token.key.isdigit() or token.key in ("д", "дом"):
            places.add(at - 1)
    return places


def at_corner(tokens: list[Token], at: int, linked: bool) -> bool:
    """Whether a crossing is spoken of: «на углу X и Y», «пересечение улиц X и Y». ``linked``: X came just before."""
    if linked and at and tokens[at - 1].key in _LINKS:
        return True
    return any(token.key in CORNER_WORDS for token in tokens[max(0, at - 3) : at])


def believable(
    tokens: list[Token],
    at: int,
    end: int,
    *,
    kept: int,
    capital: bool,
    house: bool,
    said: bool,
    led: bool,
    corner: bool,
) -> bool:
    """Judge a name with no kind beside it: tokens ``[at, end)``.

    ``kept`` is how much of the official name is said; ``house`` whether a number follows and ``said`` whether «дом»
    stands with it; ``led`` whether a settlement was named just before; ``corner`` whether a crossing is spoken of.
    """
    if end < len(tokens) and tokens[end].key in DISTRICT_WORDS:
        return False
    if NEVER_NAME.match(tokens[at].key):
        return False
    if corner and capital:
        return True
    before = tokens[at - 1].key if at else ""
    if before in STOP_WORDS and not house:
        return False
    if end == at + 1 and COMMON_NAME.fullmatch(tokens[at].key):
        asked = not before or led or before in _ADDRESS
        return capital and house and (said or (asked and not SELDOM_NAME.match(tokens[at].key)))
    if house:
        return kept < PART or capital or said
    return capital and kept == FULL and before in _PREPOSITIONS and len(tokens[at].key) > 4
