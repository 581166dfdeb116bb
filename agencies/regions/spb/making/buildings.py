"""The address register with the municipality of each house.

Where the municipality is not published it is found, in this order: the polygon around the point; the town named in
the address; the nearest located houses on the same side of the street, when they agree; the only municipality in
which the located houses of the street stand. Neighbours of one district in two municipalities give the district.
"""

from __future__ import annotations

import re
from collections import defaultdict

import shapely
from shapely import Point, STRtree

from agencies.regions.spb.making.files import Row
from agencies.regions.spb.making.territories import Municipality, Names

HEADING = ("id", "address", "lat", "lon", "district", "municipality", "point_source", "place_source")
NEAR = 0.003
"""Degrees: a point on the water's edge belongs to the municipality within about 200 m."""
ENOUGH_HOUSES = 3
NEAR_NUMBERS = 20
NUMBER = re.compile(r"\bдом (\d+)")
HOUSE = re.compile(
    r"^(дом|д\.|корпус|строение|литера|сооружение|участок|уч\.|владение|здание|квартал \d)", re.IGNORECASE
)


def buildings(rows: list[Row], municipalities: list[Municipality], names: Names) -> list[tuple[object, ...]]:
    """Rows as in ``HEADING``, by number; coordinates in degrees to five places."""
    district = {m.name: m.district for m in municipalities}
    found = published_or_polygon(rows, municipalities, names)
    towns = {_plain(m.name): m.name for m in municipalities if not m.name.startswith("муниципальный округ")}
    streets = Streets(rows, found)
    made: list[tuple[object, ...]] = []
    for row in sorted(rows, key=lambda row: int(row["id"])):
        if row["id"] in found:
            fitting, how = {found[row["id"]][0]}, found[row["id"]][1]
        else:
            fitting, how = municipalities_of(row["address"], towns, streets)
        districts = {district[name] for name in fitting}
        place = (_only(districts), _only(fitting))
        point = [f"{float(row[axis]):.5f}" if row[axis] else "" for axis in ("lat", "lon")]
        made.append((row["id"], row["address"], *point, *place, _point_source(row), how if place[0] else ""))
    return made


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


def published_or_polygon(
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


class Streets:
    """The located houses of each street: their numbers and municipalities."""

    def __init__(self, rows: list[Row], found: dict[str, tuple[str, str]]) -> None:
        self.houses: defaultdict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
        for row in rows:
            if row["id"] in found:
                self.houses[street_of(row["address"])].append((number_of(row["address"]), found[row["id"]][0]))

    def neighbours(self, address: str) -> set[str]:
        """Municipalities of the nearest houses before and after on the same side; of one of them when it is close."""
        number = number_of(address)
        side = [house for house in self.houses.get(street_of(address), ()) if house[0] and house[0] % 2 == number % 2]
        before = max((house[0] for house in side if house[0] <= number), default=None)
        after = min((house[0] for house in side if house[0] >= number), default=None)
        nearest = {one for one in (before, after) if one is not None}
        if not number or (len(nearest) == 1 and abs(number - min(nearest)) > NEAR_NUMBERS):
            return set()
        return {name for one, name in side if one in nearest}

    def whole(self, address: str) -> set[str]:
        """Municipalities of the whole street, when enough of its houses are located."""
        houses = self.houses.get(street_of(address), ())
        return {name for _number, name in houses} if len(houses) >= ENOUGH_HOUSES else set()


def municipalities_of(address: str, towns: dict[str, str], streets: Streets) -> tuple[set[str], str]:
    """Municipalities in which a house without a point may stand, and how that is known."""
    street = street_of(address)
    for part in street:
        if part in towns:
            return {towns[part]}, "town"
    if not street:
        return set(), ""
    neighbours = streets.neighbours(address)
    if neighbours:
        return neighbours, "neighbours"
    return streets.whole(address), "street"


def number_of(address: str) -> int:
    """The number of the house, 0 when there is none."""
    found = NUMBER.search(address)
    return int(found[1]) if found else 0


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
