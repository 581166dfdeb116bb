"""Reading a region's competence from its folder of files, without a database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from routing.dispatch.table import CompetenceTable
from routing.dispatch.types import Body, Level, Policy, Rule
from routing.understanding.csvfile import numbered_rows, rows_of

_LEVELS: dict[str, Level] = {"region": "region", "district": "district", "municipality": "municipality"}


class RegionFileError(ValueError):
    """A file of the region's folder cannot be read; the message names the file and the line."""


def read_table(folder: Path, competence: Path | None = None) -> CompetenceTable:
    """The table of a region's folder. Learned rules come from ``competence`` if given, else ``competence.csv``."""
    learned = competence or folder / "competence.csv"
    written = sorted(path for path in folder.glob("competence_*.csv"))
    rules = [rule for path in (learned, *written) for rule in read_rules(path)]
    return CompetenceTable(folder.name, rules, read_bodies(folder / "agencies.csv"), read_policy(folder))


def read_rules(path: Path) -> Iterator[Rule]:
    """Rules of one file; a rule is known by the file and the line it stands on («competence.csv:12»)."""
    for line, row in numbered_rows(path):
        try:
            level, _, territory = row["territory"].partition(":")
            yield Rule(
                id=f"{path.name}:{line}",
                what=row["topic"] or row["group"],
                level=_LEVELS[level],
                territory=territory,
                agency=row["agency"],
                post=row["post"],
                object_kind=row["object_kind"],
                cases=int(row["cases"] or 0),
                agreed=int(row["agreed"] or 0),
                basis=row["basis"],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise RegionFileError(f"{path}, line {line}: {error!r}") from error


def read_bodies(path: Path) -> list[Body]:
    """Bodies of ``agencies.csv``."""
    rows = list(rows_of(path))
    try:
        return bodies_of((r["code"], r["name"], _district(r["territory"]), r["superior"]) for r in rows)
    except KeyError as error:
        raise RegionFileError(f"{path}: no column {error}") from error


def bodies_of(facts: Iterable[tuple[str, str, str, str]]) -> list[Body]:
    """Bodies from (code, name, district or empty, superior). The code of a district's body is
    ``<district>-<family>``: the family is set when at least two districts have one."""
    known = list(facts)
    families = Counter(_family(code) for code, _, district, _ in known if district)
    shared = {family for family, count in families.items() if count > 1}
    return [
        Body(code, name, district, superior, _family(code) if district and _family(code) in shared else "")
        for code, name, district, superior in known
    ]


def read_policy(folder: Path) -> Policy:
    """The region's ``dispatch.json``; the defaults, which send nothing without a look, when there is none."""
    path = folder / "dispatch.json"
    if not path.exists():
        return Policy(threshold=1.01)
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return Policy(
            threshold=float(facts["threshold"]),
            shrinkage=float(facts["shrinkage"]),
            written_trust=float(facts["written_trust"]),
            calibration=tuple((float(raw), float(right)) for raw, right in facts["calibration"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise RegionFileError(f"{path}: {error!r}") from error


def _family(code: str) -> str:
    return code.rpartition("-")[2]


def _district(territory: str) -> str:
    level, _, name = territory.partition(":")
    return name if level == "district" else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
