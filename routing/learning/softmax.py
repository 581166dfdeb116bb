"""Multinomial logistic regression on sparse words and dense context, by Adagrad on the rows that a batch touches.

Duchi, Hazan, Singer: Adaptive Subgradient Methods, JMLR 12 (2011). A text may have several right labels: then the
probability of all of them together is raised, and the model itself shares it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

BATCH = 256
STEP = 0.5
DECAY = 1e-7
_START = 1e-6


@dataclass(slots=True)
class Fitted:
    """``words``: float32 (features, labels); ``context``: float32 (columns, labels); ``bias``: float32 (labels,)."""

    words: np.ndarray
    context: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True, slots=True)
class Rows:
    """What to learn from. ``contexts``: float32 (views, rows, columns), one view is drawn each time a row is shown.

    ``views``: float32 (rows, views) cumulative chances; ``right``: bool (kinds, labels); ``kind``: int (rows,), which
    set of labels is right; ``weight``: float32 (rows,).
    """

    words: sparse.csr_matrix
    contexts: np.ndarray
    views: np.ndarray
    right: np.ndarray
    kind: np.ndarray
    weight: np.ndarray


def fit(rows: Rows, epochs: int, seed: int = 0) -> Iterator[Fitted]:
    """Yields the model after each pass over the rows; the step falls to nothing by the last one."""
    rng = np.random.default_rng(seed)
    count, width = rows.words.shape
    labels = rows.right.shape[1]
    model = Fitted(
        np.zeros((width, labels), np.float32),
        np.zeros((rows.contexts.shape[2], labels), np.float32),
        np.zeros(labels, np.float32),
    )
    past = Fitted(*(np.full_like(part, _START) for part in (model.words, model.context, model.bias)))
    steps, done = epochs * (count // BATCH + 1), 0
    for _ in range(epochs):
        order = rng.permutation(count)
        for start in range(0, count, BATCH):
            _learn(model, past, rows, order[start : start + BATCH], STEP * (1 - done / steps), rng)
            done += 1
        yield model


def _learn(model: Fitted, past: Fitted, rows: Rows, batch: np.ndarray, step: float, rng: np.random.Generator) -> None:
    chosen = rows.words[batch]
    touched, columns = np.unique(chosen.indices, return_inverse=True)
    words = sparse.csr_matrix((chosen.data, columns, chosen.indptr), shape=(len(batch), len(touched)))
    view = (rng.random(len(batch))[:, None] > rows.views[batch]).sum(axis=1)
    context = rows.contexts[view, batch]
    weights = model.words[touched]
    p = _softmax(words @ weights + context @ model.context + model.bias)
    target = p * rows.right[rows.kind[batch]] + np.float32(1e-9) * rows.right[rows.kind[batch]]
    target /= target.sum(axis=1, keepdims=True)
    error = (p - target) * (rows.weight[batch, None] / len(batch))
    slope = words.T @ error + DECAY * weights
    square = past.words[touched] + slope * slope
    past.words[touched] = square
    model.words[touched] = weights - step * slope / np.sqrt(square)
    for part, before, change in (
        (model.context, past.context, context.T @ error),
        (model.bias, past.bias, error.sum(axis=0)),
    ):
        before += change * change
        part -= step * change / np.sqrt(before)


def _softmax(score: np.ndarray) -> np.ndarray:
    score = np.exp(score - score.max(axis=1, keepdims=True), dtype=np.float32)
    return score / score.sum(axis=1, keepdims=True)
