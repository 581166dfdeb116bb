"""The address register with the municipality of each house.

Where the municipality is not published it is found, in this order: the polygon around the point; the town named in
the address; the only municipality in which the located houses of the same street stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import shapely
from shapely import Point, STRtree

from agencies.regions.spb.making.files import Row
from agencies.regions.spb.making.territories import Municipality, Names

HEADING = ("id", "address", "lat", "lon", "district", "municipality", "point_source", "place_source")
NEAR = 0.003
"""Degrees: a point on the water's edge belongs to the municipality within about 200 m."""
ENOUGH_HOUSES = 3
HOUSE = re.compile(
    r"^(дом|д\.|корпус|строение|литера|сооружение|участок|уч\.|владение|здание|квартал \d)", re.IGNORECASE
)


def buildings(rows: list[Row], municipalities: list[Municipality], names: Names) -> list[tuple[object, ...]]:
    """Rows as in ``HEADING``, by number; coordinates in degrees to five places."""
    district = {m.name: m.district for m in municipalities}
    found = _published_or_polygon(rows, municipalities, names)
    by_street = _street_municipalities(rows, found)
    towns = {_plain(m.name): m.name for m in municipalities if not m.name.startswith("муниципальный округ")}
    made = []
    for row in sorted(rows, key=lambda row: int(row["id"])):
        name, how = found.get(row["id"], ("", ""))
        if not name:
            name, how = _from_address(row["address"], towns, by_street)
        point = [f"{float(row[axis]):.5f}" if row[axis] else "" for axis in ("lat", "lon")]
        made.append((row["id"], row["address"], *point, district.get(name, ""), name, _point_source(row), how))
    return made


def _published_or_polygon(
    rows: list[Row], municipalities: list[Municipality], names: Names
) -> dict[str, tuple[str, str]]:
    found = {row["id"]: (names.clean(row["municipality"]), "published") for row in rows if row["municipality"]}
    located = [row for row in rows if row["lat"] and row["id"] not in found]
    tree = STRtree([m.outline for m in municipalities])
    points = [Point(float(row["lon"]), float(row["lat"])) for row in located]
    inside = {int(p): int(t) for p, t in zip(*tree.query(points, predicate="within"), strict=True)}
    for number, (row, point) in enumerate(zip(located, points, strict=True)):
        index = inside.get(number)
        if index is None:
            index = int(tree.nearest(point))
            if shapely.distance(tree.geometries[index], point) > NEAR:
                continue
        found[row["id"]] = (municipalities[index].name, "polygon")
    return found


def _street_municipalities(rows: list[Row], found: dict[str, tuple[str, str]]) -> dict[tuple[str, ...], str]:
    counts: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["id"] in found:
            counts[street_of(row["address"])][found[row["id"]][0]] += 1
    return {
        street: next(iter(count))
        for street, count in counts.items()
        if street and len(count) == 1 and count.total() >= ENOUGH_HOUSES
    }


def _from_address(address: str, towns: dict[str, str], by_street: dict[tuple[str, ...], str]) -> tuple[str, str]:
    street = street_of(address)
    for part in street:
        if part in towns:
            return towns[part], "town"
    return (by_street[street], "street") if street in by_street else ("", "")


def street_of(address: str) -> tuple[str, ...]:
    """The parts of an address before the house, in lower case: («город колпино», «улица ремизова»)."""
    parts: list[str] = []
    for part in address.split(","):
        plain = _plain(part)
        if HOUSE.match(plain):
            break
        parts.append(plain)
    return tuple(part for part in parts if not part.endswith("санкт-петербург"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower().replace("ё", "е")


def _point_source(row: Row) -> str:
    return "+".join(part for part in row["src"].split("+") if part and part != "lct") if row["lat"] else ""


def coverage(made: Sequence[Sequence[object]]) -> dict[str, int]:
    """How many houses got their municipality in which way."""
    return dict(Counter(str(row[-1]) or "unknown" for row in made))
