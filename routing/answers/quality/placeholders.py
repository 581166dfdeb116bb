"""Places in a draft that were to be filled in and were not: «[ФИО]», «___», «{{ date }}», «ХХ.ХХ.2026», «№ от»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .types import Span

_FIELD = (
    r"(?:ф\.?\s?и\.?\s?о\.?|фамилия|имя|отчество|дат[аыу]|номер|№|адрес|должность|наименование|название|сумм[аыу]|срок"
    r"|телефон|орган|организаци[яи]|заявител[ья]|тема|вопрос)"
)
_PATTERNS = tuple(
    re.compile(source, flags)
    for source, flags in (
        (r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$?\{[^\W][\w .-]{0,40}\}|(?<!\w)\$[a-z_]{3,30}|@@\w{2,30}@@", 0),
        (r"(?<![\w%])%[A-Za-zА-Яа-яЁё_]{3,30}%(?!\w)", 0),
        # «[1]», «[…]» and a network's mention «[id12|Анна]» are not placeholders.
        (
            r"\[(?!(?:фото|видео|прил|см|прим|ссылк)\w{0,10}\W)[^\[\]\n|\d]{0,3}[А-Яа-яЁёA-Z_][^\[\]\n|]{0,60}\]",
            re.IGNORECASE,
        ),
        (r"<[А-Яа-яЁё][^<>\n]{1,40}>|<(?!DIV|SPAN|TABLE|STRONG|BODY|HTML|HEAD|FONT|CENTER|IMG)[A-Z][A-Z_]{2,30}>", 0),
        (
            rf"\((?:{_FIELD})(?:,?\s(?:{_FIELD}|время))?\)|\((?:указать|вписать|вставить|уточнить|нужное|ненужное)\b[^()\n]{{0,40}}\)",
            re.IGNORECASE,
        ),
        (r"\bуважаем(?:ый|ая|ые)\s?[(/]\s?-?\s?(?:ая|ый|ые|ой)\b\)?", re.IGNORECASE),
        (r"№\s{0,3}(?:_|…|\.{2,}|\?|N\b|(?=от\s(?:\d|_|«)))", 0),
        (r"\b(?:д{2}|ч{2})[.:]\s?м{2}(?:\.г{2,4})?\b|\b(?:yyyy|гггг)\b", re.IGNORECASE),
        (r"(?<!\w)(?:TODO|FIXME|ФИО|N{2,5}|None|NaN|undefined|null|УКАЗАТЬ|ВСТАВИТЬ)(?!\w)|\?{3,}", 0),
        (
            r"\blorem ipsum\b|\bлорем ипсум\b|\bрыб[аы][- ]текст|%\(\w{2,30}\)[sd]|(?<!\w)ф\.\s?и\.\s?о\.(?!\w)",
            re.IGNORECASE,
        ),
        (r"\.{6,}|…{3,}|«(?:\s{0,5}|\.{2,}|…)»", 0),
        (
            r"(?<!\w)_[а-яё]{3,20}_(?!\w)|(?<=\w\s)\*{3,}|\*{3,}(?=\s?\w)|(?<![^\W_])[XХ](?=\s(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек))",
            re.IGNORECASE,
        ),
        (r"\bимя,? отчество\b|\bфамилия,? (?:имя|и\.)|(?<!\w)и\.\s?о\.\s?фамилия", re.IGNORECASE),
        (r"«(?:ДАТА|НОМЕР|АДРЕС|ИМЯ|СРОК|СУММА)»|(?:^|[.:\n]\s?)В(?:писать|ставить) [а-яё]{3,20}", 0),
    )
)
_CROSSES = re.compile(
    r"(?<![^\W\d_])[XХxх]{2,}(?![^\W_])(?:[.\s-]{1,2}[XХxх\d]{2,4}(?![^\W_])){0,3}|(?<!\d)\d{1,4}[XХ]{2,}(?![^\W_])"
)
_ROMAN = re.compile(
    r"\s{0,2}(?:-|–|и\s|в\.|вв|век|столет|съезд|созыв|олимп|летие|лет\b|годовщин|сесси|конферен|фестив|в\b)",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"(?:\bваш\w{0,3}|перепута\w+|ошиб\w+ в|вместо|\bбез|смен\w+|совпада\w+|исправ\w+)\s{1,2}$", re.IGNORECASE
)
_BLANK = re.compile(r"_{2,}")
_SIGNATURE = re.compile(r"[\s/(]{1,3}(?:[А-ЯЁ]\.\s?){1,2}\s?[А-ЯЁ][а-яё]|[\s/(]{1,3}[А-ЯЁ][а-яё]{1,25}\s[А-ЯЁ]\.")
_RULE = 10
"""So many underscores alone in a line are a line drawn, not a gap."""


def find_placeholders(text: str) -> list[Span]:
    """Spans of the gaps, in order, at most fifty. Linear in the length of the text."""
    spans = sorted({*_plain(text), *_crosses(text), *_blanks(text)})
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept[:50]


def _plain(text: str) -> Iterator[Span]:
    for pattern in _PATTERNS:
        yield from (match.span() for match in pattern.finditer(text) if not _spoken_of(match, text))


def _spoken_of(match: re.Match[str], text: str) -> bool:
    """«В анкете перепутали ФИО»: the word itself is meant, nothing is missing."""
    return (
        match[0].upper() in {"ФИО", "Ф.И.О."}
        and _SPEAKS.search(text, max(0, match.start() - 40), match.start()) is not None
    )


def _crosses(text: str) -> Iterator[Span]:
    for match in _CROSSES.finditer(text):
        # «XX век», «в XX–XXI веках» are numbers.
        if not (match[0].isalpha() and _ROMAN.match(text, match.end())):
            yield match.span()


def _blanks(text: str) -> Iterator[Span]:
    for match in _BLANK.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalpha() and (after.isalnum()):
            continue  # a name of a file
        line_alone = (not before or before == "\n") and (not after or after == "\n")
        if (line_alone and end - start >= _RULE) or _SIGNATURE.match(text, end):
            continue
        yield start, end
