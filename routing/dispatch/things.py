"""The register of objects and the areas drawn by hand, ready to be asked what is at a place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from routing.dispatch.types import Thing
from routing.understanding.types import Place

Ring = tuple[tuple[float, float], ...]
"""Corners (latitude, longitude) of a border without holes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an object of the register is, and when it is so. The first that is given says it."""

    thing: Thing
    building_id: str = ""
    border: Ring = ()
    street: str = ""
    territory: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """True when the entry is in force on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Area:
    """A territory known by its border alone; a point is inside when it is inside any of the rings."""

    name: str
    rings: tuple[Ring, ...]


class Register:
    """Objects by house, border, street and territory, and the areas. Does not change after it is built."""

    def __init__(self, spots: Iterable[Spot] = (), areas: Iterable[Area] = ()) -> None:
        self._houses: dict[str, list[Spot]] = defaultdict(list)
        self._streets: dict[str, list[Spot]] = defaultdict(list)
        self._territories: dict[str, list[Spot]] = defaultdict(list)
        self._bordered: list[Spot] = []
        self.areas = tuple(sorted(areas, key=lambda area: -sum(map(_size, area.rings))))
        for spot in spots:
            if spot.building_id:
                self._houses[spot.building_id].append(spot)
            elif spot.border:
                self._bordered.append(spot)
            elif spot.street:
                self._streets[street_key(spot.street)].append(spot)
            else:
                self._territories[spot.territory].append(spot)
        self._bordered.sort(key=lambda spot: _size(spot.border))

    def at(self, place: Place, day: date) -> tuple[Thing, ...]:
        """Objects at the place, the narrowest first: the house, what is around the point, the street, the territory."""
        names = {place.district, place.municipality} - {""}
        found = list(self._houses.get(place.building_id, ())) if place.building_id else []
        if place.lat is not None and place.lon is not None:
            found += [spot for spot in self._bordered if inside(place.lat, place.lon, spot.border)]
        if self._streets:
            for part in place.address.split(","):
                known = self._streets.get(street_key(part), ())
                found += [spot for spot in known if not spot.territory or spot.territory in names]
        for name in (place.municipality, place.district):
            found += self._territories.get(name, ()) if name else ()
        return tuple(spot.thing for spot in found if spot.holds_on(day))

    def areas_at(self, place: Place) -> tuple[str, ...]:
        """Names of the areas around the place, the widest first."""
        if place.lat is None or place.lon is None:
            return ()
        lat, lon = place.lat, place.lon
        return tuple(area.name for area in self.areas if any(inside(lat, lon, ring) for ring in area.rings))


def inside(lat: float, lon: float, ring: Ring) -> bool:
    """Whether a point is inside a border, by the parity of the crossings of a ray."""
    within = False
    for (lat1, lon1), (lat2, lon2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            within = not within
    return within


def street_key(name: str) -> str:
    """A street as it is compared: words in any order, «ё» as «е»."""
    return " ".join(sorted(re.findall(r"[\w-]+", name.lower().replace("ё", "е"))))


def rings_of(geometry: dict[str, object] | None) -> tuple[Ring, ...]:
    """Outer rings of a GeoJSON polygon or of several; none for another geometry."""
    if not geometry:
        return ()
    coordinates: object = geometry.get("coordinates") or []
    polygons = [coordinates] if geometry.get("type") == "Polygon" else coordinates
    if geometry.get("type") not in ("Polygon", "MultiPolygon") or not isinstance(polygons, list):
        return ()
    return tuple(tuple((float(y), float(x)) for x, y, *_ in polygon[0]) for polygon in polygons if polygon)


def _size(ring: Ring) -> float:
    """How large a border is, in square degrees: to compare, not to measure."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(lat1 * lon2 - lat2 * lon1 for (lat1, lon1), (lat2, lon2) in pairs)) / 2
