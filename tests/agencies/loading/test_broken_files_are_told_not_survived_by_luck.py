"""Whatever a person picks from a disk is read, or refused with a sentence that names the file."""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from agencies.loading import sheets
from agencies.loading.lines import DataError, Line
from agencies.loading.sheets import lines_of, to_xlsx

COLUMNS = ("topic", "basis")
ROWS = [["topic", "basis"], ["BLG-03", "Указ"]]
EXPECTED = {"topic": "BLG-03", "basis": "Указ"}


def text(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def with_part(name: str, content: bytes) -> bytes:
    """A good XLSX file one part of which is something else."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(to_xlsx("Правила", ROWS, ()))) as good, ZipFile(packed, "w", ZIP_DEFLATED) as bad:
        for part in good.namelist():
            bad.writestr(part, content if part == name else good.read(part))
    return packed.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \r\n",
        b"topic,basis\n",
        b"topic,basis\nBLG-03,\x00\n",
        b"topic,basis\nBLG-03," + b"x" * 200_000,
        b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
        with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        with_part("xl/workbook.xml", b"<workbook"),
        with_part("xl/workbook.xml", ENTITIES),
        with_part("xl/styles.xml", b"<styleSheet"),
        with_part("[Content_Types].xml", b"<Types"),
        to_xlsx("Правила", ROWS[:1], ()),
    ],
)
def test_it_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(DataError, match="rules"):
        lines_of("rules", content, COLUMNS)


@pytest.mark.parametrize(
    "content",
    [
        text("topic,basis", "BLG-03,Указ").encode(),
        text("topic;basis", "BLG-03;Указ").encode("utf-8-sig"),
        text("topic;basis", "BLG-03;Указ").encode("cp1251"),
        text("topic\tbasis", "BLG-03\tУказ").encode("utf-16"),
        text("sep=;", "topic;basis", "BLG-03;Указ").encode(),
        to_xlsx("Правила", ROWS, ()),
    ],
)
def test_what_a_spreadsheet_saves_is_read(content: bytes) -> None:
    assert [line.values for line in lines_of("rules", content, COLUMNS)] == [EXPECTED]


def test_a_file_that_grows_when_unpacked_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_part("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    assert len(bomb) < 100_000
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 2_000_000)
    monkeypatch.setattr(sheets, "load_workbook", None)
    with pytest.raises(DataError, match="МБ"):
        lines_of("rules", bomb, COLUMNS)


def test_a_formula_gives_its_value_never_itself() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*ROWS, ["BLG-03", "=1+1"]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    # Written without a spreadsheet, the formula has no value yet.
    assert lines_of("rules", content.getvalue(), COLUMNS)[1].values["basis"] == ""


@pytest.mark.parametrize("value", ["2026-12-01", "01.12.2026", "1.12.2026"])
def test_a_day_may_be_written_as_here(value: str) -> None:
    assert Line("rules", 2, {"valid_from": value}).day("valid_from") == date(2026, 12, 1)


@pytest.mark.parametrize("value", ["12/01/2026", "31.02.2026", "2026-13-01", "завтра", "01.12.26"])
def test_what_is_no_day_is_refused(value: str) -> None:
    with pytest.raises(DataError, match="valid_from"):
        Line("rules", 2, {"valid_from": value}).day("valid_from")


@pytest.mark.parametrize("value", ["2147483648", "9" * 30, "-1", "1.5", "٣"])
def test_a_number_that_no_table_keeps_is_refused(value: str) -> None:
    with pytest.raises(DataError, match="cases"):
        Line("rules", 2, {"cases": value}).whole("cases")
