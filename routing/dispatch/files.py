"""Reading a region's competence from its folder of files, without a database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from routing.dispatch.sureness import NAMES
from routing.dispatch.table import CompetenceTable
from routing.dispatch.things import Area, Register, Spot, rings_of
from routing.dispatch.types import Body, Executor, Level, Limit, Policy, Powers, Rule, Thing
from routing.understanding.csvfile import numbered_rows, rows_of

_LEVELS: dict[str, Level] = {
    "federation": "federation",
    "region": "region",
    "district": "district",
    "municipality": "municipality",
    "area": "area",
}
_EXECUTORS: dict[str, Executor] = {"": "", "owner": "owner", "manager": "manager"}


class RegionFileError(ValueError):
    """A file of the region's folder cannot be read; the message names the file and the line."""


def read_table(folder: Path, competence: Path | None = None) -> CompetenceTable:
    """The table of a region's folder. Learned rules come from ``competence`` if given, else ``competence.csv``."""
    learned = competence or folder / "competence.csv"
    written = sorted(path for path in folder.glob("competence_*.csv"))
    rules = [rule for path in (learned, *written) for rule in read_rules(path)]
    asked = any(rule.of_object for rule in rules)
    drawn = any(rule.level == "area" for rule in rules)
    register = Register(
        read_objects(folder / "owners.csv") if asked else (),
        read_areas(folder / "territories.geojson") if drawn else (),
    )
    bodies, policy = read_bodies(folder / "agencies.csv"), read_policy(folder)
    return CompetenceTable(folder.name, rules, bodies, policy, register=register)


def read_objects(path: Path) -> Iterator[Spot]:
    """Objects of ``owners.csv`` with their owners; none when the region has no such file."""
    if not path.exists():
        return
    for line, row in numbered_rows(path):
        try:
            names = (row["kind"], row["name"], row["ownership"], row["owner"], row["manager"])
            yield Spot(
                Thing(f"{path.name}:{line}", *names),
                building_id=row["building"],
                border=corners_of(row["border"]) if row["border"] else (),
                street=row["street"],
                territory=row["territory"].partition(":")[2],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise RegionFileError(f"{path}, line {line}: {error!r}") from error


def corners_of(text: str) -> tuple[tuple[float, float], ...]:
    """Corners (latitude, longitude) of «59.93 30.31; 59.94 30.31; …». Raises ``ValueError``."""
    pairs = [part.replace(",", ".").split() for part in text.split(";") if part.strip()]
    return tuple((float(lat), float(lon)) for lat, lon in pairs)


def read_areas(path: Path) -> Iterator[Area]:
    """Territories of the level «area» with their borders."""
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if feature["properties"]["level"] == "area":
            yield Area(feature["properties"]["name"], rings_of(feature["geometry"]))


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
                thing=row.get("thing") or "",
                ownership=row.get("ownership") or "",
                appeal_kind=row.get("appeal_kind") or "",
                executor=_EXECUTORS[row.get("executor") or ""],
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
            sureness=tuple(float(facts["sureness"].get(n, 0)) for n in NAMES) if "sureness" in facts else (),
            opinion=_powers(facts.get("opinion")),
            opinion_told=_powers(facts.get("opinion_told")),
            limits=tuple(Limit(group, float(least)) for group, least in facts.get("groups", {}).items()),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise RegionFileError(f"{path}: {error!r}") from error


def _powers(facts: dict[str, float] | None) -> Powers:
    return (float(facts["votes"]), float(facts["opinion"])) if facts else ()


def _family(code: str) -> str:
    return code.rpartition("-")[2]


def _district(territory: str) -> str:
    level, _, name = territory.partition(":")
    return name if level == "district" else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
