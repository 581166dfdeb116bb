"""The second opinion on a topic: a few small neural networks over a projection of the words and the place.

A linear model adds what the words say to what the place says; a hidden layer also sees that «снег» in a yard and
«снег» on a road are two topics. Several networks from different beginnings vote with their mean (Lakshminarayanan,
Pritzel, Blundell: Simple and Scalable Predictive Uncertainty Estimation Using Deep Ensembles, NIPS 2017).
"""

from __future__ import annotations

import numpy as np


class Network:
    """Read-only after loading; may be shared by threads."""

    def __init__(self, arrays: dict[str, np.ndarray], features: int) -> None:
        """``features``: the size of the joint vocabulary; the projection knows the rows ``net_rows`` of it.

        ``net_projection`` int8 (rows, width) in steps of ``net_steps`` float32 (width,); ``net_hidden`` (nets, width +
        columns of the context, hidden), ``net_out`` (nets, hidden, labels), both with a row for the bias at the end.
        """
        self._row = np.full(features, -1, dtype=np.int32)
        self._row[arrays["net_rows"]] = np.arange(len(arrays["net_rows"]))
        self._projection = arrays["net_projection"]
        self._steps = arrays["net_steps"].astype(np.float32)
        self._hidden = arrays["net_hidden"].astype(np.float32)
        self._out = arrays["net_out"].astype(np.float32)

    def project(self, rows: np.ndarray, values: np.ndarray) -> np.ndarray:
        """The words as float32 (width,): ``rows`` of the joint vocabulary with their ``values``."""
        known = self._row[rows]
        kept = known >= 0
        return (values[kept] @ self._projection[known[kept]]) * self._steps

    def score(self, words: np.ndarray, context: np.ndarray) -> np.ndarray:
        """Raw score of each label, float32 (labels,), the mean of all networks."""
        return network_scores(np.concatenate((words, context))[None], self._hidden, self._out).mean(axis=0)[0]


def network_scores(inputs: np.ndarray, hidden: np.ndarray, out: np.ndarray) -> np.ndarray:
    """Scores float32 (nets, texts, labels) of inputs float32 (texts, columns)."""
    inner = np.maximum(inputs @ hidden[:, :-1] + hidden[:, -1:], 0)
    return inner @ out[:, :-1] + out[:, -1:]
