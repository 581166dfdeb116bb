"""Was the model right, text by text, and what that says of it: shares with their confidence intervals."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from routing.learning.corpus import Answers, Example

BINS = 10
DRAWS = 1_000
"""Samples of the bootstrap (Efron, Tibshirani: An Introduction to the Bootstrap, 1993)."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """Of each text, with one thing known: was the first topic right, one of three, the category; how sure, 0–1."""

    first: np.ndarray
    three: np.ndarray
    category: np.ndarray
    sure: np.ndarray
    best: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1: first topic right, one of three right, category right, calibration error, the surer half right.

    ``intervals``: for each of them where it lies in 95 of 100 samples of the same texts.
    """

    count: int
    top1: float
    top3: float
    category: float
    calibration: float
    surer_half: float
    intervals: dict[str, Interval] = field(default_factory=dict)


def key_of(example: Example) -> int:
    """64 bits that stand for a text of a moment; the text cannot be read back from them."""
    seen = f"{example.key}|{example.at or ''}"
    return int.from_bytes(hashlib.blake2b(seen.encode(), digest_size=8).digest(), "big")


def view(p: np.ndarray, right: np.ndarray, answers: Answers) -> View:
    """Of probabilities (texts, labels) against what is right, bool of the same shape."""
    best = np.argsort(-p, axis=1)[:, :3]
    rows = np.arange(len(p))
    names = np.array([answers.category_of(label) for label in range(p.shape[1])])
    said = names[best[:, 0]]
    category = np.array([name in set(names[own]) for name, own in zip(said, right, strict=True)], dtype=bool)
    hits = right[rows[:, None], best]
    return View(hits[:, 0], np.asarray(hits.any(axis=1)), category, p[rows, best[:, 0]], best[:, 0])


def figures(seen: View) -> Figures:
    """The shares and their intervals. The draws are the same for the same texts."""
    count = len(seen.first)
    rng = np.random.default_rng(17)
    drawn = {name: np.empty(DRAWS) for name in ("top1", "top3", "category", "calibration", "surer_half")}
    order = np.argsort(-seen.sure, kind="stable")
    for draw in range(DRAWS):
        times = np.bincount(rng.integers(count, size=count), minlength=count)
        for name, value in _shares(seen, times, order).items():
            drawn[name][draw] = value
    ends = {name: np.quantile(values, (0.025, 0.975)) for name, values in drawn.items()}
    whole = _shares(seen, np.ones(count, dtype=int), order)
    return Figures(count, **whole, intervals={name: (float(low), float(high)) for name, (low, high) in ends.items()})


def _shares(seen: View, times: np.ndarray, order: np.ndarray) -> dict[str, float]:
    total = times.sum()
    surer = order[np.cumsum(times[order]) <= max(total // 2, 1)]
    return {
        "top1": float(times @ seen.first / total),
        "top3": float(times @ seen.three / total),
        "category": float(times @ seen.category / total),
        "calibration": calibration_error(seen.sure, seen.first, times),
        "surer_half": float(times[surer] @ seen.first[surer] / max(times[surer].sum(), 1)),
    }


def calibration_error(sure: np.ndarray, hit: np.ndarray, times: np.ndarray | None = None) -> float:
    """Expected calibration error over bins of equal width (Naeini et al., AAAI 2015)."""
    weight = np.ones(len(sure)) if times is None else times.astype(float)
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weight * (sure - hit), minlength=BINS)
    return float(np.abs(gaps).sum() / weight.sum())


def difference(before: np.ndarray, after: np.ndarray) -> tuple[float, Interval]:
    """How much more often ``after`` is right than ``before`` on the same texts (paired bootstrap)."""
    change = after.astype(float) - before.astype(float)
    rng = np.random.default_rng(23)
    means = [change[rng.integers(len(change), size=len(change))].mean() for _ in range(DRAWS)]
    low, high = np.quantile(means, (0.025, 0.975))
    return float(change.mean()), (float(low), float(high))


def rights(examples: Sequence[Example], labels: int) -> np.ndarray:
    """Which labels are right for each example, bool (examples, labels)."""
    out = np.zeros((len(examples), labels), dtype=bool)
    for row, example in enumerate(examples):
        out[row, list(example.labels)] = True
    return out
