"""What a threshold costs: how many go without a look, and how many of them to the wrong body.

Made of answered appeals: bins of like confidence with the number of decisions and of right ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from routing.understanding.csvfile import rows_of

FILE = "sending_curve.csv"
FEWEST = 150
"""A group with fewer answered appeals has no curve of its own."""
SUREST = 30
"""No threshold rests on fewer decisions than this."""
NOTHING = 1.01
"""A threshold that nothing reaches."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Decisions of at least this confidence and below the next bin; how many, and how many were right."""

    confidence: float
    cases: int
    right: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a threshold does: the share sent without a look and the share of them that is right (1 when none is)."""

    threshold: float
    share: float
    right: float
    sent: int = 0


def read_curves(folder: Path) -> dict[str, list[Bin]]:
    """The region's archive by group; empty where it has none."""
    path = folder / FILE
    curves: dict[str, list[Bin]] = {}
    if path.exists():
        for row in rows_of(path):
            found = Bin(float(row["confidence"]), int(row["cases"]), int(row["right"]))
            curves.setdefault(row["group"], []).append(found)
    return {group: falling(bins) for group, bins in curves.items()}


def falling(bins: Iterable[Bin]) -> list[Bin]:
    """The bins from the surest down."""
    return sorted(bins, key=lambda each: -each.confidence)


def together(curves: Iterable[Sequence[Bin]]) -> list[Bin]:
    """All groups as one."""
    return falling(each for bins in curves for each in bins)


def outcomes(bins: Sequence[Bin]) -> list[Outcome]:
    """What each confidence of the curve would do as a threshold, from the surest down."""
    total = sum(each.cases for each in bins)
    found: list[Outcome] = []
    sent = right = 0
    for each in bins:
        sent, right = sent + each.cases, right + each.right
        found.append(Outcome(each.confidence, sent / total, right / sent, sent))
    return found


def at(bins: Sequence[Bin], threshold: float) -> Outcome:
    """What a threshold does by this curve."""
    kept = [each for each in outcomes(bins) if each.threshold >= threshold]
    return Outcome(threshold, kept[-1].share, kept[-1].right, kept[-1].sent) if kept else Outcome(threshold, 0.0, 1.0)


def for_risk(bins: Sequence[Bin], risk: float) -> Outcome:
    """The lowest threshold with at most this share of wrong ones among those sent; one that nothing reaches if none."""
    fits = [each for each in outcomes(bins) if each.sent >= SUREST and 1 - each.right <= risk + 1e-9]
    return fits[-1] if fits else Outcome(NOTHING, 0.0, 1.0)
