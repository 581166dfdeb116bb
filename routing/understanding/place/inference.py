"""Where a house without coordinates probably stands: between its neighbours on the street.

The estimate of the error is measured, not assumed: every house with known coordinates is hidden in turn, placed from
its neighbours, and the errors are collected by how far the neighbours' numbers are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from routing.understanding.place.geometry import distance_m

_GAPS: Final = (0, 2, 4, 8, 16, 32, 64)
QUANTILE: Final = 0.8
"""Four houses of five stand nearer than the error told."""


class Known(NamedTuple):
    """A house with coordinates: number, latitude and longitude in degrees."""

    number: int
    lat: float
    lon: float


class Guess(NamedTuple):
    """An inferred point and the class of evidence it came from."""

    lat: float
    lon: float
    evidence: str


def guess_point(number: int, known: Sequence[Known]) -> Guess | None:
    """The likely point of house ``number`` from the other houses of its street; ``None`` if none is known.

    The same number wins; else the point is interpolated between the nearest lower and higher numbers of the same side
    of the street (odd or even), else of either side; outside their range the nearest is taken.
    """
    if not known:
        return None
    same = [k for k in known if k.number == number]
    if same:
        return Guess(float(np.mean([k.lat for k in same])), float(np.mean([k.lon for k in same])), "same")
    side = [k for k in known if k.number % 2 == number % 2]
    between = _between(number, side) or _between(number, known)
    if between:
        return between
    nearest = min(known, key=lambda k: abs(k.number - number))
    return Guess(nearest.lat, nearest.lon, f"beside {_gap(abs(nearest.number - number))}")


def _between(number: int, known: Sequence[Known]) -> Guess | None:
    lower = max((k for k in known if k.number < number), key=lambda k: k.number, default=None)
    upper = min((k for k in known if k.number > number), key=lambda k: k.number, default=None)
    if lower is None or upper is None:
        return None
    share = (number - lower.number) / (upper.number - lower.number)
    return Guess(
        lower.lat + share * (upper.lat - lower.lat),
        lower.lon + share * (upper.lon - lower.lon),
        f"between {_gap(upper.number - lower.number)}",
    )


def _gap(size: int) -> int:
    return next((limit for limit in _GAPS if size <= limit), 999)


def measure(streets: Sequence[Sequence[Known]]) -> dict[str, list[float]]:
    """Hide every known house in turn: evidence → errors in metres."""
    errors: dict[str, list[float]] = defaultdict(list)
    for known in streets:
        for index, house in enumerate(known):
            guess = guess_point(house.number, [*known[:index], *known[index + 1 :]])
            if guess:
                errors[guess.evidence].append(distance_m(house.lat, house.lon, guess.lat, guess.lon))
    return dict(errors)


def error_table(errors: dict[str, list[float]]) -> dict[str, float]:
    """Evidence → the distance in metres that ``QUANTILE`` of the hidden houses did not exceed."""
    return {evidence: round(float(np.quantile(values, QUANTILE)), 1) for evidence, values in errors.items()}
