"""Personal data that are numbers: phones, addresses of mail, documents, accounts, cards, car plates, birthdays, flats.

What marks them are their shape, the word before them and their check digits; a number without any of these stays.
"""

from __future__ import annotations

import re

from routing.understanding.types import Finding

_MONTH = r"(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[ьяа]"
_PLATE = "авекмнорстухabekmhopctyx"
_BORN = r"г\.?\s?р\b\.?|год[аы]? рожд\w*|г\.\s?рожд\w*"


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", _pattern(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-zа-я]{2,10}")),
    ("snils", _pattern(r"(?<![\d-])\d{3}-\d{3}-\d{3}[\s-]\d{2}(?![\d-])")),
    ("snils", _pattern(r"\bснилс\D{0,20}(?P<it>\d{3}[\s-]?\d{3}[\s-]?\d{3}[\s-]?\d{2})(?!\d)")),
    ("passport", _pattern(r"\bпаспорт[^\n\d]{0,40}?(?P<it>\d{2}\s?\d{2}[\s,]{0,2}(?:№|номер|n)?\s?\d{6})(?!\d)")),
    ("passport", _pattern(r"\bсери[яи][^\n\d]{1,15}(?P<it>\d{2}\s?\d{2},?\s?(?:№|номер)?\s?\d{6})(?!\d)")),
    ("policy", _pattern(r"\bполис[^\n\d]{0,20}(?P<it>\d{16})(?!\d)")),
    ("inn", _pattern(r"\bинн[^\n\d]{0,30}(?P<it>\d{12})(?!\d)")),
    ("account", _pattern(r"(?<!\d)(?:408(?:17|20)|423\d\d|426\d\d)\d{15}(?!\d)")),
    ("account", _pattern(r"\bлиц(?:ев\w{2}|\.)?\s?сч[её]т\w{0,2}[^\n\d]{0,12}(?P<it>\d[\d-]{5,19})(?!\d)")),
    ("account", _pattern(r"\bл/с[^\n\d]{0,6}(?P<it>\d{6,20})(?!\d)")),
    ("birthday", _pattern(rf"(?<![\d.])\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}\s?(?:{_BORN})")),
    ("birthday", _pattern(rf"(?<!\d)(?:\d{{1,2}}\s{_MONTH}\s)?(?:19|20)\d\d\s?(?:{_BORN})")),
    ("birthday", _pattern(rf"\bдат[аы] рождения\W{{0,3}}(?P<it>\d{{1,2}}(?:[./]\d{{1,2}}[./]|\s{_MONTH}\s)\d{{4}})")),
    (
        "flat",
        _pattern(
            r"\b(?:квартир[аыеуой]{1,2}|кв(?!\.?\s?м)\.?)[ \t]{0,2}(?:№\s?|номер\s)?\d{1,4}(?:-?[а-г]\b)?"
            r"(?![\d.,]?\d| (?:град|этаж|квадр|м\b|кв|руб))"
        ),
    ),
    ("flat", _pattern(r"\b(?:в|из|под|над|с|у)\s(?P<it>\d{1,4}(?:-?[йя]|-?о[йм])?\sквартир(?:[аеу]|ой|ы))\b")),
)
_CARD = re.compile(r"(?<![\d-])[2-6]\d{3}[\s-]?\d{4}[\s-]?\d{4}[\s-]?\d{4}(?![\d-])")
_PLATES = (
    re.compile(rf"(?<![\w-])[{_PLATE}]\s?\d{{3}}\s?(?P<letters>[{_PLATE}]{{2}})\s?\d{{2,3}}(?!\w)", re.IGNORECASE),
    re.compile(rf"\bномер\w{{0,3}}\s(?P<it>(?P<letters>[{_PLATE}]{{2}})\s?\d{{3,4}}\s?\d{{2,3}})(?!\w)", re.IGNORECASE),
)
_MEASURES = frozenset(["км", "см", "мм", "ст", "kм", "мс"])
_PHONES = (
    re.compile(
        r"(?<![\d.-])(?:\+\s?7|[78])(?P<rest>(?:[\s(-]{0,3}\d){3}(?:[\s)-]{0,3}\d)(?:[\s-]{0,2}\d){6})(?![\d-]\d|\d)"
    ),
    re.compile(r"(?<![\d.,-])9\d{2}[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"),
    re.compile(
        r"\b(?:тел|телефон|моб|звон\w+|перезвон\w+|номер)[.:\s]{1,3}(?P<it>\d{3}-\d{2}-\d{2})(?![\d-])", re.IGNORECASE
    ),
)
_FREE_LINE = ("800", "804")


def find_numbers(text: str) -> list[Finding]:
    """Every number or address that belongs to a person, none twice; of two that overlap the first shape stays."""
    found: list[Finding] = []
    for code, pattern in _SHAPES:
        found += [Finding(code, _span(match)) for match in pattern.finditer(text)]
    found += [Finding("card", match.span()) for match in _CARD.finditer(text) if _luhn(match[0])]
    for pattern in _PLATES:
        found += [Finding("plate", _span(m)) for m in pattern.finditer(text) if m["letters"] not in _MEASURES]
    for pattern in _PHONES:
        found += [Finding("phone", _span(match)) for match in pattern.finditer(text) if not _free(match)]
    return _apart(found)


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span("it") if "it" in match.re.groupindex else match.span()


def _free(match: re.Match[str]) -> bool:
    """Free lines of offices are nobody's own."""
    digits = "".join(c for c in (match.groupdict().get("rest") or "") if c.isdigit())
    return digits.startswith(_FREE_LINE)


def _luhn(passage: str) -> bool:
    digits = [int(c) for c in passage if c.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) if at % 2 == 0 else d for at, d in enumerate(digits)]
    return sum(doubled) % 10 == 0 and len(set(digits)) > 1


def _apart(found: list[Finding]) -> list[Finding]:
    taken = bytearray(max((one.span[1] for one in found), default=0))
    kept: list[Finding] = []
    for one in found:
        start, end = one.span
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(one)
    return kept
