"""From candidates to a place that can be shown: the building, the street without it, the corner, what else fits."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from routing.understanding.place.crossing import Crossing
from routing.understanding.place.elsewhere import Away
from routing.understanding.place.geometry import Nearest, Territories
from routing.understanding.place.index import PlaceIndex, Thing
from routing.understanding.place.inference import Known, guess_point
from routing.understanding.place.mentions import Mention
from routing.understanding.place.objects import certainty, find_object
from routing.understanding.place.resolver import Candidate, Evidence, Resolver
from routing.understanding.place.similar import Similar
from routing.understanding.types import Place, PlaceSource

ANSWER_AT: Final = 0.5
"""Probability below which a building is not named; the alternatives still are."""
ALTERNATIVES: Final = 9
_AMBIGUOUS_BELOW: Final = 0.8
_MEANT: Final = 6
_ALIKE: Final = 5
_CORNER_M: Final = 120
_CORNER_P: Final = 0.9
_NAMED_AT: Final = 0.05
"""Probability below which a street is not even named."""


class Describer:
    """Makes places of one index. ``similar`` looks for houses that may have been meant."""

    def __init__(self, index: PlaceIndex, territories: Territories, similar: Similar) -> None:
        self._index, self._territories, self._similar = index, territories, similar
        self._street_area = lru_cache(maxsize=4096)(self._area_of_street)
        self._nearest = Nearest(index.lat, index.lon, ~np.isnan(index.lat) & index.own)

    def mentioned(self, text: str, mention: Mention, evidence: Evidence, resolver: Resolver) -> Place | None:
        span = (mention.start, mention.end)
        ranked = resolver.buildings(mention, evidence) if mention.house else []
        if ranked and ranked[0].p >= ANSWER_AT:
            return self._answer(text[slice(*span)], span, ranked)
        streets = resolver.streets(mention, evidence)
        if mention.house and not mention.settlement:
            housed = next((c for c in streets if self._index.houses(c.street)), None) or next(iter(streets), None)
            lacking = housed and mention.house.number not in self._index.houses(housed.street)
            if housed and housed.p >= _NAMED_AT and (lacking or not ranked):
                return self._no_such_house(text, mention, housed, ranked)
        if ranked:
            return self._answer(text[slice(*span)], span, ranked)
        if not streets or streets[0].p < _NAMED_AT:
            return None
        return self._answer(text[slice(*span)], span, streets)

    def _answer(self, words: str, span: tuple[int, int], ranked: list[Candidate]) -> Place:
        best = self._of(ranked[0])
        unsure = ranked[0].row >= 0 and ranked[0].p < ANSWER_AT
        shown = ranked if unsure else ranked[1:]
        others = tuple(self._of(c) for c in shown[:ALTERNATIVES])
        note = "ambiguous" if ranked[0].p < _AMBIGUOUS_BELOW and len(ranked) > 1 else ""
        if unsure:
            p = sum(c.p for c in ranked if c.street == ranked[0].street)
            street = self._of(Candidate(ranked[0].street, -1, p))
            return replace(street, text=words, span=span, alternatives=others, note="ambiguous")
        return replace(best, text=words, span=span, alternatives=others, note=note)

    def _no_such_house(self, text: str, mention: Mention, street: Candidate, ranked: list[Candidate]) -> Place:
        """The street without the house: first what may be meant instead, then the nearest numbers and the corner."""
        assert mention.house is not None
        houses = self._index.houses(street.street)
        number = mention.house.number
        near = [houses[n][0][0] for n in sorted(houses, key=lambda n: abs(n - number))[:2]]
        meant = [c.row for c in ranked[:_MEANT]] + list(self._similar.cornered(street.street, mention.house))[:3]
        alike = self._similar.namesakes(street.street, mention.house)[:_ALIKE]
        rows = dict.fromkeys([*meant, *near, *alike, *self._around(street.street, number)])
        p = {c.row: c.p for c in ranked}
        others = tuple(self.building(row, p.get(row, 0.0), "text") for row in list(rows)[:ALTERNATIVES])
        place = self._of(street)
        words = text[mention.start : mention.end]
        return replace(place, text=words, span=(mention.start, mention.end), alternatives=others, note="no_such_house")

    def more(self, mention: Mention, place: Place) -> tuple[Place, ...]:
        """The alternatives of a place and, while there is room, houses like it that the writer may have meant."""
        if mention.house is None or not mention.entries or len(place.alternatives) >= ALTERNATIVES:
            return place.alternatives
        street = min(mention.entries, key=lambda e: (e[1], len(self._index.streets[e[0]].path)))[0]
        row = self._index.row_of(place.building_id) if place.building_id else None
        if row is not None:
            street = int(self._index.street_of[row])
        seen = {place.building_id, *(other.building_id for other in place.alternatives)}
        rows = [*self._similar.cornered(street, mention.house), *self._similar.namesakes(street, mention.house)]
        more = [self.building(row, 0.0, "text") for row in dict.fromkeys(rows) if self._index.ids[row] not in seen]
        return (*place.alternatives, *more)[:ALTERNATIVES]

    def _around(self, street_id: int, number: int) -> list[int]:
        """Buildings near the spot where the number would be: one of them may stand on the corner of two streets."""
        index, street = self._index, self._index.streets[street_id]
        known = [
            Known(house_number, float(index.lat[row]), float(index.lon[row]))
            for house_number, houses in index.houses(street_id).items()
            for row, _ in houses
            if index.inferred_m[row] == 0
        ]
        spot = guess_point(number, known) if street.end > street.start else None
        if spot is None:
            return []
        near = self._nearest.within(spot.lat, spot.lon, _CORNER_M)
        return [row for row, _ in near if not street.start <= row < street.end]

    def corner(self, text: str, corner: Crossing, span: tuple[int, int], a: Place, b: Place) -> Place:
        index = self._index
        first, second = index.streets[corner.first], index.streets[corner.second]
        return replace(
            self.building(corner.row, _CORNER_P, "text"),
            text=text[slice(*span)],
            span=span,
            address=", ".join([*(p.capitalize() for p in first.path), f"{first.title} / {second.title}"]),
            building_id="",
            lat=corner.lat,
            lon=corner.lon,
            inferred_m=max(corner.metres, 1.0),
            alternatives=(replace(a, alternatives=()), replace(b, alternatives=())),
        )

    def thing(self, text: str, span: tuple[int, int] | None, thing: Thing) -> Place:
        """A station, a park, a school by its point."""
        area = self._territories.at(thing.lat, thing.lon)
        return Place(
            text=text[slice(*span)] if span else "",
            span=span,
            address=thing.title,
            lat=thing.lat,
            lon=thing.lon,
            district=area.district,
            municipality=area.municipality,
            confidence=certainty(thing.kind) if area.inside else 0.0,
            inferred_m=thing.error_m,
            note="" if area.inside else "outside_region",
        )

    def away(self, text: str, span: tuple[int, int], away: Away) -> Place:
        """A place in another region: the city and the region said, nothing of this register."""
        address = ", ".join(dict.fromkeys(part for part in (away.city, away.region) if part))
        return Place(text=text[slice(*span)], span=span, address=address, note="outside_region", region=away.region)

    def _of(self, candidate: Candidate, source: PlaceSource = "text") -> Place:
        if candidate.row >= 0:
            return self.building(candidate.row, candidate.p, source)
        street = self._index.streets[candidate.street]
        thing = find_object(self._index, street.title) if street.lat is None else None
        if thing:
            return replace(self.thing("", None, thing), confidence=round(candidate.p, 4), source=source)
        district, municipality = self._street_area(candidate.street)
        return Place(
            address=", ".join([*(p.capitalize() for p in street.path), street.title]),
            lat=street.lat,
            lon=street.lon,
            district=district,
            municipality=municipality,
            confidence=round(candidate.p, 4),
            source=source,
        )

    def _area_of_street(self, street_id: int) -> tuple[str, str]:
        """District and municipality of a street, where all its houses lie in one."""
        street = self._index.streets[street_id]
        if street.start == street.end:
            if street.lat is None or street.lon is None:
                return "", ""
            area = self._territories.at(street.lat, street.lon)
            return area.district, area.municipality
        districts = set(self._index.district_of[street.start : street.end].tolist())
        municipalities = set(self._index.municipality_of[street.start : street.end].tolist())
        return (
            self._index.districts[districts.pop()] if len(districts) == 1 else "",
            self._index.municipalities[municipalities.pop()] if len(municipalities) == 1 else "",
        )

    def building(self, row: int, p: float, source: PlaceSource) -> Place:
        index = self._index
        lat, lon, error = float(index.lat[row]), float(index.lon[row]), float(index.inferred_m[row])
        known = not math.isnan(lat)
        return Place(
            address=index.address(row),
            building_id=index.ids[row],
            lat=lat if known else None,
            lon=lon if known else None,
            district=index.districts[index.district_of[row]],
            municipality=index.municipalities[index.municipality_of[row]],
            confidence=round(p, 4),
            source=source,
            inferred_m=error if known and error else None,
        )
