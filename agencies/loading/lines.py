"""Lines of a CSV file that know where they stand, so that a mistake is told by file and line."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

Found = TypeVar("Found")
MOST = 2_147_483_647
"""The largest whole number a database keeps."""
_DAYS = ("%Y-%m-%d", "%d.%m.%Y")


class DataError(Exception):
    """A mistake in a file: «agencies.csv:17: there is no superior «x»»."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row. Every reading method takes the name of a column and raises ``DataError`` when the value is wrong."""

    file: str
    number: int
    values: Mapping[str, str]

    def error(self, sentence: str) -> DataError:
        return DataError(f"{self.file}:{self.number}: {sentence}")

    def text(self, column: str, size: int, *, empty: bool = False) -> str:
        """The value without spaces at the ends, at most ``size`` characters."""
        value = self.values.get(column, "").strip()
        if not value and not empty:
            raise self.error(_("column %(column)s is empty") % {"column": column})
        if len(value) > size:
            raise self.error(
                _("column %(column)s is longer than %(size)d characters") % {"column": column, "size": size}
            )
        return value

    def flag(self, column: str) -> bool:
        return self.one_of(column, ("0", "1")) == "1"

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        value = self.values.get(column, "").strip()
        if value not in allowed:
            raise self.error(self._unknown(column, value))
        return value

    def found(self, column: str, known: Mapping[str, Found]) -> Found:
        """What the value names in ``known``."""
        value = self.values.get(column, "").strip()
        if value not in known:
            raise self.error(self._unknown(column, value))
        return known[value]

    def whole(self, column: str) -> int:
        """A number 0, 1, 2…; 0 when the value is empty."""
        value = self.values.get(column, "").strip() or "0"
        if not (value.isascii() and value.isdigit()):
            raise self.error(_("column %(column)s is not a whole number") % {"column": column})
        if len(value) > len(str(MOST)) or int(value) > MOST:
            raise self.error(_("the number in column %(column)s is too large") % {"column": column})
        return int(value)

    def degrees(self, column: str, limit: float) -> float | None:
        """Degrees from ``-limit`` to ``limit``, or ``None`` when the value is empty."""
        value = self.values.get(column, "").strip()
        if not value:
            return None
        try:
            degrees = float(value)
        except ValueError:
            degrees = float("nan")
        if not -limit <= degrees <= limit:
            raise self.error(_("column %(column)s is not a coordinate") % {"column": column})
        return degrees

    def day(self, column: str) -> date | None:
        """A date ``2026-01-31`` or, as spreadsheets in Russian write it, ``31.01.2026``; ``None`` when it is empty."""
        value = self.values.get(column, "").strip()
        if not value:
            return None
        for form in _DAYS:
            try:
                return datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
        raise self.error(_("column %(column)s is not a date like 2026-01-31 or 31.01.2026") % {"column": column})

    @staticmethod
    def _unknown(column: str, value: str) -> str:
        return _("there is no %(column)s «%(value)s»") % {"column": column, "value": value}


def read_lines(path: Path, columns: Collection[str]) -> list[Line]:
    """Rows of a CSV file in UTF-8, gzipped when the name ends with ``.gz``; it must have all the ``columns``."""
    reader = csv.DictReader(io.StringIO(_content(path), newline=""))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise DataError(f"{path.name}:1: " + _("there is no column %(column)s") % {"column": ", ".join(missing)})
    lines = []
    for values in reader:
        line = Line(path.name, reader.line_num, values)
        if None in values or None in values.values():
            raise line.error(_("the number of columns differs from the heading"))
        lines.append(line)
    return lines


def _content(path: Path) -> str:
    try:
        content = path.read_bytes()
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    except FileNotFoundError:
        raise DataError(_("there is no file %(file)s") % {"file": path.name})
    except (UnicodeDecodeError, EOFError, OSError):
        raise DataError(_("the file %(file)s cannot be read: it is damaged") % {"file": path.name})


def once(lines: list[Line], *columns: str) -> list[Line]:
    """The same lines, having checked that no two agree in all the ``columns``."""
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(line.values.get(column, "").strip() for column in columns)
        if key in seen:
            raise line.error(_("the same is written in line %(number)d") % {"number": seen[key]})
        seen[key] = line.number
    return lines
