"""The door of the room: a text, an address line or a point in; a place of the region's register out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from routing.understanding.place.geometry import Nearest, Territories
from routing.understanding.place.index import PlaceIndex, fingerprint, load, save
from routing.understanding.place.inference import Known, guess_point
from routing.understanding.place.mentions import Mention, MentionFinder, Reading
from routing.understanding.place.resolver import Candidate, Evidence, Resolver, load_weights
from routing.understanding.place.suggest import Suggester, Suggestion
from routing.understanding.types import Hints, Place, PlaceSource

INDEX_FILE: Final = Path("models") / "place.npz"
ANSWER_AT: Final = 0.5
"""Probability below which a building is not named; the alternatives still are."""
_ALTERNATIVES: Final = 9
_AMBIGUOUS_BELOW: Final = 0.8
_CORNER_M: Final = 120
_SURE: Final = 0.99
_NO_HINTS: Final = Hints()


@dataclass(frozen=True, slots=True)
class Location:
    """What lies at a point. ``metres`` to the nearest building with known coordinates; ``None`` in an empty register."""

    district: str = ""
    municipality: str = ""
    building_id: str = ""
    address: str = ""
    metres: float | None = None
    inside: bool = True


class PlaceReader:
    """Reads places of one region. Thread-safe: nothing is changed after loading but caches.

    >>> PlaceReader.load(Path("agencies/regions/spb")).read("Яма у дома 5 по Садовой", Hints())  # doctest: +SKIP
    """

    def __init__(self, index: PlaceIndex, territories: Territories) -> None:
        self.index = index
        self.territories = territories
        weights = load_weights()
        self.words = Resolver(index, weights["text"])
        self.lines = Resolver(index, weights["line"])
        self._finder = MentionFinder(index)
        self._nearest = Nearest(index.lat, index.lon, np.asarray((index.inferred_m == 0) & index.own))
        self._all_nearest = Nearest(index.lat, index.lon, ~np.isnan(index.lat) & index.own)
        self._suggester = Suggester(index)

    @classmethod
    def load(cls, region_folder: Path | str) -> PlaceReader:
        """The reader of a region's folder. A missing or stale index is built (seconds) and saved if the folder allows.

        Raises ``FileNotFoundError`` when the folder has no register of buildings.
        """
        folder = Path(region_folder)
        expected = fingerprint(folder)
        index = load(folder / INDEX_FILE, expected)
        if index is None:
            from routing.understanding.place.building import build  # noqa: PLC0415 - morphology only when building

            arrays = build(folder)
            index = PlaceIndex(arrays)
            try:
                save(folder / INDEX_FILE, arrays)
            except OSError:
                pass
        return cls(index, Territories.read(folder))

    def read(self, text: str, hints: Hints = _NO_HINTS) -> Place | None:
        """The place an appeal is about, or ``None``. The building chosen wins, then the address typed, then the words
        of the text with the point as evidence, then the bare point."""
        chosen = self._chosen(hints)
        if chosen:
            return chosen
        typed = self.resolve(hints.address, hints) if hints.address.strip() else None
        if typed and typed.building_id:
            return replace(typed, source="typed", span=None)
        spoken = self._best(self.mentions(text, hints))
        if spoken and (spoken.building_id or not typed):
            return spoken
        if typed:
            return replace(typed, source="typed", span=None)
        return self._point(hints)

    def mentions(self, text: str, hints: Hints = _NO_HINTS) -> list[Place]:
        """Every place named in the text, in order, each with its span."""
        reading = self._finder.read(text)
        evidence = self._evidence(reading, hints)
        found = (self._place(text, mention, evidence, self.words) for mention in reading.mentions)
        return [place for place in found if place is not None]

    def resolve(self, line: str, hints: Hints = _NO_HINTS) -> Place | None:
        """A bare address line → the best building and up to 9 others that fit; ``None`` when no name is known in it."""
        reading = self._finder.read(line, line=True)
        evidence = self._evidence(reading, hints)
        streets = [m for m in reading.mentions if not m.settlement] or reading.mentions
        with_house = [m for m in streets if m.house]
        found = [self._place(reading.text, m, evidence, self.lines) for m in with_house or streets]
        best = max((p for p in found if p), key=_rank, default=None)
        return replace(best, span=None) if best else None

    def locate(self, lat: float, lon: float) -> Location:
        """District, municipality and the nearest building of a point in degrees WGS 84."""
        area = self.territories.at(lat, lon)
        nearest = self._nearest.to(lat, lon)
        if nearest is None:
            return Location(area.district, area.municipality, inside=area.inside)
        row, metres = nearest
        return Location(
            area.district, area.municipality, self.index.ids[row], self.index.address(row), metres, area.inside
        )

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        """Addresses that continue what was typed: streets first, houses once the street is clear."""
        return self._suggester.suggest(prefix, limit)

    def _evidence(self, reading: Reading, hints: Hints) -> Evidence:
        return Evidence(reading.settlements, hints.lat, hints.lon)

    def _best(self, places: Sequence[Place]) -> Place | None:
        return max(places, key=_rank, default=None)

    def _place(self, text: str, mention: Mention, evidence: Evidence, resolver: Resolver) -> Place | None:
        span = (mention.start, mention.end)
        if mention.house:
            ranked = resolver.buildings(mention, evidence)
            if ranked:
                return self._answer(text[slice(*span)], span, ranked)
        streets = resolver.streets(mention, evidence)
        if not streets or streets[0].p < 0.05:
            return None
        if mention.house and not mention.settlement:
            return self._no_such_house(text, mention, streets)
        return self._answer(text[slice(*span)], span, streets)

    def _answer(self, words: str, span: tuple[int, int], ranked: list[Candidate]) -> Place:
        best = self._of(ranked[0])
        unsure = ranked[0].row >= 0 and ranked[0].p < ANSWER_AT
        shown = ranked if unsure else ranked[1:]
        others = tuple(self._of(c) for c in shown[:_ALTERNATIVES])
        note = "ambiguous" if ranked[0].p < _AMBIGUOUS_BELOW and len(ranked) > 1 else ""
        if unsure:
            street = self._of(Candidate(ranked[0].street, -1, ranked[0].p))
            return replace(street, text=words, span=span, alternatives=others, note="ambiguous")
        return replace(best, text=words, span=span, alternatives=others, note=note)

    def _no_such_house(self, text: str, mention: Mention, streets: list[Candidate]) -> Place:
        street = streets[0]
        assert mention.house is not None
        houses = self.index.houses(street.street)
        number = mention.house.number
        rows = [houses[n][0][0] for n in sorted(houses, key=lambda n: abs(n - number))[:2]]
        rows += [row for row in self._around(street.street, number) if row not in rows]
        others = tuple(self._building(row, 0.0, "text") for row in rows[:_ALTERNATIVES])
        place = self._of(street)
        words = text[mention.start : mention.end]
        return replace(place, text=words, span=(mention.start, mention.end), alternatives=others, note="no_such_house")

    def _around(self, street_id: int, number: int) -> list[int]:
        """Buildings near the spot where the number would be: one of them may stand on the corner of two streets."""
        index, street = self.index, self.index.streets[street_id]
        known = [
            Known(house_number, float(index.lat[row]), float(index.lon[row]))
            for house_number, houses in index.houses(street_id).items()
            for row, _ in houses
            if index.inferred_m[row] == 0
        ]
        spot = guess_point(number, known) if street.end > street.start else None
        if spot is None:
            return []
        near = self._all_nearest.within(spot.lat, spot.lon, _CORNER_M)
        return [row for row, _ in near if not street.start <= row < street.end]

    def _of(self, candidate: Candidate, source: PlaceSource = "text") -> Place:
        if candidate.row >= 0:
            return self._building(candidate.row, candidate.p, source)
        street = self.index.streets[candidate.street]
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

    def _street_area(self, street_id: int) -> tuple[str, str]:
        """District and municipality of a street, where all its houses lie in one."""
        street = self.index.streets[street_id]
        if street.start == street.end:
            if street.lat is None or street.lon is None:
                return "", ""
            area = self.territories.at(street.lat, street.lon)
            return area.district, area.municipality
        districts = set(self.index.district_of[street.start : street.end].tolist())
        municipalities = set(self.index.municipality_of[street.start : street.end].tolist())
        return (
            self.index.districts[districts.pop()] if len(districts) == 1 else "",
            self.index.municipalities[municipalities.pop()] if len(municipalities) == 1 else "",
        )

    def _building(self, row: int, p: float, source: PlaceSource) -> Place:
        index = self.index
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

    def _chosen(self, hints: Hints) -> Place | None:
        row = self.index.row_of(hints.building_id) if hints.building_id else None
        return self._building(row, _SURE, "building") if row is not None else None

    def _point(self, hints: Hints) -> Place | None:
        if hints.lat is None or hints.lon is None:
            return None
        here = self.locate(hints.lat, hints.lon)
        near = self._nearest.within(hints.lat, hints.lon, 100)[:_ALTERNATIVES] if here.inside else []
        return Place(
            address=here.address if near else "",
            lat=hints.lat,
            lon=hints.lon,
            district=here.district,
            municipality=here.municipality,
            confidence=_SURE if here.inside else 0.0,
            source="point",
            alternatives=tuple(self._building(row, 0.0, "point") for row, _ in near),
            note="" if here.inside else "outside_region",
        )


def _rank(place: Place) -> tuple[bool, float, int]:
    span = place.span or (0, 0)
    return bool(place.building_id), place.confidence, span[1] - span[0]
