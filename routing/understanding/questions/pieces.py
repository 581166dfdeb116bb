"""Pieces of a text that may each be a problem of its own: sentences, items of a list, «а ещё прошу…»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from routing.understanding.types import Span

MOST: Final = 12
"""Pieces looked at; what follows belongs to the last one."""
LIST: Final = 3
MORE: Final = 2
HINT: Final = 1

_SENTENCE = re.compile(r"(?<=[.!?;…])\s+(?=[^\s])|\n+")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:ул|д|дом|пр|пер|пл|кв|корп|к|г|пос|им|стр|лит|т|тел|см|руб|эт|наб|ш|б-р|пр-т|пр-кт|св|[А-ЯЁ])\.$",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r",?\s(?=(?:а (?:ещ[её]|также)|и (?:ещ[её]|также)|также про(?:шу|сим)|ещ[её] про(?:шу|сим))\s)"
    r"|\s(?=\d\)\s)|;\s|\s(?=[-–—•]\s[А-ЯЁа-яё][^\n]{8,};)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s(?=[-–—•]\s)")
_LIST = re.compile(
    r"\s*(?:\d{1,2}\s?[.)](?!\d)|[а-д]\)|[-–—•*]\s|во-первых|во-вторых|в-третьих|в-четв[её]ртых|(?:вопрос|просьба"
    r"|проблема|пункт)\s(?:\d|перв|втор|трет)"
    r"|(?:перв|втор|трет)(?:ое|ая|ий|ый|ья|ье)\s?[.:—-]|(?:и )?втор(?:ой|ая) (?:вопрос|проблема|просьба)"
    r"|по (?:второму|третьему) вопросу)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\s*(?:[-—]\s?)?(?:(?:и|а|ну) )?(?:также|ещ[её]|кроме (?:того|этого)|помимо|плюс|дополнительно|отдельно|кстати"
    r"|заодно|друг(?:ая|ой) (?:проблема|вопрос)"
    r"|еще один|вдобавок|просим также|про(?:шу|сим) (?:также|заодно|ещ[её])|(?:дом|д\.) ?\d)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\b(?:также|заодно|помимо|кроме того|ещ[её])\b", re.IGNORECASE)
_BACK = re.compile(
    r"\s*(?:при этом |поэтому |но |и |а )?(?:его|е[её]|их|он[аио]?|это\w?|эт[аоиу]\w?|данн\w+|там|тем самым"
    r"|из-за этого|на (?:все )?(?:мои |наши )?(?:заявки"
    r"|звонки|обращения|жалобы|запросы)|неоднократн\w+|обращал\w+|звонил\w*|судя по|инвалид|реб[её]нок|дети|люди"
    r"|пожилые|как)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"\s*(?:здравствуйте|добр(?:ый|ое) (?:день|утро|вечер)|спасибо|заранее|с уважением|жду ответа"
    r"|просьба разобраться|примите меры|фото|телефон|тел\.|адрес|приходится"
    r"|про(?:шу|сим) (?:принять меры|помочь|разобраться|решить|устранить|исправить|починить|убрать|прочистить)\W*$"
    r"|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece: its span, and whether its first words put it beside the others (``LIST``, ``MORE``, ``HINT`` or 0)."""

    span: Span
    marker: int
    polite: bool


def parts_of(text: str) -> list[Part]:
    """The pieces of ``text`` in order; together they cover all of it that is not space."""
    spans: list[Span] = []
    for start, end in _sentences(text):
        at = start
        dashed = text[start] in "-–—•"
        for match in (_DASHES if dashed else _INSIDE).finditer(text, start, end):
            if match.start() - at >= 8 and end - match.end() >= 8:
                spans.append((at, match.start()))
                at = match.end()
        spans.append((at, end))
    if len(spans) > MOST:
        spans = [*spans[: MOST - 1], (spans[MOST - 1][0], spans[-1][1])]
    return [_part(text, span) for span in _glued(text, spans)]


def looks_back(words: str) -> bool:
    """Whether a piece goes on about what was said before: «Его не убирают», «На звонки не отвечают»."""
    return bool(_BACK.match(words))


def _sentences(text: str) -> list[Span]:
    spans, at = [], 0
    for match in _SENTENCE.finditer(text):
        if "\n" not in match[0] and _ABBREVIATED.search(text[max(at, match.start() - 8) : match.start()]):
            continue
        if text[at : match.start()].strip():
            spans.append((at, match.start()))
            at = match.end()
    if text[at:].strip():
        spans.append((at, len(text)))
    return spans


def _glued(text: str, spans: list[Span]) -> list[Span]:
    """A bare number or heading («1.», «Второе.») belongs to what follows."""
    glued: list[Span] = []
    for start, end in spans:
        if glued and len(re.sub(r"\W|\d", "", text[slice(*glued[-1])])) < 8 and glued[-1][1] + 3 > start - 3:
            glued[-1] = (glued[-1][0], end)
        else:
            glued.append((start, end))
    return glued


def _part(text: str, span: Span) -> Part:
    start, end = span
    words = text[start:end]
    marker = LIST if _LIST.match(words) else MORE if _MORE.match(words) else HINT if _ALSO.search(words[:60]) else 0
    return Part((start, end), marker, bool(_POLITE.match(words)))
