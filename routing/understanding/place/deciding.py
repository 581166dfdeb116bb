"""The one question that tells apart the places that fit: where («Заречье или Дубки?»), which district, which building.

Only the parts that differ are given; the words of the question belong to the interface.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from routing.understanding.types import Place

Asked = Literal["settlement", "district", "street", "house"]
_LIKELY: Final = 0.3
"""Share of the likeliest one's probability below which another does not count as fitting."""
_MOST: Final = 9
_HOUSE: Final = re.compile(r"(?:дом|владение|участок|корпус|строение|литера|сооружение)\s")


class Deciding(NamedTuple):
    """What to ask and the answers offered, each with the place it means; an empty answer is «none of these named»."""

    asked: Asked
    options: tuple[tuple[str, Place], ...]


def deciding(place: Place) -> Deciding | None:
    """The question for an ambiguous place; ``None`` when nothing is left to ask.

    The first part in which the places that fit differ is asked for: the settlement, else the district, else the
    street, else the building. Places that share the answer are represented by the likeliest.
    """
    if place.note != "ambiguous":
        return None
    fitting = _fitting(place)
    for asked in ("settlement", "district", "street", "house"):
        options: dict[str, Place] = {}
        for one in fitting:
            options.setdefault(_part(one, asked), one)
        if len(options) > 1 and (asked != "district" or "" not in options):
            return Deciding(asked, tuple(options.items())[:_MOST])
    return None


def _fitting(place: Place) -> list[Place]:
    """The buildings that fit when any does (then the place itself is only their street), else the streets."""
    all_of_them = [place, *place.alternatives]
    buildings = [one for one in all_of_them if one.building_id]
    fitting = buildings or all_of_them
    least = _LIKELY * max(one.confidence for one in fitting)
    return [one for one in fitting if one.confidence >= least]


def _part(place: Place, asked: Asked) -> str:
    if asked == "district":
        return place.district
    parts = place.address.split(", ")
    at = next((i for i, part in enumerate(parts) if _HOUSE.match(part)), len(parts))
    if asked == "house":
        return ", ".join(parts[at:])
    street = at - 1
    if asked == "street":
        return parts[street] if street >= 0 else ""
    return ", ".join(parts[:street])
