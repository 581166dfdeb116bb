"""Fitting the networks of ``routing.understanding.topics.network``: a projection of the words, then a hidden layer."""

from __future__ import annotations

import numpy as np
from sklearn.decomposition import TruncatedSVD
from tqdm import tqdm

from routing.learning.softmax import Rows

WIDTH = 128
"""Numbers that stand for the words of a text."""

LEAST_TEXTS = 30
"""A feature seen in fewer texts takes no part in the projection."""

HIDDEN = 256
NETS = 3
EPOCHS = 12
BATCH = 128
STEP = 1e-3
DECAY = 2e-6
"""Weights shrink by this share of themselves a step (Loshchilov, Hutter: Decoupled Weight Decay, ICLR 2019)."""

CONTEXT = 2.0
"""How much louder the place is than a word, before learning."""

_LOUD = 0.5


def fit_networks(rows: Rows, seed: int = 0, show: bool = True) -> dict[str, np.ndarray]:
    """Learn the projection and ``NETS`` networks from the rows of the linear model; arrays as ``Network`` needs."""
    seen = np.asarray((rows.words > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(seen >= LEAST_TEXTS)
    width = min(WIDTH, max(1, len(kept) - 1))
    words = rows.words[:, kept]
    svd = TruncatedSVD(width, n_iter=3, random_state=seed).fit(words)
    loud = svd.components_.T * (_LOUD / (svd.transform(words).std(axis=0) + 1e-9))
    steps = np.abs(loud).max(axis=0) / 127
    projection = np.rint(loud / steps).astype(np.int8)
    inputs = np.asarray(words @ (projection * steps), dtype=np.float32)
    trained = [_fit(inputs, rows, seed + net) for net in tqdm(range(NETS), desc="networks", disable=not show)]
    hidden, out = (np.stack(part).astype(np.float16) for part in zip(*trained, strict=True))
    return {
        "net_rows": kept.astype(np.int32),
        "net_projection": projection,
        "net_steps": steps.astype(np.float32),
        "net_hidden": hidden,
        "net_out": out,
    }


def _fit(inputs: np.ndarray, rows: Rows, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """One network by Adam (Kingma, Ba, ICLR 2015); the last row of each matrix is the bias."""
    rng = np.random.default_rng(seed)
    count, columns, labels = len(inputs), inputs.shape[1] + rows.contexts.shape[2], rows.right.shape[1]
    hidden = rng.normal(0, np.sqrt(2 / columns), (columns + 1, HIDDEN)).astype(np.float32)
    out = rng.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN + 1, labels)).astype(np.float32)
    hidden[-1] = out[-1] = 0
    moments = [np.zeros_like(part) for part in (hidden, out, hidden, out)]
    steps, done = EPOCHS * -(-count // BATCH), 0
    for _ in range(EPOCHS):
        order = rng.permutation(count)
        for start in range(0, count, BATCH):
            batch = order[start : start + BATCH]
            view = (rng.random(len(batch))[:, None] > rows.views[batch]).sum(axis=1)
            shown = np.concatenate((inputs[batch], rows.contexts[view, batch] * CONTEXT), axis=1)
            done += 1
            slopes = _slopes(shown, hidden, out, rows.right[rows.kind[batch]], rows.weight[batch])
            adam((hidden, out), slopes, moments, done, STEP * (1 - done / (steps + 1)))
    hidden[-1 - rows.contexts.shape[2] : -1] *= CONTEXT
    return hidden, out


def _slopes(
    shown: np.ndarray, hidden: np.ndarray, out: np.ndarray, right: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    inner = np.maximum(shown @ hidden[:-1] + hidden[-1], 0)
    score = inner @ out[:-1] + out[-1]
    p = np.exp(score - score.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    target = (p + 1e-9) * right
    target /= target.sum(axis=1, keepdims=True)
    error = (p - target) * (weight[:, None] / len(shown))
    back = (error @ out[:-1].T) * (inner > 0)
    return (
        np.concatenate((shown.T @ back, back.sum(axis=0, keepdims=True))),
        np.concatenate((inner.T @ error, error.sum(axis=0, keepdims=True))),
    )


def adam(
    parts: tuple[np.ndarray, ...], slopes: tuple[np.ndarray, ...], moments: list[np.ndarray], done: int, step: float
) -> None:
    """One step of Adam with weights that shrink."""
    for index, (part, slope) in enumerate(zip(parts, slopes, strict=True)):
        first, second = moments[index], moments[index + len(parts)]
        first += 0.1 * (slope - first)
        second += 0.001 * (slope * slope - second)
        change = (first / (1 - 0.9**done)) / (np.sqrt(second / (1 - 0.999**done)) + 1e-8)
        part -= step * change + DECAY * part
