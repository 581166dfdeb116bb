"""From features to a score of 0–100: a logistic sum with the weights of ``data/weights.json``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "data" / "weights.json"


@cache
def model() -> dict[str, Any]:
    """``bias``, ``weights`` by feature, ``temperature`` (how softly a sum becomes a score), ``penalties`` in points."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


def score(values: Mapping[str, float], penalties: Mapping[str, int] | None = None) -> int:
    """0–100. ``penalties`` counts remarks by code; each code's price in points is in the file."""
    known = model()
    total = known["bias"] + sum(weight * values.get(name, 0.0) for name, weight in known["weights"].items())
    points = 100 / (1 + math.exp(-max(-60.0, min(60.0, total / known["temperature"]))))
    for code, count in (penalties or {}).items():
        points -= known["penalties"].get(code, 0) * min(count, 1)
    return round(max(0.0, min(100.0, points)))
