"""How much a model's own sureness is worth, by what was known of the appeal: words alone, a place, the object told.

A model that learned from moderators is too modest where it doubts and too proud where it is sure, for some labels are
simply wrong. Two numbers for each case correct it: the log-odds of the likeliest topic are stretched and moved (Platt:
Probabilistic Outputs for Support Vector Machines, 1999), the other topics share the rest in their proportion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from routing.understanding.topics.context import TopicContext

Line = tuple[float, float]
"""Shift and slope of the log-odds."""

STRAIGHT: Line = (0.0, 1.0)
_EDGE = 1e-5


@dataclass(frozen=True, slots=True)
class Sureness:
    """A line for each of what may be known: ``words`` alone, a ``point`` or a house, the kind of object ``told``."""

    words: Line = STRAIGHT
    point: Line = STRAIGHT
    told: Line = STRAIGHT

    @classmethod
    def of(cls, stored: dict[str, Any] | None) -> Sureness:
        """From JSON; no correction where nothing is stored. ``ValueError`` for anything but pairs of numbers."""
        try:
            return cls(**{name: (float(a), float(b)) for name, (a, b) in (stored or {}).items()})
        except (TypeError, AttributeError) as error:
            raise ValueError(f"sureness: {error}")

    def stored(self) -> dict[str, list[float]]:
        """As JSON keeps it."""
        return {name: [round(float(number), 4) for number in line] for name, line in asdict(self).items()}

    def corrected(self, p: np.ndarray, contexts: Sequence[TopicContext], own: np.ndarray) -> np.ndarray:
        """Probabilities (texts, labels) with the likeliest one corrected where it is one of ``own`` labels.

        What is not the region's own has not been measured, so it stays as it is. The likeliest stays the likeliest.
        """
        best = p.argmax(axis=1)
        rows = np.arange(len(p))
        before = p[rows, best]
        lines = np.array([getattr(self, known(context)) for context in contexts])
        after = 1 / (1 + np.exp(-(lines[:, 0] + lines[:, 1] * log_odds(before))))
        others = p.copy()
        others[rows, best] = 0
        second = others.max(axis=1)
        # From p' : s' = (1 - p') · s / (1 - p) it follows where the first would fall behind the second.
        least = second / np.maximum(1 - before + second, _EDGE)
        after = np.where(own[best], np.maximum(after, least), before)
        out = others * ((1 - after) / np.maximum(1 - before, _EDGE))[:, None]
        out[rows, best] = after
        return np.asarray(out, dtype=p.dtype)


def known(context: TopicContext) -> str:
    """Which of the lines of ``Sureness`` holds for what is known."""
    if context.object:
        return "told"
    return "point" if context.lat is not None or context.has_building else "words"


def log_odds(p: np.ndarray) -> np.ndarray:
    """ln(p / (1 - p)), kept finite."""
    held = np.clip(p.astype(np.float64), _EDGE, 1 - _EDGE)
    return np.asarray(np.log(held / (1 - held)))
