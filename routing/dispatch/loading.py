"""The competence table of a region from the database, or from the region's files where the database has none."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from agencies.models import Agency, Competence, Region
from routing.dispatch.files import bodies_of, read_policy
from routing.dispatch.table import CompetenceTable
from routing.dispatch.types import Body, Level, Rule

FRESH_SECONDS = 60.0
"""A rule changed by an administrator works in every process after this time at the latest."""

_loaded: dict[str, tuple[str, float, CompetenceTable]] = {}


def region_folder(code: str) -> Path:
    """The folder with the data of a region. Raises ``FileNotFoundError`` when there is none."""
    folder = Path(settings.BASE_DIR) / "agencies" / "regions" / code
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return folder


def fresh_table(region: Region) -> CompetenceTable:
    """The table as the database has it now, not kept: for looking at changes before they hold. Two queries."""
    return CompetenceTable(
        region.code, _rules(region), _bodies(region), read_policy(region_folder(region.code)), region.data_version
    )


def forget_tables() -> None:
    """Let this process read the rules anew at the next appeal."""
    _loaded.clear()


def table_of(region: Region) -> CompetenceTable:
    """The table of a loaded region: two queries, repeated for a new version of its data and after a minute."""
    known = _loaded.get(region.code)
    now = time.monotonic()
    if known and known[0] == region.data_version and now - known[1] < FRESH_SECONDS:
        return known[2]
    table = fresh_table(region)
    _loaded[region.code] = (region.data_version, now, table)
    return table


def find_table(code: str) -> tuple[CompetenceTable, bool]:
    """The table for a region code and whether it came from the database: a bare clone has only files."""
    try:
        region = Region.objects.filter(code=code).first()
        table = table_of(region) if region else None
    except DatabaseError:
        table = None
    if table and table.rules:
        return table, True
    return CompetenceTable.from_csv(region_folder(code)), False


def _bodies(region: Region) -> list[Body]:
    facts = Agency.objects.filter(region=region).values_list(
        "code", "name", "territory__level", "territory__name", "superior__code"
    )
    return bodies_of(
        (code, name, place if level == "district" else "", superior or "")
        for code, name, level, place, superior in facts
    )


def _rules(region: Region) -> list[Rule]:
    rows = Competence.objects.filter(region=region).values(
        "pk", "topic__code", "topic__external_id", "group__code", "territory__level", "territory__name", "object_kind",
        "agency__code", "post__title", "cases", "agreed", "basis", "valid_from", "valid_to",
    )  # fmt: skip
    return [
        Rule(
            id=str(row["pk"]),
            what=_what(region.code, row),
            level=_level(row["territory__level"]),
            territory=row["territory__name"],
            agency=row["agency__code"],
            post=row["post__title"] or "",
            object_kind=row["object_kind"],
            cases=row["cases"],
            agreed=row["agreed"],
            basis=row["basis"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
        )
        for row in rows.iterator(chunk_size=2000)
    ]


def _what(region: str, row: Mapping[str, object]) -> str:
    if row["topic__external_id"]:
        return f"{region}:{row['topic__external_id']}"
    return str(row["topic__code"] or row["group__code"] or "")


def _level(value: str) -> Level:
    return "region" if value == "region" else "district" if value == "district" else "municipality"
