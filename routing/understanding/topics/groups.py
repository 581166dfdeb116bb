"""The opinion on the group alone: which of the classifier's groups a text belongs to, where no point was given.

The portal of a region knows only a part of the groups and weighs tens of thousands of appeals, so a text about a clinic
or a village road without a point leans towards it too much. A small linear model learned from texts of all groups
answers one plain question, and the topics inside a group keep their proportion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

_EDGE = 1e-9


class GroupOpinion:
    """Read-only after loading; a model without it (of a region that has no such texts) says nothing."""

    def __init__(self, arrays: Mapping[str, np.ndarray], codes: Sequence[str]) -> None:
        """``codes``: the topic of each label, empty for «no topic».

        ``group_rows`` int32 sorted rows of the joint vocabulary, ``group_words`` int8 (rows, groups) in steps of
        ``group_steps`` float32 (groups,), ``group_bias`` float32 (groups,); groups in the order of ``group_names``.
        """
        self.known = "group_words" in arrays
        names = group_names(codes)
        self._topics = np.array([bool(code) for code in codes])
        self._column = np.array([names.index(group_of(code)) if code else 0 for code in codes])
        self._belongs = np.zeros((len(codes), len(names)), dtype=np.float32)
        self._belongs[self._topics, self._column[self._topics]] = 1
        self._example = self._belongs.argmax(axis=0)
        if self.known:
            self._rows = arrays["group_rows"]
            self._words = arrays["group_words"]
            self._steps = arrays["group_steps"].astype(np.float32)
            self._bias = arrays["group_bias"].astype(np.float32)

    def words(self, rows: np.ndarray, values: np.ndarray) -> np.ndarray:
        """What these features say of each group, float32 (groups,): ``rows`` of the vocabulary with ``values``."""
        place = np.searchsorted(self._rows, rows)
        place[place == len(self._rows)] = 0
        kept = self._rows[place] == rows
        return np.asarray((values[kept] @ self._words[place[kept]]) * self._steps)

    def per_label(self, words: np.ndarray) -> np.ndarray:
        """The score of its group for each label, float32 (labels,); nothing for «no topic»."""
        return np.where(self._topics, (words + self._bias)[self._column], np.float32(0))

    def applied(self, p: np.ndarray, scores: np.ndarray, trust: float) -> np.ndarray:
        """Probabilities (texts, labels) drawn towards this opinion: ``scores`` (texts, labels), ``trust`` from 0 to 1.

        The two opinions on the group are multiplied, each to its power (Genest, Zidek: Combining Probability
        Distributions, 1986). «No topic» keeps its probability.
        """
        said = np.exp(scores[:, self._example] - scores[:, self._example].max(axis=1, keepdims=True))
        said /= said.sum(axis=1, keepdims=True)
        factor = ((said + _EDGE) / (p @ self._belongs + _EDGE)) ** trust
        drawn = p * self._topics * factor[:, self._column]
        drawn *= (p @ self._topics / np.maximum(drawn.sum(axis=1), _EDGE))[:, None]
        return np.asarray(np.where(self._topics, drawn, p), dtype=p.dtype)


def group_of(code: str) -> str:
    """The group of a topic's code: ``BLG-03`` is of ``BLG``."""
    return code.partition("-")[0]


def group_names(codes: Sequence[str]) -> tuple[str, ...]:
    """The groups of these topics, in the order of their first one."""
    return tuple(dict.fromkeys(group_of(code) for code in codes if code))
