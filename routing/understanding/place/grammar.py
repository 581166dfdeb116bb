"""The number of a house and its parts as people write them: «д.14 корп. 2 лит. А», «36к3», «6/13», «дома 8 по …»."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

Part = tuple[str, str]
"""(kind, value): kind is «letter», «capital» (a letter written large), «second», «corpus», «litera», «stroenie»,
«other» or «bare» (kind not said)."""

_HOUSE_WORD: Final = (
    r"(?:дом(?:а|у|е|ом|ов|ах|ам|ами|ик[а-я]{0,2})?|д|здани[еяюй]|зд|владени[ея]|вл|участ(?:ок|ка|ке)|уч"
    r"|номер(?:ом)?|№|n|-)"
)
_GAP: Final = r"[\s,.:;«»\"()№]{0,5}"
_NEAR: Final = (
    r"(?:возле|напротив|рядом\s+со?|у|около|за|перед|позади|вблизи|близ|(?:недалеко|неподалеку|слева|справа)\s+от)"
)
_NUMBER: Final = (
    r"(?P<number>\d{1,4})(?![\d])"
    r"(?P<second>(?:\s?[/\\-]\s?\d{1,4}(?![\d:])){0,3})"
    r"(?:[\s-]?[«\"]?(?P<letter>(?<=\d)[абвгдежзийклмнопрстуфхцчшщэюя]{1,2}|(?<=[\d\"«] )[абгдежзлмнпртфхцчшщэю]"
    r"|(?<=[\d]-)[абвг]|(?<=[\"«])[а-я])[»\"]?(?![а-я]|\s?[.-]?\s?\d|/))?"
)
_AFTER: Final = re.compile(
    rf"{_GAP}(?P<word>(?:(?:(?:{_NEAR}|под|в|во|на|во\s+дворе|в\s+районе|между|от|из|с)\s+)?{_HOUSE_WORD}{_GAP}){{0,2}}"
    rf"|между\s+(?=\d{{1,4}}\w?\s+и\s+\d{{1,4}}\w?\s+дом)){_NUMBER}"
)
_NEAR_AFTER: Final = re.compile(
    rf"{_GAP}(?P<word>(?:{_NEAR}\s+)?){_NUMBER}(?:(?P<ordinal>-?(?:го|ого|му|ому|м|ом|й))?(?P<home>\s+дом(?:а|у|е|ом)?(?![а-я]))"
    r"|(?<=\d[абв])|(?=\s?(?:к(?:\.\s?)?\d|корп[а-я.]*\s?\d))|(?P<last>(?=\s?к\s\d{1,2}(?!\d)|\s*(?:[.,!?;](?!\d)|\n|\Z))))"
)
"""A house beside a word of nearness and without «дом» before it: «возле 23к1», «у 94 дома», «напротив 5-го дома»."""
_SURELY_NEAR: Final = re.compile(r"возле|напротив|рядом")
_BEFORE: Final = re.compile(
    rf"(?<![а-я])(?P<word>дом(?:а|у|е|ом|ов|ах|ам|ами)?|д|мкд|здани[еяюй]|зд)(?![а-я]){_GAP}(?:номер\s*)?{_NUMBER}"
)
_TURNED: Final = re.compile(
    rf"(?<![\dа-я№.,:/-])(?P<word>(?:между|от)\s+(?=\d{{1,4}}\s+(?:и|до)\s))?{_NUMBER}(?:-?(?:го|ого|му|ом|й))?"
    r"(?(word)\s+(?:и|до)\s+(?P<more>\d{1,4}))\s+дом(?:а|у|е|ом|ами|ов)?(?![а-я])"
)
_HUGE_AFTER: Final = re.compile(rf"{_GAP}(?P<word>(?:{_HOUSE_WORD}{_GAP})?)(?P<number>\d{{5,9}})(?![\d-])")
_HUGE_BEFORE: Final = re.compile(
    rf"(?<![а-я])(?P<word>дом(?:а|у|е|ом)?|д)(?![а-я]){_GAP}(?P<number>\d{{5,9}})(?P<second>)(?P<letter>)(?!\d)"
)
_INDEX_DIGITS: Final = 6
_SEVERAL: Final = re.compile(r"дом(?:ов|ах|ам|ами)|между|(?<![а-я])от\s")
_MORE: Final = re.compile(
    r"\s*(?:,|и|до|или)\s*(?:(?:дом(?:а|ом|ами)?|д)(?![а-я])[\s.№]*)?(?P<more>\d{1,4})(?!\d|[.:]\d)"
    r"(?:\s?[абвг](?![а-я]))?(?:\s?к(?:орп)?\.?\s?\d{1,2}(?!\d))?(?!\s*[-–]?\s*(?:этаж|квартир|подъезд|парадн|метр|числ))"
)
_TAIL: Final = re.compile(r"\s+дом(?:а|ов|ам|ами)(?![а-я])")
_BRACKET: Final = re.compile(r"\s*\([^()]{0,25}\)")
_LOOSE_BEFORE: Final = re.compile(rf"(?<![\dа-я№.,:/-])(?P<word>){_NUMBER}")
_DIGIT: Final = re.compile(r"\d")
_FAR: Final = 60
_LEADS_TO_STREET: Final = re.compile(r"[\s,(]*(?:(?:по|на|в|во)\s+)?(?:адресу[\s:]*)?")
_LEADS_BY_PO: Final = re.compile(r"[\s,]*по\s+")
_PART: Final = re.compile(
    r"[\s,.;()\"«»-]{0,4}(?:"
    r"(?:корпус[а-я]{0,2}|корп|кор|кop|к-с|к)[\s.:№-]{0,3}(?P<corpus>\d{1,3}(?=[абвгдежзилмнх]?(?![\d:а-я])|стр|лит|кв)|(?<=[\s.])[а-я](?![а-я\d]))"
    r"|(?<=\d)(?P<litera_>[абвгдежзилмнх])(?![а-я\d])"
    r"|(?:строени[а-я]|строен|стр|ст)[\s.:№-]{0,3}(?P<stroenie>\d{1,3}[а-я]?(?![\d:а-я])|(?<=[\s.])[а-я](?![а-я\d]))"
    r"|(?:литер[а-я]{0,2}|лит|л)[\s.:\"«№-]{0,3}(?P<litera>[а-я]{1,2}\d{0,2}(?![а-я\d/]))[»\"]?"
    r"|(?:сооружени[а-я]|соор)[\s.:№-]{0,3}(?P<other>\d{1,3})"
    r")"
)
_PART_AHEAD: Final = re.compile(
    r"(?<![а-я])(?:(?:корпус[а-я]{0,2}|корп)[\s.№]{0,2}(?P<corpus>\d{1,2})|(?:строени[а-я]|стр)[\s.№]{0,2}(?P<stroenie>\d{1,2})"
    r"|(?:литер[а-я]?|лит)[\s.\"«]{1,2}(?P<litera>[а-я])[»\"]?)[\s,]{1,3}(?:(?:в|у|около|возле|из)\s)?\Z"
)
"""A part of the house said before its number: «литера Б, дом 45 по …», «корпус 3 дома 34 по …»."""
_BARE_PART: Final = re.compile(r"[\s,.]{1,3}(?P<bare>\d{1,2}(?![\d/])|[а-я](?![а-я\d]))")
_INNER: Final = re.compile(
    r"[\s,.;()]{0,3}(?:квартир[а-я]{0,2}|кв|подъезд[а-я]{0,2}|парадн[а-я]{0,3}|пар|под|этаж[а-я]?|эт|лестниц[аые]|оф|офис|пом)"
    r"[\s.:№-]{0,3}\d{1,4}[а-я]?(?![а-я\d])"
)
_NOT_A_HOUSE: Final = re.compile(
    r"[\s.-]{0,2}(?:этаж|лет\b|год|г\.|час|мин\b|минут|руб|раз\b|раза|числ|январ|феврал|март|апрел|ма[яй]\b|июн|июл|август|сентябр|октябр"
    r"|ноябр|декабр|км\b|метр|м\b|%|шт|чел|дн[яе]|недел|месяц|тыс|ч\b|машин|дома\b|домов|очеред|микрорайон|линия|линии"
    r"|го\b|ом\b|ему\b|ого\b|я\b|ая\b|ый\b|ий\b|й\b|(?:пар\b|парадн|подъезд|кв\b|квартир)(?![а-я]*[\s.№#]*\d))|:\d|\.\d\d\.|\.\d{4}"
)


_KILOMETRE: Final = re.compile(
    r"[\s,(]{1,3}(?:на\s)?\d{1,3}(?:\s?\+\s?\d{1,4})?(?:\s?-?(?:й|м|ый|ом|ой|го|ого))?\s?(?:км\.?|километр[а-я]{0,2})(?![а-я])"
)
_KILOMETRE_BEFORE: Final = re.compile(
    r"(?<![\d,.])\d{1,3}(?:\s?\+\s?\d{1,4})?(?:\s?-?(?:й|м|ый|ом|ой|го|ого))?\s?(?:км\.?|километр[а-я]{0,2})\s\Z"
)


class HouseText(NamedTuple):
    """A house read from a text: number, parts in the order written, offsets, whether «дом» was said."""

    number: int
    parts: tuple[Part, ...]
    start: int
    end: int
    said: bool
    others: tuple[int, ...] = ()
    """More houses of the same street said with it: «между домами 94 и 96»."""


def house_after(text: str, folded: str, at: int, *, line: bool = False) -> HouseText | None:
    """The house that directly follows position ``at``. ``line`` also takes bare parts: «д.14 2 1»."""
    if not _DIGIT.search(folded, at, at + _FAR):
        return None
    if not line and (near := _near(text, folded, at)):
        return near
    match = _AFTER.match(folded, at)
    if not match:
        return _impossible(folded, at, line=line)
    said = bool(match["word"].strip(" ,.:-"))
    if not line and not said and _NOT_A_HOUSE.match(folded, match.end("number")):
        return None
    if "\n\n" in folded[at : match.start("number")]:
        return None
    return _house(text, folded, match, said, line=line)


def _near(text: str, folded: str, at: int) -> HouseText | None:
    """A house said by nearness. «Около 5.» may be a time: only «возле», «напротив», «рядом с» take a bare number."""
    match = _NEAR_AFTER.match(folded, at)
    if not match or "\n\n" in match[0]:
        return None
    ordinal = match["ordinal"] and match["home"]
    behind = match["word"].startswith(("за", "перед")) and (match["home"] or "").endswith("дома")  # «за 2 дома»
    enough = not behind and (match["last"] is None or _SURELY_NEAR.match(match["word"]))
    return _house(text, folded, match, True, line=False) if enough and (match["word"] or ordinal) else None


def house_before(text: str, folded: str, at: int) -> HouseText | None:
    """The house said before its street: «дома 44 корпус 2 по ул. …», «15-17 по …»."""
    window = max(0, at - 70)
    if not _DIGIT.search(folded, window, at):
        return None
    part = folded[window:at]
    for pattern, lead in (
        (_BEFORE, _LEADS_TO_STREET),
        (_TURNED, _LEADS_TO_STREET),
        (_LOOSE_BEFORE, _LEADS_BY_PO),
        (_HUGE_BEFORE, _LEADS_TO_STREET),
    ):
        for match in pattern.finditer(part):
            parts = _own_parts(match, text, window)
            position = match.end()
            while found := _PART.match(part, position):
                parts.append(_part(found))
                position = found.end()
            others, position = _more(part, match["word"] or "", position)
            if "more" in pattern.groupindex and match["more"]:
                others = (int(match["more"]),)
            while found := _INNER.match(part, position) or _BRACKET.match(part, position):
                position = found.end()
            if lead.fullmatch(part, position):
                start = match.start()
                if ahead := _PART_AHEAD.search(part, 0, start):
                    parts.append(_part(ahead))
                    start = ahead.start()
                return HouseText(int(match["number"]), tuple(parts), window + start, at, True, others)
    return None


def kilometre(folded: str, start: int, end: int) -> tuple[int, int]:
    """The offsets ``[start, end)`` of a road widened by its kilometre: «28 км», «на 40-м километре …».

    Where the post stands no register of the region says: the words are kept for whoever goes there.
    """
    window = max(0, start - _FAR)
    before = _KILOMETRE_BEFORE.search(folded, window, start)
    after = _KILOMETRE.match(folded, end)
    return (before.start() if before else start), (after.end() if after else end)


def _impossible(folded: str, at: int, *, line: bool) -> HouseText | None:
    """A number no street reaches, said as a house: «Невский 100500». An index of the post is none, nor is a phone."""
    match = _HUGE_AFTER.match(folded, at)
    if not match:
        return None
    number, said = match["number"], bool(match["word"].strip(" ,.:-"))
    gap = folded[at : match.start("number")]
    index = len(number) == _INDEX_DIGITS and ("," in gap or (line and len(gap) > 1))
    if not said and (len(number) > _INDEX_DIGITS or index or _NOT_A_HOUSE.match(folded, match.end())):
        return None
    return HouseText(int(number), (), match.start("number"), match.end(), said)


def _house(text: str, folded: str, match: re.Match[str], said: bool, *, line: bool) -> HouseText:
    parts = _own_parts(match, text, 0)
    position = match.end()
    while True:
        found = _PART.match(folded, position) or (_BARE_PART.match(folded, position) if line else None)
        if not found or len(parts) > 6:
            break
        parts.append(_part(found))
        position = found.end()
    others, position = _more(folded, match["word"], position)
    return HouseText(int(match["number"]), tuple(parts), match.start("number"), position, said, others)


def _more(folded: str, word: str, at: int) -> tuple[tuple[int, ...], int]:
    """The other houses of «домов 8, 10 и 12», «между домом 8 и 10» and where they end; nothing after «дом 8»."""
    numbers: list[int] = []
    while len(numbers) < 10 and (numbers or _SEVERAL.search(word)) and (found := _MORE.match(folded, at)):
        numbers.append(int(found["more"]))
        at = found.end()
    tail = _TAIL.match(folded, at) if numbers else None
    return tuple(numbers), tail.end() if tail else at


def _own_parts(match: re.Match[str], text: str, shift: int) -> list[Part]:
    """A small letter belongs to the number («3а»), a capital one is usually a litera («49Б»)."""
    parts: list[Part] = []
    second = re.sub(r"\s*[/\\-]\s*", "-", match["second"] or "").strip("-")
    if second:
        parts.append(("second", second))
    letter = (match["letter"] or "").strip()
    if (letter and set(letter) != {"х"}) or letter == "х":
        capital = text[shift + match.start("letter") : shift + match.end("letter")].isupper()
        parts.append(("capital" if capital else "letter", letter))
    return parts


def _part(found: re.Match[str]) -> Part:
    kind, value = next((k, v) for k, v in found.groupdict().items() if v)
    return kind.rstrip("_"), value
