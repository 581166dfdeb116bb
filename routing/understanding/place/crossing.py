"""Where two streets meet: «угол Ленина и Большой Пушкарской». Houses of both that stand nearest show the corner."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.understanding.place.geometry import METRES_PER_DEGREE
from routing.understanding.place.index import PlaceIndex
from routing.understanding.place.mentions import Mention

CORNER_M: Final = 200.0
"""Streets whose nearest houses stand farther apart do not meet."""
_MOST_STREETS: Final = 8
_MOST_HOUSES: Final = 300
_HALF: Final = 0.5


class Crossing(NamedTuple):
    """Two streets of the register, the point between their nearest houses in degrees, the metres between these houses,
    the row of one of them."""

    first: int
    second: int
    lat: float
    lon: float
    metres: float
    row: int


def crossing(index: PlaceIndex, first: Mention, second: Mention) -> Crossing | None:
    """The pair of streets of the two names whose houses come nearest; ``None`` when none come within ``CORNER_M``.

    Of several streets of one name those that meet are meant: this also settles which «улица Ленина» it is.
    """
    best: Crossing | None = None
    for a in _streets(index, first):
        for b in _streets(index, second):
            found = _nearest(index, a, b) if a != b else None
            if found and found.metres <= CORNER_M and (best is None or found.metres < best.metres * _HALF):
                best = found
    return best


def _streets(index: PlaceIndex, mention: Mention) -> list[int]:
    """Streets with houses, of the kind said if any has it; the fuller name and the longer street first."""
    entries = [e for e in mention.entries if index.streets[e[0]].end > index.streets[e[0]].start]
    of_kind = [e for e in entries if index.streets[e[0]].kind in mention.kinds]
    ranked = sorted(of_kind or entries, key=lambda e: (e[1], index.streets[e[0]].start - index.streets[e[0]].end))
    return [entry[0] for entry in ranked[:_MOST_STREETS]]


def _nearest(index: PlaceIndex, a: int, b: int) -> Crossing | None:
    rows, points = _points(index, a)
    _, others = _points(index, b)
    if not len(points) or not len(others):
        return None
    squeeze = np.array([1.0, np.cos(np.radians(points[0, 0]))])
    apart = (points[:, None, :] - others[None, :, :]) * squeeze
    distances = np.einsum("ijk,ijk->ij", apart, apart)
    i, j = np.unravel_index(int(np.argmin(distances)), distances.shape)
    lat, lon = (points[i] + others[j]) / 2
    metres = float(np.sqrt(distances[i, j])) * METRES_PER_DEGREE
    return Crossing(a, b, round(float(lat), 6), round(float(lon), 6), round(metres, 1), int(rows[i]))


def _points(index: PlaceIndex, street_id: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    street = index.streets[street_id]
    known = np.flatnonzero(index.inferred_m[street.start : street.end] == 0)[:_MOST_HOUSES] + street.start
    return known, np.stack([index.lat[known], index.lon[known]], axis=1)
