"""The door of the room: a text, an address line or a point in; a place of the region's register out."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from routing.understanding.place.crossing import crossing
from routing.understanding.place.describe import ALTERNATIVES, ANSWER_AT, Describer
from routing.understanding.place.elsewhere import BORDERS, Borders, Country
from routing.understanding.place.geometry import Nearest, Territories
from routing.understanding.place.index import PlaceIndex, fingerprint, load, save
from routing.understanding.place.mentions import Mention, MentionFinder, Reading
from routing.understanding.place.objects import find_object
from routing.understanding.place.resolver import Evidence, Resolver, load_weights
from routing.understanding.place.similar import Similar
from routing.understanding.place.spoken import Spoken
from routing.understanding.place.suggest import Suggester, Suggestion
from routing.understanding.place.unlisted import Unlisted, find_unlisted
from routing.understanding.types import Hints, Place

INDEX_FILE: Final = Path("models") / "place.npz"
OUTSIDE: Final = "outside_region"
_SURE: Final = 0.99
_LIKELY_STREET: Final = 0.4
_STREET_LEVEL: Final = 2
_MOST_CORNERS: Final = 2
_LONGEST: Final = 6_000
"""Characters read: a place is named on the first pages, and a wall of words must not hold up the others."""
_NO_HINTS: Final = Hints()


@dataclass(frozen=True, slots=True)
class Location:
    """What lies at a point. ``metres`` to the nearest building with known coordinates; ``None`` if there is none."""

    district: str = ""
    municipality: str = ""
    building_id: str = ""
    address: str = ""
    metres: float | None = None
    inside: bool = True
    region: str = ""
    """Outside: the region of the country that holds the point, where that is sure."""


class PlaceReader:
    """Reads places of one region. Thread-safe: nothing is changed after loading but caches.

    >>> PlaceReader.load(Path("agencies/regions/spb")).read("Яма у дома 5 по Садовой", Hints())  # doctest: +SKIP
    """

    def __init__(self, index: PlaceIndex, territories: Territories, borders: Borders | None = None) -> None:
        self.index = index
        self.territories = territories
        weights = load_weights()
        self.words = Resolver(index, weights["text"])
        self.lines = Resolver(index, weights["line"])
        self._finder = MentionFinder(index)
        self._country = Country(index.cities, index.city_forms, index.own_names)
        self._borders = borders
        self._nearest = Nearest(index.lat, index.lon, np.asarray((index.inferred_m == 0) & index.own))
        self._suggester = Suggester(index)
        self._describe = Describer(index, territories, Similar(index, self.words))

    @classmethod
    def load(cls, region_folder: Path | str) -> PlaceReader:
        """The reader of a region's folder. A missing, stale or damaged index is built (seconds) and saved if the
        folder allows: several processes may start at once, each writes a file of its own and the last one stays.

        Raises ``FileNotFoundError`` when the folder has no register of buildings.
        """
        folder = Path(region_folder)
        expected = fingerprint(folder)
        index = load(folder / INDEX_FILE, expected)
        if index is None:
            from routing.understanding.place.building import build  # noqa: PLC0415 - morphology only when building

            arrays = build(folder)
            index = PlaceIndex(arrays)
            with contextlib.suppress(OSError):
                save(folder / INDEX_FILE, arrays)
        return cls(index, Territories.read(folder), Borders(folder.parent / BORDERS))

    def read(self, text: str, hints: Hints = _NO_HINTS) -> Place | None:
        """The place an appeal is about, or ``None``. The building chosen wins, then the address typed, then the words
        of the text with the point as evidence, then the bare point."""
        chosen = self._chosen(hints)
        if chosen:
            return chosen
        typed = self.resolve(hints.address, hints) if hints.address.strip() else None
        if typed and typed.building_id:
            return replace(typed, source="typed", span=None)
        if typed and typed.note == OUTSIDE:
            return self._pinned(hints) or replace(typed, source="typed", span=None)
        said = Spoken(text[:_LONGEST])
        reading = self._finder.read(said.text)
        spoken = self._spoken(reading, hints)
        if spoken:
            spoken = said.back(spoken)
        if spoken and (spoken.building_id or not typed):
            return (self._pinned(hints) if spoken.note == OUTSIDE else None) or spoken
        if typed:
            return replace(typed, source="typed", span=None)
        beside = self._point(hints) or self._beside(reading)
        return said.back(beside) if beside else None

    def _beside(self, reading: Reading) -> Place | None:
        """What is said when no street of the region is: a station or a park by its point, a city elsewhere, words."""
        found = self._unlisted(reading.text, [])
        located = next((place for place in found if place.lat is not None), None)
        return located or self._city(reading) or next(iter(found), None)

    def _city(self, reading: Reading) -> Place | None:
        aways = self._country.find(reading.text, reading.folded, reading.tokens)
        return next((self._describe.away(reading.text, (a.start, a.end), a) for a in aways if a.placed), None)

    def _pinned(self, hints: Hints) -> Place | None:
        """The point on the map, if it lies in the region: surer than a city named in words."""
        point = self._point(hints)
        return point if point and not point.note else None

    def mentions(self, text: str, hints: Hints = _NO_HINTS) -> list[Place]:
        """Every place named in the text, in order, each with its span; also those no register knows
        (``note`` is «unlisted»: nothing but the words is known of them)."""
        said = Spoken(text[:_LONGEST])
        known = [place for _, place in self._found(self._finder.read(said.text), said.text, hints)]
        found = sorted([*known, *self._unlisted(said.text, known)], key=lambda place: place.span or (0, 0))
        return [said.back(place) for place in found]

    def _unlisted(self, text: str, known: list[Place]) -> list[Place]:
        taken = [place.span for place in known if place.span]
        found = sorted(find_unlisted(text[:_LONGEST]), key=lambda one: (one.kind != "street", not one.house))
        free = (one for one in found if not any(one.start < end and start < one.end for start, end in taken))
        return [self._as_object(text, one) for one in free]

    def _as_object(self, text: str, one: Unlisted) -> Place:
        """A place without an address: with its point where the region's objects hold it, else in words only."""
        words = text[one.start : one.end]
        thing = find_object(self.index, words) if one.kind == "object" else None
        if thing:
            return self._describe.thing(text, (one.start, one.end), thing)
        return Place(text=words, span=(one.start, one.end), note="unlisted")

    def _found(self, reading: Reading, text: str, hints: Hints) -> list[tuple[Mention, Place]]:
        evidence = self._evidence(reading, hints)
        aways = self._country.find(reading.text, reading.folded, reading.tokens)
        found: list[tuple[Mention, Place]] = []
        for mention in reading.mentions:
            away = self._country.of_street(reading.folded, mention.start, mention.end, aways) if aways else None
            if away:
                found.append((mention, self._describe.away(text, (mention.start, mention.end), away)))
            elif place := self._describe.mentioned(text, mention, evidence, self.words):
                found.append((mention, place))
        return found

    def _spoken(self, reading: Reading, hints: Hints) -> Place | None:
        """What the text is about: a building before a crossing before a street before a settlement; of several
        buildings that are sure enough the one named first."""
        text = reading.text
        found = self._found(reading, text, hints)
        outside = [place for _, place in found if place.note == OUTSIDE]
        buildings = [place for _, place in found if place.building_id and place.confidence >= ANSWER_AT]
        if buildings:
            return buildings[0]
        pairs = [pair for pair in pairwise(found) if _may_meet(pair[0][0], pair[1][0])]
        for (first, a), (second, b) in pairs[:_MOST_CORNERS]:
            corner = crossing(self.index, first, second)
            if corner:
                return self._describe.corner(text, corner, (first.start, second.end), a, b)
        if outside:
            return outside[0]
        ranked = sorted(found, key=lambda pair: _level(*pair))
        if ranked and _level(*ranked[-1])[0] == _STREET_LEVEL:
            return ranked[-1][1]
        located = (place for place in self._unlisted(text, [place for _, place in found]) if place.lat is not None)
        return next(located, None) or (ranked[-1][1] if ranked else None)

    def resolve(self, line: str, hints: Hints = _NO_HINTS) -> Place | None:
        """A bare address line → the best building and up to 9 others that fit; ``None`` when no name is known in it."""
        line = Spoken(line[:_LONGEST]).text
        reading = self._finder.read(line, line=True)
        evidence = self._evidence(reading, hints)
        streets = [m for m in reading.mentions if not m.settlement] or reading.mentions
        with_house = [m for m in streets if m.house]
        aways = self._country.find(reading.text, reading.folded, reading.tokens)
        for mention in with_house or streets:
            away = self._country.of_street(reading.folded, mention.start, mention.end, aways) if aways else None
            if away:
                return self._describe.away(reading.text, (mention.start, mention.end), away)
        found = [(m, self._describe.mentioned(reading.text, m, evidence, self.lines)) for m in with_house or streets]
        sure = [(mention, place) for mention, place in found if place]
        if not sure:
            return next((place for place in self._unlisted(line, []) if place.lat is not None), None)
        mention, best = max(sure, key=lambda pair: _rank(pair[1]))
        return replace(best, span=None, alternatives=self._describe.more(mention, best))

    def locate(self, lat: float, lon: float) -> Location:
        """District, municipality and the nearest building of a point in degrees WGS 84."""
        area = self.territories.at(lat, lon)
        outside = not area.inside and self._borders is not None
        region = self._borders.region_at(lat, lon, self.territories.region) if outside and self._borders else ""
        nearest = self._nearest.to(lat, lon)
        if nearest is None:
            return Location(area.district, area.municipality, inside=area.inside, region=region)
        row, metres = nearest
        address = self.index.address(row)
        return Location(area.district, area.municipality, self.index.ids[row], address, metres, area.inside, region)

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        """Addresses that continue what was typed: streets first, houses once the street is clear."""
        return self._suggester.suggest(prefix, limit)

    def _evidence(self, reading: Reading, hints: Hints) -> Evidence:
        return Evidence(reading.settlements, hints.lat, hints.lon)

    def _chosen(self, hints: Hints) -> Place | None:
        row = self.index.row_of(hints.building_id) if hints.building_id else None
        return self._describe.building(row, _SURE, "building") if row is not None else None

    def _point(self, hints: Hints) -> Place | None:
        if hints.lat is None or hints.lon is None:
            return None
        here = self.locate(hints.lat, hints.lon)
        near = self._nearest.within(hints.lat, hints.lon, 100)[:ALTERNATIVES] if here.inside else []
        return Place(
            address=here.address if near else "",
            lat=hints.lat,
            lon=hints.lon,
            district=here.district,
            municipality=here.municipality,
            confidence=_SURE if here.inside else 0.0,
            source="point",
            alternatives=tuple(self._describe.building(row, 0.0, "point") for row, _ in near),
            note="" if here.inside else OUTSIDE,
            region=here.region,
        )


def _rank(place: Place) -> tuple[bool, float, int]:
    span = place.span or (0, 0)
    return bool(place.building_id), place.confidence, span[1] - span[0]


def _may_meet(first: Mention, second: Mention) -> bool:
    return second.corner and not (first.settlement or second.settlement or first.house)


def _level(mention: Mention, place: Place) -> tuple[int, float, int]:
    likely = place.confidence >= _LIKELY_STREET
    level = 0 if mention.settlement and not likely else 1 if mention.settlement else _STREET_LEVEL if likely else 0
    return level, place.confidence, mention.end - mention.start
