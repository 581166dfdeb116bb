"""Rows of CSV files, for every room that reads a region's files without Django (the registry checks its own)."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a UTF-8 file with a heading, gzipped when the name ends with ``.gz``; see ``numbered_rows``."""
    return (row for _number, row in numbered_rows(path))


def numbered_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The same, each row with the number of its last line. Raises ``OSError``, ``ValueError``, ``csv.Error``."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            yield reader.line_num, row
