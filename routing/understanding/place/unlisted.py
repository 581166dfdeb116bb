"""Places a text names that the register does not know: a street with its kind, a village, a school by number, a stop.

Nothing is resolved here. The citizen is shown what was read, and the officials need not look for it. Each word is asked
whether it is a kind of place; the name is looked for beside it: a word with a capital, a number, an adjective.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from routing.understanding.morphology import readings
from routing.understanding.place import grammar
from routing.understanding.place.tokens import fold

Reading = tuple[str, frozenset[str], float]
Kind = Literal["street", "settlement", "object"]
_Q: Final = r"[«\"“„'`]?"
_WORD: Final = r"[А-ЯЁ][А-Яа-яёЁ]+(?:-[А-Яа-яё]+)*"
_INITIAL: Final = r"(?:[А-ЯЁ]\.\s?){1,2}"
_ORDINAL: Final = r"\d{1,2}(?:\s?-?\s?(?:[йяеа]|[гм]о|ы[йхм]|ая?|ой|о[гм]о|ого|ому|ом))?(?![а-я\d])"
_ADJECTIVE: Final = r"[А-Яа-яё]{2,}(?:ская|ской|скую|ский|ского|скому|ском|ная|ной|ную|ный|ного|ному|ном|вая|вой|вую)"
_STREET_NAME: Final = re.compile(
    rf"(?:\.\s?|\s)(?:[а-яё]{{6,12}}\s(?=[А-ЯЁ]))?{_Q}(?:(?:{_ORDINAL}\s)?(?:{_INITIAL})?{_WORD}(?:\s{_WORD}){{0,2}}"
    rf"|{_ORDINAL}\s(?:лет\s)?[А-Яа-яё]{{4,}}|{_ADJECTIVE}(?![а-яё]))"
)
_ADJECTIVE_BEFORE: Final = re.compile(
    rf"(?<![А-Яа-яё-])(?:(?:{_ORDINAL}\s)?[А-ЯЁ][а-яё]+(?:ая|ой|ую|ый|ий|ого|ому|им|ым|ом|его|ему|ем)"
    r"|\d{1,2}\s?-?[а-я]{0,3}\s[А-ЯЁа-яё]+(?:ая|ой|ую|ый|ий|ого|ому|ом))\s$"
)
_SETTLEMENT_NAME: Final = re.compile(rf"\s?{_Q}{_WORD}(?:\s{_WORD})?(?:-\d)?")
_DOTTED_NAME: Final = re.compile(rf"\.\s?{_WORD}(?:\s{_WORD})?(?:-\d)?")
_DISTRICT_BEFORE: Final = re.compile(r"(?<![А-Яа-яё-])[А-ЯЁа-яё][а-яё]+(?:ский|ского|скому|ском)\s$")
_NUMBER: Final = re.compile(r"\.?\s?(?:сад[а-яё]{0,3}\s?)?(?:№|#|номер|N)?\s?\d{1,4}(?!\d)")
_OBJECT_NAME: Final = re.compile(
    r"(?:\s(?:трамвая|автобуса|троллейбуса|метро|комплекс[а-я]{0,3}|им\.|имени))?(?:\s|(?<=м)\.)\s?"
    r"(?:\d{2,3}-летия|[«\"“„'`][^«»\"“”„'`\n]{2,40}[»\"”'`]"
    rf"|(?:[Пп]р(?:\.|осп\w*)\s?)?(?:[А-ЯЁ]{{2,}}(?:№?\d+)?|{_WORD})(?:\s{_WORD})?(?:\s(?:рынок|вокзал))?)"
)
_THING_BEFORE: Final = re.compile(r"(?<![А-Яа-яё-])[А-ЯЁ][а-яё]+(?:ий|ый|ой|ого|его|ому|ему|ом|ем|им|ым|ая|ую|ое)\s$")
_LOWER_METRO: Final = re.compile(r"\s[а-яё]{4,}(?:ая|ий|ой|ный|ово|ино|т|д)(?![а-яё])")
_KIND: Final = re.compile(
    r"(?P<street>улиц(?:а|е|у|ы|ей|ам|ами)?|ул|проспект(?:а|у|е|ом)?|пр-?к?т[уае]?|просп|пр|переул(?:ок|ка|у|ке|ку|ком|кам|ках)"
    r"|пер|шоссе|проезд(?:а|у|е|ом)?|бульвар(?:а|у|е|ом)?|б-р[уае]?|набережн(?:ая|ой|ую)|наб|площад(?:ь|и)|пл"
    r"|алле(?:я|и|е|ю)|тупик(?:а|у|е)?)"
    r"|(?P<settlement>город(?:а|е|у|ом)?|посел(?:ок|ка|ке|ку)|деревн(?:я|и|е|ю)|сел(?:о|а|е|у)|станц(?:ия|ии)|хутор(?:а|е)?"
    r"|мкр|микрорайон(?:а|е)?|снт|г)"
    r"|(?P<dotted>дер|пос|с|п|д)"
    r"|(?P<district>район(?:а|е|у)?)"
    r"|(?P<numbered>(?:школ|гимнази|лице|садик|детсад|поликлиник|больниц|аптек|дет|детск)[а-я]{0,3}"
    r"|доу|мбдоу|гбдоу|гбоу|сош)"
    r"|(?P<object>метро|м|остановк[а-я]{1,3}|парк[а-я]{0,2}|сквер[а-я]{0,2}|сад[ау]?|мост[ауе]?|тц|трц|тк|жк|бц|кладбищ[а-я]{1,2}"
    r"|пруд[а-я]{0,2}|рек[аиуе]|канал[а-я]{0,2}|озер[а-я]{1,2}|жил(?:ой|ого|ом|ые|ых|ыми))"
    r"|(?P<thing>(?:руч(?:ей|ь)|рын(?:ок|к)|вокзал|остров|двор)[а-я]{0,3})"
)
_THINGS: Final = re.compile(r"(?:парк|сквер|сад|мост|пруд|канал|озер|кладбищ)[а-я]{0,3}")
_WORDS: Final = re.compile(r"[А-Яа-яЁё]+(?:-[а-яё]{1,4}(?![А-Яа-яё]))?")
_BARE: Final = re.compile(rf"(?:{_INITIAL})?[А-ЯЁ][а-яё]{{4,}}(?![А-Яа-яё-])")
_BY: Final = re.compile(r"(?<![А-Яа-яё])(по|на|до|с)\s(?:[а-я]\.\s?){0,2}$")
_MEETING: Final = re.compile(r"перекрест|пересечени|угол|углу|участ")
_NEXT: Final = re.compile(r"\s([а-яё]+)")
_WIDE: Final = frozenset(["россия", "европа", "ссср", "рф"])
"""Names of lands too wide to be where something is."""
_MOST: Final = 24
_BACK: Final = 45


class Unlisted(NamedTuple):
    """A place named in the text: what it is, its offsets, whether a house is said with it."""

    kind: Kind
    start: int
    end: int
    house: bool = False


def find_unlisted(text: str) -> list[Unlisted]:
    """Places of a text in order, none overlapping another, ``_MOST`` at most."""
    folded = fold(text)
    kept: list[Unlisted] = []
    for match in _WORDS.finditer(text):
        for one in _at_word(text, folded, match):
            rivals = [i for i, other in enumerate(kept) if one.start < other.end and other.start < one.end]
            if not rivals:
                kept.append(one)
            elif len(rivals) == 1 and _stronger(one, kept[rivals[0]]):
                kept[rivals[0]] = one
        if len(kept) >= _MOST:
            break
    return sorted(kept, key=lambda found: found.start)


def _stronger(one: Unlisted, other: Unlisted) -> bool:
    """A street with its kind before a name of a town read in it: «Курская улица»."""
    return one.kind == "street" != other.kind and one.start <= other.start and one.end >= other.end


def _at_word(text: str, folded: str, match: re.Match[str]) -> Iterator[Unlisted]:
    start, end = match.span()
    kind = _KIND.fullmatch(folded, start, end)
    group = kind.lastgroup if kind else ""
    if group == "street":
        found = _STREET_NAME.match(text, end)
        before = None if found or end - start < 3 else _before(_ADJECTIVE_BEFORE, text, start)
        if found or before:
            yield _street(text, folded, before or start, found.end() if found else end)
    elif group in ("settlement", "dotted"):
        named = _SETTLEMENT_NAME.match(text, end) if group == "settlement" else None
        named = named or _DOTTED_NAME.match(text, end)
        if named:
            yield Unlisted("settlement", start, named.end())
    elif group == "district":
        before = _before(_DISTRICT_BEFORE, text, start)
        if before is not None:
            yield Unlisted("settlement", before, end)
    elif group == "numbered":
        if found := _NUMBER.match(folded, end):
            yield Unlisted("object", start, found.end())
    elif group in ("object", "thing"):
        yield from _object(text, folded, start, end, group)
    elif end - start >= 5 and text[start].isupper():
        yield from _bare(text, folded, start, end)


def _object(text: str, folded: str, start: int, end: int, group: str) -> Iterator[Unlisted]:
    found = _OBJECT_NAME.match(text, end) if group == "object" else None
    if found is None and folded[start:end] == "метро":
        found = _LOWER_METRO.match(text, end)
    if found:
        yield Unlisted("object", start, found.end())
        return
    before = _before(_THING_BEFORE, text, start) if group == "thing" or _THINGS.fullmatch(folded, start, end) else None
    if before is not None:
        yield Unlisted("object", before, end)


def _before(pattern: re.Pattern[str], text: str, at: int) -> int | None:
    """Where the words that end right before ``at`` begin."""
    shift = max(0, at - _BACK)
    found = pattern.search(text[shift:at])
    return shift + found.start() if found else None


def _street(text: str, folded: str, start: int, end: int) -> Unlisted:
    house = grammar.house_after(text, folded, end) or grammar.house_before(text, folded, start)
    if house is None:
        return Unlisted("street", start, end)
    return Unlisted("street", min(start, house.start), max(end, house.end), True)


def _bare(text: str, folded: str, start: int, end: int) -> Iterator[Unlisted]:
    """Names with nothing beside them: «по Маяковского», «Серёгина, 18», «на Стрелецкой», «до Льгова»."""
    if not _BARE.match(text, start):
        return
    found = readings(folded[start:end])[:3]
    if not found:
        return
    lemma, tags, _ = found[0]
    if {"Geox", "NOUN"} <= tags and start and lemma not in _WIDE:
        yield Unlisted("settlement", start, end)
    elif _is_street(text, folded, start, end, found):
        yield _street(text, folded, start, end)


def _is_street(text: str, folded: str, start: int, end: int, found: tuple[Reading, ...]) -> bool:
    """A surname in the genitive or a feminine adjective, with a house, after «по» or where streets meet."""
    surname = any({"Surn", "gent"} <= tags or {"ADJF", "Surn"} <= tags for _, tags, _ in found)
    feminine = {"ADJF", "femn"} <= found[0][1]
    if not surname and not feminine:
        return False
    before = _BY.search(folded[max(0, start - _BACK) : start])
    by = before[1] if before else ""
    house = grammar.house_after(text, folded, end)
    if house is not None and (surname or house.said or by):
        return True
    if surname:
        window = folded[max(0, start - _BACK) : start]
        return by == "по" or (by in ("с", "до") and bool(_MEETING.search(window)))
    return by in ("на", "по") and not _noun_next(folded, end)


def _noun_next(folded: str, at: int) -> bool:
    """«на Курской области»: the adjective belongs to the noun behind it."""
    following = _NEXT.match(folded, at)
    return following is not None and any({"NOUN", "femn"} <= tags for _, tags, _ in readings(following[1])[:2])
