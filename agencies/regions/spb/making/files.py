"""Reading the source files and writing rows so that the same facts give the same bytes."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Rows of a CSV file with a heading, gzipped when the name ends with ``.gz``."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write_rows(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write the rows; a gzipped file carries no time and no name. Returns the number of bytes on disk."""
    lines = _lines(heading, rows).encode()
    path.write_bytes(gzip.compress(lines, compresslevel=9, mtime=0) if path.suffix == ".gz" else lines)
    return path.stat().st_size


def write_json(path: Path, value: Any) -> int:
    """Write compact JSON with a newline at the end. Returns the number of bytes on disk."""
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return path.stat().st_size


def _lines(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    class Lines(list[str]):
        def write(self, line: str) -> int:
            self.append(line)
            return len(line)

    lines = Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return "".join(lines)
