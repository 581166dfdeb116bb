"""Which streets of a name a house may belong to: not the bridge of that name, nor what was called so once."""

from __future__ import annotations

from routing.understanding.place.grammar import HouseText
from routing.understanding.place.index import PlaceIndex
from routing.understanding.place.lexicon import THING_KINDS

Entry = tuple[int, int, float]
"""(street id, FULL | SHORT | PART, likeness of the spelling 0–1)."""


def housed(
    index: PlaceIndex, entries: tuple[Entry, ...], kinds: frozenset[str], house: HouseText, key: str
) -> tuple[Entry, ...]:
    """Who has houses: the street before the bridge of its name; the present name before an old one («Мира 4»).

    A bare number that no street of the name has leaves the bridge said: «Тучков мост, 2 полосы».
    """
    streets = index.streets
    with_houses = tuple(e for e in entries if streets[e[0]].kind not in THING_KINDS or index.houses(e[0]))
    if not with_houses:
        return () if kinds and not kinds & THING_KINDS else entries
    numbered = {e[0] for e in with_houses if house.number in index.houses(e[0])}
    if kinds and kinds <= THING_KINDS and not numbered and not house.said:
        return tuple(e for e in entries if streets[e[0]].kind in kinds) or with_houses
    present = [e for e in with_houses if any(word[:4] == key[:4] for word in streets[e[0]].words)]
    return tuple(present) if not kinds and any(e[0] in numbered for e in present) else with_houses
