"""Bodies of which sort answer such appeals: an opinion by the words, the spot and what was answered near it.

A few small networks over a projection of the words, learned from answered appeals at once with their topics (two tasks
teach one hidden layer more than each alone: Caruana, "Multitask Learning", 1997). The topic is not asked: where it is
doubtful, yard or road, who answers may be plain all the same. Dispatch weighs the opinion beside its rules.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from routing.understanding.normalise import Token
from routing.understanding.topics.context import Geography, TopicContext
from routing.understanding.topics.features import piece_features, word_features
from routing.understanding.topics.model import Vocabulary, softmax
from routing.understanding.topics.network import network_scores

FORMAT: Final = 1
REACHES_M: Final = (12.0, 50.0, 150.0)
"""How far answered appeals speak for a spot: one house, its yard, the block; each fades as a bell curve."""
FARTHEST_M: Final = 300.0
SORTS_NEAR: Final = 6
"""The commonest sorts are counted near a spot, the last of these columns all the others."""
LOUD: Final = 0.5

_METRES_IN_DEGREE = 111_320.0
Sorts = tuple[tuple[str, float], ...]
"""Sorts of bodies (a family's name, or the code of a body that is the only one of its sort) with probabilities."""


@dataclass(frozen=True, slots=True)
class Past:
    """Answered appeals: ``points`` float64 (n, 2) in degrees, by latitude; ``sorts`` their answerers, in columns."""

    points: np.ndarray
    sorts: np.ndarray

    @property
    def width(self) -> int:
        """Columns of ``near``."""
        return len(REACHES_M) * (SORTS_NEAR + 1)

    def near(self, lat: float | None, lon: float | None, kept: np.ndarray | None = None) -> np.ndarray:
        """Shares of sorts around a spot and how many appeals there were, for each reach; float32 (width,).

        ``kept`` says which of the appeals count: in learning an appeal is no witness for itself.
        """
        out = np.zeros((len(REACHES_M), SORTS_NEAR + 1), dtype=np.float32)
        if lat is None or lon is None:
            return out.ravel()
        reach = FARTHEST_M / _METRES_IN_DEGREE
        low, high = np.searchsorted(self.points[:, 0], (lat - reach, lat + reach))
        north = (self.points[low:high, 0] - lat) * _METRES_IN_DEGREE
        east = (self.points[low:high, 1] - lon) * (_METRES_IN_DEGREE * np.cos(np.radians(lat)))
        square = north * north + east * east
        inside = square < FARTHEST_M**2
        if kept is not None:
            inside &= kept[low:high]
        square, sorts = square[inside], self.sorts[low:high][inside]
        for row, metres in enumerate(REACHES_M):
            counts = np.bincount(sorts, np.exp(-0.5 * square / metres**2), SORTS_NEAR)
            out[row, :-1] = counts / (counts.sum() + 1)
            out[row, -1] = 0.3 * np.log1p(counts.sum())
        return LOUD * out.ravel()


class AnswererModel:
    """Read-only after loading; may be shared by threads."""

    def __init__(self, arrays: dict[str, np.ndarray], about: dict[str, Any], houses: np.ndarray) -> None:
        """``arrays`` and ``about`` as ``routing.learning.answerers`` wrote them; ``houses`` of the topic model."""
        self.sorts: tuple[str, ...] = tuple(about["sorts"])
        self._vocabularies = (
            Vocabulary(arrays["words"], arrays["words_idf"].astype(np.float32)),
            Vocabulary(arrays["pieces"], arrays["pieces_idf"].astype(np.float32)),
        )
        self._projection = arrays["projection"]
        self._steps = arrays["steps"].astype(np.float32)
        self._hidden = arrays["hidden"].astype(np.float32)
        self._out = arrays["out"].astype(np.float32)
        self.spots = Spots(
            Geography(houses, tuple(about["districts"]), tuple(about["objects"])),
            tuple(about["municipalities"]),
            Past(arrays["past"].astype(np.float64) / 1e5, arrays["past_sorts"].astype(np.int64)),
        )

    @classmethod
    def load(cls, path: Path, houses: np.ndarray) -> AnswererModel:
        """Read ``answerers.npz``. ``OSError`` if it cannot be read, ``ValueError`` if it is of another format."""
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        about = json.loads(arrays.pop("about").tobytes())
        if about.get("format") != FORMAT:
            raise ValueError(f"{path}: format {about.get('format')}, this program reads {FORMAT}")
        return cls(arrays, about, houses)

    def predict(self, words: list[Token], context: TopicContext, municipality: str) -> Sorts:
        """The sorts that may answer, the likeliest first; the rest of the probability is of bodies seldom asked."""
        inputs = np.concatenate((self._project(words), self.spots.row(context, municipality)))
        p = softmax(network_scores(inputs[None], self._hidden, self._out)[:, 0]).mean(axis=0)
        ranked = sorted(zip(self.sorts, p.tolist(), strict=True), key=lambda pair: -pair[1])
        return tuple((sort, round(value, 5)) for sort, value in ranked if sort)

    def _project(self, words: list[Token]) -> np.ndarray:
        start, total = 0, np.zeros(len(self._steps), dtype=np.float32)
        for reading, vocabulary in zip((word_features, piece_features), self._vocabularies, strict=True):
            rows, values, _ = vocabulary.rows(reading(words))
            total += values @ self._projection[rows + start]
            start += len(vocabulary.hashes)
        return total * self._steps


@dataclass(frozen=True, slots=True)
class Spots:
    """Everything known of a spot as one row of numbers."""

    geography: Geography
    municipalities: tuple[str, ...]
    past: Past

    @property
    def width(self) -> int:
        """Columns: as the topic model sees the spot, the municipality, the answered appeals near it."""
        return self.geography.width + len(self.municipalities) + self.past.width

    def row(self, context: TopicContext, municipality: str, kept: np.ndarray | None = None) -> np.ndarray:
        """The spot as float32 (width,); ``kept`` as in ``Past.near``."""
        named = np.array([name == municipality for name in self.municipalities], dtype=np.float32)
        near = self.past.near(context.lat, context.lon, kept)
        return np.concatenate((self.geography.row(context), LOUD * named, near))
