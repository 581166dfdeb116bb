"""Tables that people keep in a spreadsheet: CSV and XLSX in, CSV and XLSX out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from agencies.loading.lines import DataError, Line

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 200_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines_of(name: str, content: bytes, columns: Sequence[str]) -> list[Line]:
    """Rows of a CSV (UTF-8 or Windows-1251, comma or semicolon) or XLSX file that has all the ``columns``.

    Of several sheets the first with these columns is read. Empty rows are no rows. Raises ``DataError``.
    """
    if len(content) > MAX_BYTES:
        raise DataError(_("The file %(file)s is larger than %(size)d MB.") % {"file": name, "size": MAX_BYTES >> 20})
    sheets = _xlsx_sheets(name, content) if content[:2] == b"PK" else [_csv_rows(name, content)]
    missing: list[str] = list(columns)
    for rows in sheets:
        heading = [cell.strip() for cell in rows[0]] if rows else []
        missing = [column for column in columns if column not in heading]
        if not missing:
            numbered = enumerate(rows[1:], start=2)
            return [_line(name, number, heading, row) for number, row in numbered if any(map(str.strip, row))]
    raise DataError(f"{name}:1: " + _("there is no column %(column)s") % {"column": ", ".join(missing)})


def _line(name: str, number: int, heading: list[str], row: list[str]) -> Line:
    if len(row) > len(heading) and any(row[len(heading) :]):
        raise DataError(f"{name}:{number}: " + _("the number of columns differs from the heading"))
    cells = [cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell for cell in row]
    return Line(name, number, dict(zip(heading, [*cells, *[""] * (len(heading) - len(cells))], strict=False)))


def _csv_rows(name: str, content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise DataError(_("the file %(file)s cannot be read: it is damaged") % {"file": name})
    head = text.partition("\n")[0]
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","))
    return _not_too_long(name, rows)


def _xlsx_sheets(name: str, content: bytes) -> list[list[list[str]]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=MAX_ROWS + 2, values_only=True)]
            sheets.append(_not_too_long(name, rows))
        return sheets
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise DataError(_("the file %(file)s cannot be read: it is damaged") % {"file": name}) from None


def _not_too_long(name: str, rows: list[list[str]]) -> list[list[str]]:
    if len(rows) > MAX_ROWS + 1:
        raise DataError(_("The file %(file)s has more than %(rows)d rows.") % {"file": name, "rows": MAX_ROWS})
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def safe(value: Any) -> Any:
    """The value; a text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA and value else value


def to_csv(rows: Iterable[Sequence[Any]], delimiter: str = ";") -> bytes:
    """The rows as CSV; the mark at the beginning tells spreadsheets that the file is in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([safe(value) for value in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def to_xlsx(title: str, rows: Iterable[Sequence[Any]], widths: Sequence[int]) -> bytes:
    """The rows, the first of them the heading, as one sheet of XLSX with a filter."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append([safe(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
