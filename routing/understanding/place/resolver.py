"""From a mention to buildings of the register: candidates, evidence, probabilities.

Every candidate gets a sum of weights of its features; the softmax over the candidates and «none of them» is the
probability. The weights are learned by ``tools/fit_place.py`` (conditional logit, McFadden 1974) from noisy addresses
with known buildings, so that the probabilities are calibrated.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from routing.understanding.place.forms import FULL, PART
from routing.understanding.place.geometry import distance_m
from routing.understanding.place.grammar import HouseText, Part
from routing.understanding.place.index import PlaceIndex, Street
from routing.understanding.place.lexicon import THING_KINDS
from routing.understanding.place.mentions import Mention
from routing.understanding.place.register import House

WEIGHTS: Final = Path(__file__).with_name("weights.json")
_SLOTS: Final = ("corpus", "litera", "letter", "second", "stroenie", "other")
_DISTANCES: Final = ((60, "60m"), (200, "200m"), (700, "700m"), (2_500, "2500m"))
_MOST_STREETS: Final = 200
_LONG: Final = 20
NONE: Final = "none"
SETTLEMENT_P: Final = 0.9
"""How sure the name of a settlement is by itself."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What else is known: settlements named, the point on the map in degrees, the district of that point."""

    settlements: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A building (``row``) or, with ``row`` −1, a street as a whole; ``p`` the probability that it is meant."""

    street: int
    row: int
    p: float


class Resolver:
    """Ranks the buildings and streets that a mention may mean."""

    def __init__(self, index: PlaceIndex, weights: dict[str, float]) -> None:
        self._index = index
        self.weights = weights
        self.paths = frozenset(part for street in index.streets for part in street.path)

    def buildings(self, mention: Mention, evidence: Evidence) -> list[Candidate]:
        """Buildings with the number said, best first. The probabilities and that of «none» sum to one."""
        scored = [(street, row, self.score(features)) for street, row, features in self.candidates(mention, evidence)]
        return self._ranked(scored)

    def streets(self, mention: Mention, evidence: Evidence) -> list[Candidate]:
        """The streets the name may mean, best first. A settlement needs no other evidence than its name."""
        if mention.settlement:
            share = SETTLEMENT_P / len(mention.entries)
            return [Candidate(entry[0], -1, share) for entry in mention.entries]
        scored = [
            (entry[0], -1, self.score(self.street_features(mention, entry, evidence)))
            for entry in mention.entries[:_MOST_STREETS]
        ]
        return self._ranked(scored)

    def candidates(self, mention: Mention, evidence: Evidence) -> Iterator[tuple[int, int, list[str]]]:
        """(street id, row, features) of every building with the number said on every street of the name."""
        if mention.house is None:
            return
        entries = [(entry, *self._numbered(entry[0], mention.house)) for entry in mention.entries[:_MOST_STREETS]]
        lacking = any(not rows and self._eminent(mention, entry) for entry, rows, _ in entries)
        for entry, rows, written in entries:
            if not rows:
                continue
            base = self.street_features(mention, entry, evidence) + written
            other_side = "other side" in base and bool(self._index.streets[entry[0]].side)
            if lacking:
                base.append("eminent lacks it" if entry[1] < PART else "eminent lacks it, part")
            for row, house in rows:
                inner = ["inner number"] if house.number != mention.house.number and not written else []
                agreeing = house_features(mention.house.parts, house)
                features = base + inner + agreeing
                if not self._index.inferred_m[row]:
                    # Houses often spoken of have points; in words that must not outweigh a part or side that was said.
                    contradicted = any(f[-1] in "x!" for f in agreeing) or other_side
                    features.append("placed, contradicted" if contradicted else "placed")
                yield entry[0], row, features + self._near(evidence, row)

    def _eminent(self, mention: Mention, entry: tuple[int, int, float]) -> bool:
        """A long street of the city itself with the very name said: if it lacks the house, another may be wrong."""
        street = self._index.streets[entry[0]]
        long = street.end - street.start >= _LONG and not street.path
        return long and entry[1] == FULL and entry[2] == 1 and (not mention.kinds or street.kind in mention.kinds)

    def _numbered(self, street: int, said: HouseText) -> tuple[tuple[tuple[int, House], ...], list[str]]:
        """Houses of a street with the number said; failing that, with the second number: «26-28» may be 28."""
        houses = self._index.houses(street)
        rows = houses.get(said.number, ())
        if rows:
            return rows, []
        for kind, value in said.parts:
            last = value.rsplit("-", 1)[-1]
            if kind == "second" and last.isdigit() and int(last) in houses:
                return houses[int(last)], ["second number"]
        return (), []

    def street_features(self, mention: Mention, entry: tuple[int, int, float], evidence: Evidence) -> list[str]:
        """What speaks for a street: how the name was spelt, the kind, the side, the settlement."""
        street = self._index.streets[entry[0]]
        features = [("full", "short", "part")[entry[1]]]
        if entry[2] < 1:
            features.append("misspelt" if entry[2] > 0.92 else "badly misspelt")
        if mention.house is None and street.kind in THING_KINDS and not mention.kinds:
            features.append("unsaid thing")
        elif mention.kinds:
            features.append("kind" if street.kind in mention.kinds else "other kind")
        else:
            features.append(f"unsaid {street.kind}" if street.kind in ("улица", "проспект") else "unsaid kind")
        if mention.sides or street.side:
            same = street.side in mention.sides
            features.append("side" if same else "other side" if mention.sides else "unsaid side")
        features.append(self._settled(street, evidence))
        if mention.house is None:
            if self._other_thing(mention, street):
                features.append("no thing")
            features += self._near_street(evidence, street)
            features.append("houses" if street.end - street.start > 20 else "few houses")
        return features

    def _other_thing(self, mention: Mention, street: Street) -> bool:
        """A bridge was said and this is a street; or a street that there is, and this is the bridge of its name."""
        if not mention.kinds or mention.kinds & {street.kind}:
            return False
        if mention.kinds <= THING_KINDS:
            return street.kind not in THING_KINDS
        there = (self._index.streets[entry[0]].kind for entry in mention.entries[:_MOST_STREETS])
        return street.kind in THING_KINDS and any(kind in mention.kinds for kind in there)

    def _settled(self, street: Street, evidence: Evidence) -> str:
        named = evidence.settlements & self.paths
        if named:
            return "settlement" if named & set(street.path) else "other settlement"
        return "unsaid settlement" if street.path else "city"

    def _near(self, evidence: Evidence, row: int) -> list[str]:
        if evidence.lat is None or evidence.lon is None:
            return []
        lat, lon = float(self._index.lat[row]), float(self._index.lon[row])
        if math.isnan(lat):
            return ["nowhere"]
        slack = float(self._index.inferred_m[row])
        return [_near_word(max(0.0, distance_m(evidence.lat, evidence.lon, lat, lon) - slack))]

    def _near_street(self, evidence: Evidence, street: Street) -> list[str]:
        if evidence.lat is None or evidence.lon is None or street.lat is None or street.lon is None:
            return []
        return [_near_word(distance_m(evidence.lat, evidence.lon, street.lat, street.lon) / 4)]

    def score(self, features: list[str]) -> float:
        weights = self.weights
        return sum(weights.get(feature, 0.0) for feature in features)

    def _ranked(self, scored: list[tuple[int, int, float]]) -> list[Candidate]:
        none = self.weights.get(NONE, 0.0)
        top = max((s for _, _, s in scored), default=0.0)
        top = max(top, none)
        total = math.exp(none - top) + sum(math.exp(s - top) for _, _, s in scored)
        ranked = [Candidate(street, row, math.exp(s - top) / total) for street, row, s in scored]
        return self._once(sorted(ranked, key=lambda c: -c.p))

    def _once(self, ranked: list[Candidate]) -> list[Candidate]:
        """A building that fits under two of its addresses counts once, under the better, with both probabilities."""
        found: dict[str, Candidate] = {}
        for candidate in ranked:
            key = self._index.ids[candidate.row] if candidate.row >= 0 else f"street {candidate.street}"
            first = found.get(key)
            found[key] = candidate if first is None else replace(first, p=first.p + candidate.p)
        return sorted(found.values(), key=lambda c: -c.p)


def house_features(parts: tuple[Part, ...], house: House) -> list[str]:
    """How the parts said agree with the parts of a house: «corpus=», «letter>litera», «second!», «+litera а»…"""
    free = {slot: value for slot in _SLOTS if (value := getattr(house, slot))}
    features: list[str] = []
    late: list[Part] = []
    for kind, value in parts:
        slot = "litera" if kind == "capital" else kind
        if free.get(slot) == value:
            features.append(f"{kind}=")
            del free[slot]
        else:
            late.append((kind, value))
    for kind, value in late:
        other = next((s for s in _SLOTS if free.get(s) == value), None)
        if other:
            features.append(f"{kind}>{other}")
            del free[other]
        else:
            features.append(f"{kind}x" if kind in free else f"{kind}!")
    for slot, value in free.items():
        features.append(f"+{slot} {value}" if value in ("а", "1") else f"+{slot}")
    if not any(f[-1] in "!x" or ">" in f for f in features) and not set(free) - {"litera"}:
        features.append("exact")
    return features


def _near_word(metres: float) -> str:
    return next((word for limit, word in _DISTANCES if metres <= limit), "far")


@lru_cache(maxsize=1)
def load_weights() -> dict[str, dict[str, float]]:
    """Learned weights of the features, apart for organisations' address lines («line») and citizens' words («text»)."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


__all__ = ["FULL", "NONE", "PART", "Candidate", "Evidence", "Resolver", "house_features", "load_weights"]
