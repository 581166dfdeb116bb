"""What the settled cases say about who answers what, where. Pure counting; the database is read by the caller."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Settled:
    """A case that a body has answered: primary keys of topic, district, municipality (0 if unknown) and body."""

    topic: int
    district: int
    municipality: int
    agency: int


@dataclass(frozen=True, slots=True)
class Finding:
    """In this territory ``agreed`` of ``cases`` on the topic were answered by ``agency``."""

    topic: int
    territory: int
    agency: int
    cases: int
    agreed: int


def findings(settled: Iterable[Settled], least_cases: int, least_share: float) -> Iterator[Finding]:
    """The wide before the narrow: a municipality is named only where its district does not say the same.

    ``least_share`` is held by the lower end of the 80 % interval, so that ten cases of ten weigh less than forty of
    forty-one (Wilson, "Probable Inference", JASA 22, 1927).
    """
    by_district: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    by_municipality: dict[tuple[int, int, int], Counter[int]] = defaultdict(Counter)
    for case in settled:
        by_district[case.topic, case.district][case.agency] += 1
        if case.municipality:
            by_municipality[case.topic, case.district, case.municipality][case.agency] += 1
    said: dict[tuple[int, int], int] = {}
    for (topic, district), counts in sorted(by_district.items()):
        found = _clear(topic, district, counts, least_cases, least_share)
        if found:
            said[topic, district] = found.agency
            yield found
    for (topic, district, municipality), counts in sorted(by_municipality.items()):
        found = _clear(topic, municipality, counts, least_cases, least_share)
        if found and said.get((topic, district)) != found.agency:
            yield found


def lower_bound(agreed: int, cases: int, z: float = 1.2816) -> float:
    """The lower end of Wilson's interval for a share; ``z`` 1.28 for 80 %."""
    if cases == 0:
        return 0.0
    share, square = agreed / cases, z * z
    middle = share + square / (2 * cases)
    spread = z * sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    return (middle - spread) / (1 + square / cases)


def _clear(topic: int, territory: int, counts: Counter[int], least_cases: int, least_share: float) -> Finding | None:
    cases = sum(counts.values())
    agency, agreed = counts.most_common(1)[0]
    if cases < least_cases or lower_bound(agreed, cases) < least_share:
        return None
    return Finding(topic, territory, agency, cases, agreed)
