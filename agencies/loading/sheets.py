"""Tables that people keep in a spreadsheet: CSV and XLSX in, CSV and XLSX out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from agencies.loading.lines import DataError, Line

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
"""What an XLSX file, itself a ZIP, may become when unpacked: the largest table taken has less."""
MAX_ROWS = 200_000
OTHERS_WIDTHS = (34, 80)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines_of(name: str, content: bytes, columns: Sequence[str]) -> list[Line]:
    """Rows of a CSV or XLSX file that has all the ``columns``.

    CSV may be in UTF-8, UTF-16 with its mark or Windows-1251, parted by commas, semicolons or tabs. Of several sheets
    the first with these columns is read; formulas give their values. Empty rows are no rows. Raises ``DataError``,
    also when no row is left.
    """
    if not content.strip():
        raise DataError(_("The file %(file)s is empty.") % {"file": name})
    if len(content) > MAX_BYTES:
        raise DataError(_("The file %(file)s is larger than %(size)d MB.") % {"file": name, "size": MAX_BYTES >> 20})
    sheets = _xlsx_sheets(name, content) if content[:2] == b"PK" else [_csv_rows(name, content)]
    missing: list[str] = list(columns)
    for rows in sheets:
        heading = [cell.strip() for cell in rows[0]] if rows else []
        missing = [column for column in columns if column not in heading]
        if not missing:
            numbered = enumerate(rows[1:], start=2)
            lines = [_line(name, number, heading, row) for number, row in numbered if any(map(str.strip, row))]
            if not lines:
                raise DataError(_("The file %(file)s has no rows below its heading.") % {"file": name})
            return lines
    raise DataError(f"{name}:1: " + _("there is no column %(column)s") % {"column": ", ".join(missing)})


def _line(name: str, number: int, heading: list[str], row: list[str]) -> Line:
    if len(row) > len(heading) and any(row[len(heading) :]):
        raise DataError(f"{name}:{number}: " + _("the number of columns differs from the heading"))
    cells = [cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell for cell in row]
    return Line(name, number, dict(zip(heading, [*cells, *[""] * (len(heading) - len(cells))], strict=False)))


def _csv_rows(name: str, content: bytes) -> list[list[str]]:
    text = _decoded(name, content)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    head = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)))
    except csv.Error:
        raise _damaged(name) from None
    return _not_too_long(name, rows)


def _decoded(name: str, content: bytes) -> str:
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _damaged(name)


def _damaged(name: str) -> DataError:
    return DataError(_("the file %(file)s cannot be read: it is damaged") % {"file": name})


def _xlsx_sheets(name: str, content: bytes) -> list[list[list[str]]]:
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise _damaged(name) from None
    if unpacked > MAX_UNPACKED:
        size = MAX_UNPACKED >> 20
        raise DataError(_("The file %(file)s is larger than %(size)d MB when unpacked.") % {"file": name, "size": size})
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=MAX_ROWS + 2, values_only=True)]
            sheets.append(rows)
    except Exception:  # whatever a reader of a stranger's XML may raise: the file is not a table that can be read
        raise _damaged(name) from None
    return [_not_too_long(name, rows) for rows in sheets]


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


def to_xlsx(
    title: str,
    rows: Iterable[Sequence[Any]],
    widths: Sequence[int],
    others: Mapping[str, Iterable[Sequence[Any]]] | None = None,
) -> bytes:
    """The rows, the first of them the heading, as one sheet of XLSX with a filter; ``others`` are sheets after it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    _fill(sheet, rows, widths)
    for name, more in (others or {}).items():
        _fill(book.create_sheet(name), more, OTHERS_WIDTHS)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, rows: Iterable[Sequence[Any]], widths: Sequence[int]) -> None:
    for row in rows:
        sheet.append([safe(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
