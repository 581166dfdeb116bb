"""Is a name of the register said as a street's name here, or is it a common word, a person, a district?"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from routing.understanding.morphology import readings
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

_OPENS: Final = re.compile(r"(?:(?P<stop>[.!?\n])|[,;:—–(])[\s«\"(]*\Z")
_CLOSES: Final = re.compile(
    r"(?:[\s,]{1,2}(?:кв|квартир[аы]|пар|парадная|подъезд)[\s.№]{0,3}\d{1,4}(?!\d))*+\s*[»\"]?(?:(?P<stop>\Z|\n|[.!?](?!\d))|[,;)](?!\d))"
)
_ADJECTIVE: Final = re.compile(r"[а-я]+(?:ая|ой|ую|ый|ий|ого|ому|ым|ом|яя|ей|юю|его|ему|им|ем)")
_CASES_AFTER: Final = {
    "на": ("loct", "accs"),
    "в": ("loct", "accs"),
    "по": ("datv",),
    "у": ("gent",),
    "с": ("gent", "ablt"),
}
_CASES: Final = ("gent", "datv", "accs", "ablt", "loct")
_LOOKED: Final = 6
_STOP: Final = 2


class Alone(NamedTuple):
    """How a name and its house stand in their sentence: 0 among words, 1 beside a comma, 2 beside a full stop."""

    before: int
    after: int


def alone(folded: str, start: int, end: int) -> Alone:
    """What parts the name and its house ``[start, end)`` from the words around them."""
    before = folded[start - _LOOKED : start] if start > _LOOKED else "\n" + folded[:start]
    return Alone(_stop(_OPENS.search(before)), _stop(_CLOSES.match(folded, end)))


def _stop(match: re.Match[str] | None) -> int:
    return 0 if match is None else 1 if match["stop"] is None else _STOP


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
    alone: Alone | None = None,
) -> bool:
    """Judge a name with no kind beside it: tokens ``[at, end)``.

    ``kept`` is how much of the official name is said; ``house`` whether a number follows and ``said`` whether «дом»
    stands with it; ``led`` whether a settlement was named just before; ``corner`` whether a crossing is spoken of;
    ``alone`` how the name and its house stand in their sentence, if the register has the house.
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
        seldom = bool(SELDOM_NAME.match(tokens[at].key))
        if capital and house and (said or (not seldom and (not before or led or before in _ADDRESS))):
            return True
        if seldom or alone is None or kept == PART:
            return False
        return _stands_alone(tokens[at].key, before, alone, capital=capital) or (
            said and _said_in_passing(tokens, at, alone)
        )
    if house:
        return kept < PART or capital or said
    return capital and kept == FULL and before in _PREPOSITIONS and len(tokens[at].key) > 4


def _stands_alone(key: str, before: str, alone: Alone, *, capital: bool) -> bool:
    """A common word with a house of the register as a sentence of its own: «… просто молчат. Науки 61».

    A capital after a comma is a name's; after a full stop any word has one, so an adjective («Спортивная 1») must end
    the sentence too. In small letters only nouns are believed, from a full stop or «на» to a full stop.
    """
    adjective = bool(_ADJECTIVE.fullmatch(key))
    if not capital:
        led = alone.before == _STOP or before in ("на", "адрес", "адресу")
        return led and not adjective and alone.after == _STOP
    if alone.before == _STOP:
        return alone.after == _STOP or not adjective
    return alone.before > 0 and alone.after > 0


def _said_in_passing(tokens: list[Token], at: int, alone: Alone) -> bool:
    """A common word in small letters with «дом» and a house of the register: «у 94 дома на садовой яма».

    It follows a preposition or a mark, and no noun that it may belong to («у дома 5 на спортивной площадке») follows.
    """
    before = tokens[at - 1].key if at else ""
    if before not in _PREPOSITIONS and not alone.before:
        return False
    if at + 1 == len(tokens) or tokens[at + 1].start - tokens[at].end > 1:
        return True
    cases = _CASES_AFTER.get(before, _CASES)
    own, following = (_forms(tokens[i].key, cases) for i in (at, at + 1))
    return not own & following


def _forms(key: str, cases: tuple[str, ...]) -> set[tuple[str, str]]:
    """(case, gender or «plur») that a noun or adjective may stand in."""
    found: set[tuple[str, str]] = set()
    for _, tags, _ in readings(key):
        if tags & {"NOUN", "ADJF", "PRTF"}:
            genders = {"plur"} & tags or {"masc", "femn", "neut"} & tags
            found |= {(case, gender) for case in tags.intersection(cases) for gender in genders}
    return found
