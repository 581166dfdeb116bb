"""Points and polygons: the nearest building, the municipality and the district of a point."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, points
from shapely.geometry import Point, shape

METRES_PER_DEGREE: Final = 111_195.0


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Metres between two points given in degrees; flat within a region, error below 0.5 % up to 100 km."""
    dy = lat1 - lat2
    dx = (lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(dx, dy) * METRES_PER_DEGREE


@dataclass(frozen=True, slots=True)
class Area:
    """Names of the territories a point lies in; empty where unknown. ``inside`` is whether the region holds it."""

    district: str = ""
    municipality: str = ""
    inside: bool = True


class Territories:
    """Polygons of the region, its districts and municipalities from ``territories.geojson`` (levels in properties)."""

    def __init__(self, features: list[dict[str, Any]]) -> None:
        self._levels = [f["properties"]["level"] for f in features]
        self._names = [f["properties"]["name"] for f in features]
        self._parents = {f["properties"]["name"]: f["properties"].get("parent", "") for f in features}
        self.region = next(
            (name for name, level in zip(self._names, self._levels, strict=True) if level == "region"), ""
        )
        self._shapes = [shape(f["geometry"]) for f in features]
        self._tree = STRtree(self._shapes) if features else None

    @classmethod
    def read(cls, folder: Path) -> Territories:
        path = folder / "territories.geojson"
        if not path.exists():
            return cls([])
        return cls(json.loads(path.read_text(encoding="utf-8"))["features"])

    def at(self, lat: float, lon: float) -> Area:
        """District and municipality of a point in degrees. Without polygons everything is inside and unnamed."""
        if self._tree is None:
            return Area()
        found: dict[str, str] = {}
        for index in self._tree.query(Point(lon, lat), predicate="intersects"):
            found.setdefault(self._levels[index], self._names[index])
        municipality = found.get("municipality", "")
        district = found.get("district", "") or self._parents.get(municipality, "")
        return Area(district, municipality, bool(found) or not self._tree.geometries.size)


class Nearest:
    """The nearest known building to a point. Rows without coordinates take no part."""

    def __init__(self, lat: NDArray[np.float64], lon: NDArray[np.float64], known: NDArray[np.bool_]) -> None:
        self._rows = np.flatnonzero(known)
        self._lat, self._lon = lat[self._rows], lon[self._rows]
        self._squeeze = math.cos(math.radians(float(np.mean(self._lat)))) if len(self._rows) else 1.0
        self._tree = STRtree(points(self._lon * self._squeeze, self._lat)) if len(self._rows) else None

    def to(self, lat: float, lon: float) -> tuple[int, float] | None:
        """(row, metres) of the nearest building, or ``None`` in an empty register."""
        if self._tree is None:
            return None
        found = self._tree.nearest(Point(lon * self._squeeze, lat))
        return int(self._rows[found]), distance_m(lat, lon, float(self._lat[found]), float(self._lon[found]))

    def within(self, lat: float, lon: float, metres: float) -> list[tuple[int, float]]:
        """(row, metres) of buildings within the distance, nearest first."""
        if self._tree is None:
            return []
        radius = metres / METRES_PER_DEGREE
        hits = self._tree.query(Point(lon * self._squeeze, lat).buffer(radius), predicate="intersects")
        pairs = [(int(self._rows[i]), distance_m(lat, lon, float(self._lat[i]), float(self._lon[i]))) for i in hits]
        return sorted(pairs, key=lambda pair: pair[1])
