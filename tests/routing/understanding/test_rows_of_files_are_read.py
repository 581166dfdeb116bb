"""A region's files are read alike whether packed or not, and a row knows its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from routing.understanding.csvfile import numbered_rows, rows_of

TEXT = 'code,name\nlamps,"Горсвет,\nотдел два"\nroads,Дороги\n'


@pytest.mark.parametrize("name", ["bodies.csv", "bodies.csv.gz"])
def test_it_reads_packed_and_plain_files_alike(tmp_path: Path, name: str) -> None:
    content = TEXT.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert [row["code"] for row in rows_of(tmp_path / name)] == ["lamps", "roads"]


def test_a_row_over_two_lines_moves_the_number_on(tmp_path: Path) -> None:
    path = tmp_path / "bodies.csv"
    path.write_text(TEXT, encoding="utf-8")
    assert [number for number, _row in numbered_rows(path)] == [3, 4]
