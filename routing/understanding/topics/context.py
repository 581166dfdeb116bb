"""What is known of an appeal besides its words, as numbers for the topic model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

EDGES_M = (8, 12, 16, 20, 25, 30, 37, 45, 55, 70, 90, 120, 170, 300)
"""Steps of the distance from the point to the nearest house, metres: yards begin near 15, streets near 40."""

AT_THE_HOUSE_M = 1.5
"""A point nearer than this to a house's own coordinates is the house chosen on the form."""

FAR_M = 30_000
"""A point farther than this from every house of the region says nothing of the region."""

_METRES_IN_DEGREE = 111_320.0
_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class TopicContext:
    """Where the appeal is about: degrees WGS 84, name of the district, a house chosen or not, kind of object.

    ``said_object``: the kind of object is a citizen's word; ``said_topic``: the topic the citizen chose.
    """

    lat: float | None = None
    lon: float | None = None
    district: str = ""
    has_building: bool = False
    object: str = ""
    said_object: bool = False
    said_topic: str = ""


NOWHERE = TopicContext()


class Geography:
    """Houses and districts of a region: from a context to a row of numbers of ``width`` columns."""

    def __init__(self, houses: np.ndarray, districts: tuple[str, ...], objects: tuple[str, ...]) -> None:
        """``houses``: int32 (n, 2), latitude and longitude in millionths of a degree."""
        self.houses = houses
        self._districts = {name: index for index, name in enumerate(districts)}
        self._objects = {name: index for index, name in enumerate(objects)}
        self._stretch = float(np.cos(np.radians(houses[:, 0].mean() / 1e6))) if len(houses) else 1.0
        order = np.argsort(houses[:, 0], kind="stable")
        self._sorted = houses[order].astype(np.float64) / 1e6

    @property
    def width(self) -> int:
        """Columns: house, open ground, nowhere, steps of distance, districts, objects."""
        return 3 + len(EDGES_M) + 1 + len(self._districts) + len(self._objects)

    def row(self, context: TopicContext) -> np.ndarray:
        """The context as float32 of ``width`` numbers."""
        out = np.zeros(self.width, dtype=np.float32)
        distance = self.distance_m(context.lat, context.lon)
        here = distance is not None and distance < FAR_M
        house = context.has_building or (distance is not None and distance < AT_THE_HOUSE_M)
        if not here and not house and not context.object:
            out[2] = 1
            return out
        steps = 3 + len(EDGES_M) + 1
        known = self._objects.get(context.object)
        if known is not None:
            out[steps + len(self._districts) + known] = 1
        elif house:
            out[0] = 1
        else:
            out[1] = 1
            if distance is not None and here:
                out[3 + int(np.searchsorted(EDGES_M, distance))] = _WEIGHT
        district = self._districts.get(context.district)
        if district is not None:
            out[steps + district] = _WEIGHT
        return out

    def distance_m(self, lat: float | None, lon: float | None) -> float | None:
        """Metres to the nearest house of the register; ``None`` where there is no point or no register."""
        if lat is None or lon is None or not len(self._sorted):
            return None
        for reach in (0.002, 0.02, 180.0):
            low, high = np.searchsorted(self._sorted[:, 0], (lat - reach, lat + reach))
            near = self._sorted[low:high]
            if not len(near):
                continue
            north = (near[:, 0] - lat) * _METRES_IN_DEGREE
            east = (near[:, 1] - lon) * (_METRES_IN_DEGREE * self._stretch)
            best = float(np.sqrt(np.min(north * north + east * east)))
            if best <= reach * _METRES_IN_DEGREE:
                return best
        return best if len(self._sorted) else None
