"""Official names: streets, settlements and named areas, only those in force."""

from __future__ import annotations

import re
from pathlib import Path

from agencies.regions.spb.making.files import Row, read_rows

UNKNOWN = "1"
"""Number of the row «Неизвестно» in the source lists."""
DUMP = "20230808"
MUNICIPAL = "муниципальный округ"
OUTSIDE = re.compile(r"район, |^\w+ский, ")
"""The source writes settlements of the neighbouring region with their district: «Гатчинский район, с. Никольское»."""


def streets(source: Path) -> list[tuple[str, ...]]:
    """``(id, name, short_name, bare_name, type)`` of the streets, by number."""
    return _named(source, "geonim", _types(source, "geonimtype"))


def areas(source: Path) -> list[tuple[str, ...]]:
    """``(id, name, short_name, bare_name, type)`` of parks, quarters, gardening lands and other areas, by number."""
    return _named(source, "area", _types(source, "areatype"))


def settlements(source: Path) -> list[tuple[str, ...]]:
    """``(id, name, short_name, in_region)`` of towns and villages with houses; ``in_region`` is 0 for neighbours."""
    rows = [row for row in read_rows(source / f"town_{DUMP}.csv") if _in_force(row) and row["has_buildings"] == "true"]
    named = [(row["id"], _tidy(row["name"]), _tidy(row["short_name"])) for row in rows if MUNICIPAL not in row["name"]]
    return sorted(((*row, "0" if OUTSIDE.search(row[1]) else "1") for row in named), key=_number)


def _named(source: Path, table: str, types: dict[str, str]) -> list[tuple[str, ...]]:
    rows = [row for row in read_rows(source / f"{table}_{DUMP}.csv") if _in_force(row)]
    named = [
        (
            row["id"],
            _tidy(row["name"]),
            _tidy(row["short_name"]),
            _tidy(row["only_name"]),
            types.get(row["type_id"], ""),
        )
        for row in rows
    ]
    return sorted(named, key=_number)


def _types(source: Path, table: str) -> dict[str, str]:
    return {row["id"]: row["name"] for row in read_rows(source / f"{table}_{DUMP}.csv") if row["id"] != UNKNOWN}


def _in_force(row: Row) -> bool:
    return row["is_actual"] == "true" and row["id"] != UNKNOWN


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _number(row: tuple[str, ...]) -> int:
    return int(row[0])
