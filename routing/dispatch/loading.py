"""The competence table of a region from the database, or from the region's files where the database has none."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from django.conf import settings
from django.db import DatabaseError

from agencies.models import Agency, Competence, OwnedObject, Region, SendingThreshold, Territory
from routing.dispatch.files import bodies_of, corners_of, read_policy
from routing.dispatch.table import CompetenceTable
from routing.dispatch.things import Area, Register, Spot, rings_of
from routing.dispatch.types import Body, Executor, Level, Limit, Rule, Thing

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
    """The table as the database has it now, not kept: for looking at changes before they hold.

    Three queries; one more where rules ask the register of objects, and one where they are for areas drawn by hand.
    """
    rules = list(_rules(region))
    register = Register(
        _spots(region) if any(rule.of_object for rule in rules) else (),
        _areas(region) if any(rule.level == "area" for rule in rules) else (),
    )
    policy = read_policy(region_folder(region.code))
    policy = replace(policy, limits=(*policy.limits, *_limits(region)))
    return CompetenceTable(region.code, rules, _bodies(region), policy, region.data_version, register)


def forget_tables() -> None:
    """Let this process read the rules anew at the next appeal."""
    _loaded.clear()


def table_of(region: Region) -> CompetenceTable:
    """The table of a loaded region: three queries, repeated for a new version of its data and after a minute."""
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
        "thing", "ownership", "appeal_kind", "executor",
    )  # fmt: skip
    return [rule_of(region.code, row) for row in rows.iterator(chunk_size=2000)]


def rule_of(region: str, row: Mapping[str, Any]) -> Rule:
    """A rule from the values of its row and of what the row names."""
    return Rule(
        id=str(row["pk"]),
        what=_what(region, row),
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
        thing=row["thing"],
        ownership=row["ownership"],
        appeal_kind=row["appeal_kind"],
        executor=_executor(row["executor"]),
    )


def _what(region: str, row: Mapping[str, object]) -> str:
    if row["topic__external_id"]:
        return f"{region}:{row['topic__external_id']}"
    return str(row["topic__code"] or row["group__code"] or "")


def _level(value: str) -> Level:
    return next(level for level in get_args(Level) if level == value)


def _executor(value: str) -> Executor:
    return next(one for one in get_args(Executor) if one == value)


def _limits(region: Region) -> list[Limit]:
    rows = SendingThreshold.objects.filter(region=region)
    return [
        Limit(group or "", confidence, first, last)
        for group, confidence, first, last in rows.values_list("group__code", "confidence", "valid_from", "valid_to")
    ]


def _spots(region: Region) -> list[Spot]:
    rows = OwnedObject.objects.filter(region=region).values(
        "pk", "kind", "name", "ownership", "owner__code", "manager__code", "building__external_id", "border",
        "street", "territory__name", "valid_from", "valid_to",
    )  # fmt: skip
    return [
        Spot(
            Thing(
                str(row["pk"]),
                row["kind"],
                row["name"],
                row["ownership"],
                row["owner__code"] or "",
                row["manager__code"] or "",
            ),
            building_id=row["building__external_id"] or "",
            border=corners_of(row["border"]),
            street=row["street"],
            territory=row["territory__name"] or "",
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
        )
        for row in rows
    ]


def _areas(region: Region) -> list[Area]:
    rows = Territory.objects.filter(region=region, level=Territory.Level.AREA)
    return [Area(name, rings_of(polygon)) for name, polygon in rows.values_list("name", "polygon")]
