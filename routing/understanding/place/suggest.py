"""What the address field offers while a citizen types: streets first, then the houses of the street."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from routing.understanding.place.index import PlaceIndex, Street
from routing.understanding.place.lexicon import SETTLEMENT_WORDS, STREET_WORDS
from routing.understanding.place.tokens import fold, tokenise

_SCANNED: Final = 400


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list. ``building_id`` is empty for a street: the house is still to be typed."""

    text: str
    building_id: str = ""
    lat: float | None = None
    lon: float | None = None


class Suggester:
    """Prefix search over the words of street names; answers in well under a millisecond."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        keys = [
            (" ".join(street.words[at:]), street.id)
            for street in index.streets
            if not street.settlement and street.end > street.start
            for at in range(len(street.words))
        ]
        self._keys = sorted(keys)

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        """Lines that continue ``prefix``; empty for fewer than two letters of a name."""
        tokens = [t.key for t in tokenise(fold(prefix))]
        words = [t for t in tokens if t not in STREET_WORDS and t not in SETTLEMENT_WORDS]
        name, tail = _cut(words)
        if sum(map(len, name)) < 2:
            return []
        streets = self._streets(name, {k for t in tokens for k in STREET_WORDS.get(t, ())})
        if not tail:
            return [Suggestion(_title(street), lat=street.lat, lon=street.lon) for street in streets[:limit]]
        found: list[Suggestion] = []
        for street in streets:
            found += self._houses(street, tail, limit - len(found))
            if len(found) >= limit:
                break
        return found

    def _streets(self, words: list[str], kinds: set[str]) -> list[Street]:
        wanted = " ".join(words)
        at = bisect_left(self._keys, (wanted, -1))
        seen: dict[int, bool] = {}
        for key, street_id in self._keys[at : at + _SCANNED]:
            if not key.startswith(wanted):
                break
            seen[street_id] = seen.get(street_id, False) or key == wanted
        streets = [(self._index.streets[i], exact) for i, exact in seen.items()]
        streets.sort(
            key=lambda pair: (
                bool(kinds) and pair[0].kind not in kinds,
                not pair[1],
                len(pair[0].path),
                -(pair[0].end - pair[0].start),
            )
        )
        return [street for street, _ in streets]

    def _houses(self, street: Street, tail: list[str], limit: int) -> list[Suggestion]:
        wanted = tail[0]
        rows: list[tuple[int, int]] = []
        for number, houses in self._index.houses(street.id).items():
            if str(number).startswith(wanted):
                rows += [
                    (number, row)
                    for row, house in houses
                    if all(any(part.startswith(t) for part in house[1:] if part) for t in tail[1:])
                ]
        rows.sort()
        return [
            Suggestion(
                self._index.address(row),
                self._index.ids[row],
                _number(self._index.lat[row]),
                _number(self._index.lon[row]),
            )
            for _, row in rows[: max(0, limit)]
        ]


def _cut(words: list[str]) -> tuple[list[str], list[str]]:
    """The name and the house: the house begins at the first number that is not the first word."""
    for at, word in enumerate(words):
        if at and word.isdigit():
            return words[:at], [w for w in words[at:] if w not in ("д", "дом", "к", "корпус", "лит", "литера", "стр")]
        if word in ("д", "дом"):
            return words[:at], words[at + 1 :]
    return words, []


def _title(street: Street) -> str:
    return ", ".join([*(part.capitalize() for part in street.path), street.title])


def _number(value: float) -> float | None:
    return None if value != value else float(value)
