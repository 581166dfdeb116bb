"""Fitting the opinion on the group of ``routing.understanding.topics.groups``: ridge regression, one line a group.

Solved through the texts and not through the features, so the score each text would get from all the others is known at
once (Allen: PRESS, 1974): it sets the temperature and gives honest figures. A text with several right groups speaks
for each; groups that border on its topic are neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

from routing.learning.corpus import Answers, Example
from routing.understanding.topics.groups import group_names, group_of

DRAW = 2.5
"""How strongly the weights are drawn to nothing."""

BIAS = 0.3
MOST = 9_000
"""Texts learned from at most: the cost grows with their cube."""

WEIGHTS = {"portal": 3.0, "groups": 3.0, "correction": 3.0, "confirmed": 1.5, "written": 0.7, "title": 0.5}
"""Texts from life above written ones. Appeals on topics of the region's own take no part."""

SHARPNESS = tuple(step / 2 for step in range(2, 25))
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Lesson:
    """What to learn from: ``right`` and ``near`` bool (texts, groups), ``weight`` (texts,), 0 for those left out."""

    right: np.ndarray
    near: np.ndarray
    weight: np.ndarray

    @classmethod
    def of(cls, examples: Sequence[Example], answers: Answers) -> Lesson:
        """Groups in the order of ``group_names`` of the answers."""
        codes = [label.code for label in answers.labels]
        names = group_names(codes)
        right = np.zeros((len(examples), len(names)), dtype=bool)
        near, weight = right.copy(), np.zeros(len(examples))
        for row, example in enumerate(examples):
            mine = [codes[label] for label in example.labels]
            if any(answers.labels[label].external_id is not None for label in example.labels) or not all(mine):
                continue
            weight[row] = WEIGHTS.get(example.source.partition(":")[0], 0.0)
            right[row, [names.index(group_of(code)) for code in mine]] = True
            if example.source != "groups" and len(mine) == 1:
                near[row, [names.index(each) for each in answers.near.get(mine[0], ()) if each in names]] = True
        return cls(right, near, weight)


@dataclass(frozen=True, slots=True)
class Opinion:
    """Arrays as ``GroupOpinion`` needs them; ``apart``: scores of the texts ``kept``, each learned without itself."""

    arrays: Mapping[str, np.ndarray]
    kept: np.ndarray
    apart: np.ndarray


def fit_groups(words: sparse.csr_matrix, lesson: Lesson, seed: int = 0) -> Opinion | None:
    """``None`` if fewer than two groups can be learned."""
    kept = np.flatnonzero(lesson.weight > 0)
    if len(kept) > MOST:
        kept = np.sort(np.random.default_rng(seed).choice(kept, MOST, replace=False))
    right, weight = lesson.right[kept], lesson.weight[kept]
    if right.any(axis=0).sum() < 2:
        return None
    texts = sparse.csr_matrix(words[kept])
    target = np.where(right, 1.0, np.where(lesson.near[kept], 0.0, -1.0))
    between = (texts @ texts.T).toarray().astype(np.float64) + BIAS
    between[np.diag_indices(len(kept))] += DRAW / weight
    inverse = linalg.inv(between, overwrite_a=True, check_finite=False)
    spoken = inverse @ target
    apart = target - spoken / np.diag(inverse)[:, None]
    sharp = min(SHARPNESS, key=lambda each: _loss(each * apart, right, weight))
    arrays = _packed(np.asarray(texts.T @ spoken) * sharp, BIAS * spoken.sum(axis=0) * sharp)
    return Opinion(arrays, kept, sharp * apart)


def _loss(scores: np.ndarray, right: np.ndarray, weight: np.ndarray) -> float:
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return float(-(weight * np.log((p * right).sum(axis=1) + 1e-9)).sum())


def _packed(words: np.ndarray, bias: np.ndarray) -> dict[str, np.ndarray]:
    """Bytes for the features that say anything; what is equal for all groups says nothing."""
    words = words - np.median(words, axis=1, keepdims=True)
    steps = np.maximum(np.abs(words).max(axis=0), _LEAST) / 127
    levels = np.rint(words / steps).astype(np.int8)
    rows = np.flatnonzero(levels.any(axis=1))
    return {
        "group_rows": rows.astype(np.int32),
        "group_words": levels[rows],
        "group_steps": steps.astype(np.float32),
        "group_bias": (bias - np.median(bias)).astype(np.float32),
    }
