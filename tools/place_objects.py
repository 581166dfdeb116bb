"""Places without an address, located by the appeals that name them: parks, bridges, schools, housing estates.

    python -m tools.place_objects --source SPB [--measure]

SPB is the folder with ``appeals.csv.gz``. What people call a place is read from their words, its point is the median of
the points of those appeals; a name is kept only where enough of them agree. Rows written by hand (another ``source``)
stay as they are. ``objects_known.csv`` of the region holds points of well-known places from general knowledge: such a
row is kept where an appeal that names the place, or several about a place of that kind, lie near it. Nothing but names,
numbers and points is taken from the appeals. ``--measure`` learns from the earlier months and says how far the later
appeals lie from the point that their words would give them.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from routing.understanding.csvfile import rows_of
from routing.understanding.place.forms import name_forms
from routing.understanding.place.geometry import distance_m
from routing.understanding.place.objects import KINDS, NUMBERED, name_keys
from routing.understanding.place.unlisted import find_unlisted
from tools.place_truth import read_rows

ROOT = Path(__file__).resolve().parent.parent
HEADING: Final = ("kind", "name", "lat", "lon", "error_m", "source", "checked", "also")
SOURCE: Final = "median of the points of %d appeals"
KNOWN: Final = "general knowledge, confirmed by appeals nearby"
LEARNED: Final = re.compile(rf"median of the points of \d+ appeals|{KNOWN}")
LATER: Final = "2021-02-01"
ALONE: Final = frozenset(["школа", "поликлиника", "больница"])
"""Kinds numbered in one row through the city: one appeal is enough."""
GREEN: Final = ("парк", "сад", "сквер")
INFLECTED: Final = frozenset([*GREEN, "кладбище", "мост", "рынок"])
NEVER: Final = frozenset(["метро", "детский сад"])
"""Stations are written by hand; kindergartens count anew in every district, so that a number means several."""
ENOUGH: Final = 2
SPREAD_M: Final = {"парк": 1_000.0, "кладбище": 1_000.0, "жк": 500.0}
_SPREAD_M: Final = 400.0
_LEAST_M: Final = 150.0
KNOWN_M: Final = 500
NEAR_M: Final = 1_000
ABOUT_M: Final = 700
ABOUT: Final = 3
"""So many appeals about a place of the kind within ``ABOUT_M`` confirm a known point."""
OBJECTS: Final = {
    "Парк, сад, бульвар, сквер": frozenset(["парк", "сад", "сквер"]),
    "Кладбище": frozenset(["кладбище"]),
    "Мост": frozenset(["мост"]),
}
"""What the portal calls the kind of place an appeal is about."""
NOT_NAMES: Final = frozenset(["мкд", "дом"])
_ONE_M: Final = 300.0
"""Error told where one appeal alone gave the point."""
_LONGEST: Final = 6_000


class Said(NamedTuple):
    """A place said in an appeal: its kind and folded name, how it was written, the appeal's point and day."""

    key: tuple[str, str]
    name: str
    lat: float
    lon: float
    day: str


def said(rows: Iterable[dict[str, str]]) -> Iterator[Said]:
    """Every place without an address that a distinct text names, with the text's point."""
    seen: set[str] = set()
    for row in rows:
        text = row["text"]
        if text in seen or not row["lat"]:
            continue
        seen.add(text)
        for one in find_unlisted(text[:_LONGEST]):
            if one.kind != "object":
                continue
            words = text[one.start : one.end]
            for key in name_keys(words):
                yield Said(key, words, float(row["lat"]), float(row["lon"]), row["dt"])


def learn(found: Iterable[Said], names: dict[tuple[str, str], str]) -> list[tuple[str, ...]]:
    """Rows of ``objects.csv``. ``names``: official names by key; see ``_enough``."""
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in found:
        groups[canonical(*one.key, names)].append(one)
    rows = []
    for (kind, key), group in sorted(groups.items()):
        points = np.array([(one.lat, one.lon) for one in group])
        lat, lon = np.median(points, axis=0)
        away = sorted(distance_m(lat, lon, *point) for point in points)
        name = names.get((kind, key)) or _spoken(kind, key, group)
        if not name or not _enough(kind, key, len(group)):
            continue
        if away[int(len(away) * 0.8)] > SPREAD_M.get(kind, _SPREAD_M):
            continue
        error = max(_LEAST_M, away[int(len(away) * 0.8)]) if len(group) >= ENOUGH else _ONE_M
        told = str(round(error / 50 + 0.499) * 50)
        rows.append((kind, name, f"{lat:.4f}", f"{lon:.4f}", told, SOURCE % len(group), "", _also(kind, name, group)))
    return rows


def _also(kind: str, name: str, group: list[Said]) -> str:
    """Forms of the name that several people wrote and the dictionary would not make of it."""
    if kind in NUMBERED:
        return ""
    made = {
        form
        for _kind, key in name_keys(f"{kind} {name}")
        for form in (key, *name_forms(key.split(), inflect=True, noun=True))
    }
    counts = Counter(one.key[1] for one in group)
    return "|".join(sorted(form for form, count in counts.items() if count >= ENOUGH and form not in made))


def _enough(kind: str, key: str, appeals: int) -> bool:
    """Whether so many appeals are enough to believe the name."""
    if kind in NEVER or key in NOT_NAMES:
        return False
    return appeals >= ENOUGH or (kind in ALONE and len(key) > 1)


def known(folder: Path, rows: list[dict[str, str]], found: list[Said]) -> list[tuple[str, ...]]:
    """Rows of ``objects_known.csv`` that the appeals confirm."""
    about: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        for kind in OBJECTS.get(row["city_object"], ()) if row["lat"] else ():
            about[kind].append((float(row["lat"]), float(row["lon"])))
    kept = []
    for row in rows_of(folder / "objects_known.csv"):
        lat, lon = float(row["lat"]), float(row["lon"])
        keys = set(name_keys(row["name"]))
        named = any(one.key in keys and distance_m(lat, lon, one.lat, one.lon) <= NEAR_M for one in found)
        near = sum(distance_m(lat, lon, *point) <= ABOUT_M for point in about[row["kind"]])
        if named or near >= ABOUT:
            kept.append((row["kind"], row["name"], row["lat"], row["lon"], str(KNOWN_M), KNOWN, "", ""))
    return kept


def _spoken(kind: str, key: str, group: list[Said]) -> str:
    """How a place that no register has is called; empty where nobody said its name in the nominative."""
    if kind not in INFLECTED:
        return key if kind in NUMBERED else key.title()
    told = next((one.key[1] for one in group if one.key[1].endswith(("ий", "ый", "ой"))), "")
    return f"{told.capitalize()} {kind}" if told else ""


def official(folder: Path) -> dict[tuple[str, str], str]:
    """Names of the register of areas by the keys they would be said with; a name borne twice is left out."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in [*rows_of(folder / "areas.csv"), *rows_of(folder / "streets.csv")]:
        if row["type"] not in ("", "парк", "сад", "сквер", "кладбище"):
            continue
        for kind, key in name_keys(row["name"]):
            for form in {key, *name_forms(key.split(), inflect=True, noun=True)} - {""}:
                found[kind, form].add(row["name"])
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


def canonical(kind: str, key: str, names: dict[tuple[str, str], str]) -> tuple[str, str]:
    """One key for all cases of a name: of the register's name, else of the words without their endings."""
    if kind in NUMBERED:
        return kind, key
    if (kind, key) in names:
        return next((k, name) for k, name in name_keys(names[kind, key]) if k == kind)
    others = [green for green in GREEN if kind in GREEN and (green, key) in names]
    if len(others) == 1:
        return canonical(others[0], key, names)
    if kind not in INFLECTED:
        return kind, key
    return kind, " ".join(word[:-2] if len(word) > 4 else word for word in key.split())


def left_out(found: list[Said], names: dict[tuple[str, str], str]) -> Iterator[tuple[str, float]]:
    """Every appeal against the point that the others alone would give: the kind, metres."""
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in found:
        groups[canonical(*one.key, names)].append(one)
    for (kind, _key), group in groups.items():
        for at, one in enumerate(group) if len(group) > 1 else ():
            for row in learn(group[:at] + group[at + 1 :], names):
                yield kind, distance_m(float(row[2]), float(row[3]), one.lat, one.lon)


def measure(found: list[Said], names: dict[tuple[str, str], str]) -> None:
    """Metres from the later appeals to the points learned from the earlier ones."""
    learned = learn((one for one in found if one.day < LATER), names)
    points = {canonical(*key, names): row for row in learned for key in name_keys(f"{row[0]} {row[1]}")}
    later: list[tuple[str, float]] = []
    for one in found:
        row = points.get(canonical(*one.key, names)) if one.day >= LATER else None
        if row:
            later.append((row[0], distance_m(float(row[2]), float(row[3]), one.lat, one.lon)))
    print(f"{len(learned)} places learned before {LATER}: {dict(Counter(row[0] for row in learned))}")
    _tell("later appeals", later)
    _tell("appeals left out", list(left_out(found, names)))


def _tell(what: str, away: list[tuple[str, float]]) -> None:
    for kind in [*sorted({kind for kind, _ in away}), ""]:
        near = np.array([metres for one, metres in away if one == kind or not kind])
        within = ", ".join(f"within {limit} m {np.mean(near <= limit):.2f}" for limit in (500, 1000))
        print(f"  {kind or 'all'}: {len(near)} {what}, median {np.median(near):.0f} m, {within}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "agencies" / "regions" / "spb")
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    names = official(options.folder)
    by_hand = [row for row in rows_of(options.folder / "objects.csv") if not LEARNED.fullmatch(row["source"])]
    rows = read_rows(options.source / "appeals.csv.gz")
    found = [one for one in said(rows) if one.key[0] in KINDS]
    if options.measure:
        measure(found, names)
        return
    learned = learn(found, names)
    taken = {(row[0], row[1]) for row in learned}
    confirmed = [row for row in known(options.folder, rows, found) if row[:2] not in taken]
    with (options.folder / "objects.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(
            [*([row.get(name, "") for name in HEADING] for row in by_hand), *sorted([*learned, *confirmed])]
        )


if __name__ == "__main__":
    main()
