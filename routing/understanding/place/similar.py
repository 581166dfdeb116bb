"""Houses a writer may have meant when the one named does not exist or another would fit as well.

Offered as alternatives only, never answered: the house that stands on the corner and carries the number second
(«дом 35/15» for «дом 15»), and the same number on streets whose names hold the words said («Ново-Александровская» for
«Александровская»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from routing.understanding.place.grammar import HouseText
from routing.understanding.place.index import PlaceIndex
from routing.understanding.place.register import House
from routing.understanding.place.resolver import Resolver, house_features

_MOST_STREETS = 60
_SHORTEST_WORD = 4


class Similar:
    """Looks for such houses in one index. The words of all names are collected when first asked."""

    def __init__(self, index: PlaceIndex, resolver: Resolver) -> None:
        self._index, self._resolver = index, resolver

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for street in self._index.streets:
            if street.end > street.start:
                for word in set(" ".join([*street.words, *street.path]).split()):
                    found[word].append(street.id)
        return dict(found)

    def cornered(self, street_id: int, said: HouseText) -> Iterator[int]:
        """Rows of the street whose second number is the one said."""
        for houses in self._index.houses(street_id).values():
            for row, house in houses:
                if house.number != said.number and str(said.number) in house.second.split("-"):
                    yield row

    def namesakes(self, street_id: int, said: HouseText) -> list[int]:
        """One row a street: the number said on streets whose names hold the words of this one's, likest first."""
        street = self._index.streets[street_id]
        words = [word for word in street.words if len(word) >= _SHORTEST_WORD]
        if not words:
            return []
        ids = set.intersection(*(set(self._by_word.get(word, ())) for word in words)) - {street_id}
        ranked = sorted(ids, key=lambda i: self._strangeness(i, street_id))[:_MOST_STREETS]
        rows = (self._best(self._index.houses(i).get(said.number, ()), said) for i in ranked)
        return [row for row in rows if row is not None]

    def _strangeness(self, other_id: int, street_id: int) -> tuple[bool, int, int]:
        other, street = self._index.streets[other_id], self._index.streets[street_id]
        return other.kind != street.kind, len(other.path), abs(len(other.words) - len(street.words))

    def _best(self, houses: tuple[tuple[int, House], ...], said: HouseText) -> int | None:
        scored = [(self._resolver.score(house_features(said.parts, house)), row) for row, house in houses]
        return max(scored)[1] if scored else None
