"""Days named in a draft: «12.03.2026», «12 марта», «24–25 апреля», «29-го», «вчера», «до конца мая», «в 2027 году»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from .types import Span

Precision = Literal["day", "month", "year"]

_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_MONTH = r"(январ|феврал|март|апрел|ма(?=[яйею]\b)|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:ь|я|й|а|ю|е|у)?\b"
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2}|\d{2})(?!\d|[.-]\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SHORT = re.compile(r"(?:\b(?:до|с|на|к|от|по)\s|[–-])(\d{2})\.(\d{2})(?![\d.]\d|\d|%|\s*(?:%|кв|м\b|га\b|руб|час))")
_DAYS = re.compile(
    r"(?<![\d.,№])(\d{1,2})(?:-?го)?(?:\s?(?:[–—-]|,|и|по)\s?(\d{1,2})(?:-?го)?){0,4}\s" + _MONTH + r"(?:\s(\d{4}))?"
)
_ORDINAL = re.compile(r"(?<!\d)(\d{1,2})-?го\b(?!\s+(?:" + "|".join(_MONTHS) + "))")
_NUMBERS = re.compile(r"\d{1,2}")
_MONTH_ALONE = re.compile(
    r"\b(?:в|до|к|конца|начале|конце|начала|середин\w+|за|весь|течение)\s" + _MONTH + r"(?:\s(\d{4}))?"
)
_RELATIVE = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_RELATIVE_WORD = re.compile(r"\b(позавчера|вчера|сегодня|завтра|послезавтра)\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})(?:\s?[-–—]\s?(?:19|20)\d{2})?\s(?:г\b|год)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day (the first of the month or year where no day is said), how exact it is, and what of it is said."""

    day: date
    span: Span
    precision: Precision = "day"
    year_said: bool = True
    month_said: bool = True


def find_days(folded: str, around: date | None, offset: int = 0) -> list[Day]:
    """The days named in folded text, in order. ``around`` (the day of the answer) gives the year where none is said."""
    found: list[Day] = []
    taken: list[Span] = []

    def add(match: re.Match[str], day: date | None, precision: Precision = "day", *, year_said: bool = True) -> None:
        span = match.span()
        if day is not None and not any(span[0] < end and start < span[1] for start, end in taken):
            found.append(Day(day, (span[0] + offset, span[1] + offset), precision, year_said))

    for match in _NUMERIC.finditer(folded):
        add(match, _day(_year(match[3]), match[2], match[1]))
    for match in _ISO.finditer(folded):
        add(match, _day(int(match[1]), match[2], match[3]))
    taken += [(d.span[0] - offset, d.span[1] - offset) for d in found]
    for match in _DAYS.finditer(folded):
        month, year = _month(match[3]), int(match[4]) if match[4] else None
        for number in _NUMBERS.findall(match[0][: match.start(3) - match.start()])[:5]:
            add(match, _near(int(number), month, year, around), year_said=year is not None)
    taken = [(d.span[0] - offset, d.span[1] - offset) for d in found]
    for match in _SHORT.finditer(folded):
        add(match, _near(int(match[1]), int(match[2]), None, around), year_said=False)
    for match in _MONTH_ALONE.finditer(folded):
        year = int(match[2]) if match[2] else None
        add(match, _near(28, _month(match[1]), year, around), "month", year_said=year is not None)
    for match in _YEAR.finditer(folded):
        add(match, _day(int(match[1]), 12, 31), "year")
    if around is not None:
        for match in _RELATIVE_WORD.finditer(folded):
            add(match, around + timedelta(days=_RELATIVE[match[1]]))
        for match in _ORDINAL.finditer(folded):
            day = _after(int(match[1]), match.start() + offset, found) or _near(
                int(match[1]), around.month, None, around
            )
            add(match, day)
            if found and found[-1].span[0] == match.start() + offset:
                found[-1] = replace(found[-1], year_said=False, month_said=False)
    return sorted(found, key=lambda each: each.span)


def _after(number: int, at: int, found: list[Day]) -> date | None:
    """«23 июня … 26-го»: the month is that of the day named before, or the next one."""
    earlier = max(
        (day for day in found if day.span[0] < at and day.precision == "day"), key=lambda d: d.span, default=None
    )
    if earlier is None:
        return None
    month, year = earlier.day.month, earlier.day.year
    if number < earlier.day.day:
        month, year = (month + 1, year) if month < 12 else (1, year + 1)
    return _day(year, month, number)


def _near(number: int, month: int, year: int | None, around: date | None) -> date | None:
    """The day of that month nearest to ``around`` when the year is not said."""
    if year is not None or around is None:
        return _day(year or 2000, month, number) if year else None
    days = [day for y in (around.year - 1, around.year, around.year + 1) if (day := _day(y, month, number))]
    return min(days, key=lambda day: abs((day - around).days), default=None)


def _day(year: int, month: str | int, number: str | int) -> date | None:
    try:
        return date(year, int(month), int(number))
    except ValueError:
        return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(stem: str) -> int:
    return _MONTHS.index(stem) + 1
