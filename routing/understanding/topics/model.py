"""The topic model: words and place → the three likeliest topics with probabilities and the words that spoke for them.

Multinomial logistic regression over hashed features; the space of answers is the region's own topics together with
every topic of the common classifier. Plain numpy, weights in one ``npz`` without pickle.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from routing.understanding.normalise import Token, tokens
from routing.understanding.topics.context import NOWHERE, Geography, TopicContext
from routing.understanding.topics.features import Features, piece_features, word_features
from routing.understanding.types import Span, TopicGuess

FORMAT = 1
GUESSES = 3
SPEAKING_WORDS = 4
OTHER_OBJECT = 0.002
"""How much of its probability a topic keeps when the citizen named another kind of object."""

_SPEAKS = 0.25


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Features known to the model: ``hashes`` sorted uint32, ``idf`` float32 beside them."""

    hashes: np.ndarray
    idf: np.ndarray

    def rows(self, features: Features) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows of the features that are known, their values (unit length), and for each occurrence its row or -1."""
        place = np.searchsorted(self.hashes, features.hashes)
        place[place == len(self.hashes)] = 0
        known = self.hashes[place] == features.hashes if len(self.hashes) else np.zeros(0, dtype=bool)
        rows, counts = np.unique(place[known], return_counts=True)
        values = (1 + np.log(counts)) * self.idf[rows]
        length = float(np.sqrt(values @ values))
        return rows, (values / length if length else values).astype(np.float32), np.where(known, place, -1)


@dataclass(frozen=True, slots=True)
class Label:
    """One possible answer. ``object`` is the kind of object a region's topic belongs to, empty if any."""

    code: str
    external_id: str | None
    title: str
    object: str = ""


class TopicModel:
    """Read-only after loading; may be shared by threads."""

    def __init__(self, arrays: dict[str, np.ndarray], about: dict[str, Any]) -> None:
        """``arrays`` and ``about`` as ``routing.learning.packing`` wrote them."""
        self.version: str = about["version"]
        self.labels = tuple(Label(*row) for row in about["labels"])
        self.geography = Geography(arrays["houses"], tuple(about["districts"]), tuple(about["objects"]))
        self._temperature = np.asarray(about["temperature"], dtype=np.float32)
        self._vocabularies = (
            Vocabulary(arrays["words"], arrays["words_idf"].astype(np.float32)),
            Vocabulary(arrays["pieces"], arrays["pieces_idf"].astype(np.float32)),
        )
        self._weights = arrays["weights"]
        self._steps = arrays["steps"].astype(np.float32)
        self._context = arrays["context"].astype(np.float32)
        self._bias = arrays["bias"].astype(np.float32)
        self._objects = np.array([label.object for label in self.labels])
        self._finer = _finer_topics(self.labels)

    @classmethod
    def load(cls, path: Path) -> TopicModel:
        """Read ``topics.npz``. ``OSError`` if it cannot be read, ``ValueError`` if it is of another format."""
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        about = json.loads(arrays.pop("about").tobytes())
        if about.get("format") != FORMAT:
            raise ValueError(f"{path}: topic model of format {about.get('format')}, this program reads {FORMAT}")
        return cls(arrays, about)

    def predict(self, text: str, context: TopicContext = NOWHERE, guesses: int = GUESSES) -> tuple[TopicGuess, ...]:
        """The likeliest topics, best first; the words that spoke are given for the best one only."""
        words = tokens(text)
        parts = self._parts(words)
        p = self.probabilities(parts, context)
        best = np.argsort(-p)[:guesses]
        likeliest = [int(index) for index in best if self.labels[index].code][:guesses]
        return tuple(
            TopicGuess(
                self.labels[index].code,
                self.labels[index].external_id,
                self.labels[index].title,
                round(float(p[index]), 4),
                self._speaking(words, parts, index) if order == 0 else (),
            )
            for order, index in enumerate(likeliest)
        )

    def probabilities(self, parts: list[_Part], context: TopicContext) -> np.ndarray:
        """Calibrated probability of each label, float32."""
        score = self._bias + self.geography.row(context) @ self._context
        start = 0
        for part, vocabulary in zip(parts, self._vocabularies, strict=True):
            score = score + part.values @ self._steps[self._weights[part.rows + start]]
            start += len(vocabulary.hashes)
        p = softmax(score / self._temperature)
        if context.object in self._objects:
            p = np.where((self._objects == context.object) | (self._objects == ""), p, p * OTHER_OBJECT)
            p = p / p.sum()
        return self._to_the_finest(p)

    def _to_the_finest(self, p: np.ndarray) -> np.ndarray:
        """A topic that the region divides gives its probability to its parts, in their proportion."""
        p = p.copy()
        for whole, parts in self._finer:
            share = p[parts]
            p[parts] += p[whole] * share / max(float(share.sum()), 1e-12)
            p[whole] = 0
        return p

    def _parts(self, words: list[Token]) -> list[_Part]:
        readings = (word_features(words), piece_features(words))
        return [
            _Part(features, *vocabulary.rows(features))
            for features, vocabulary in zip(readings, self._vocabularies, strict=True)
        ]

    def _speaking(self, words: list[Token], parts: list[_Part], label: int) -> tuple[Span, ...]:
        """Words whose features added most to the label's score against the mean of all labels, strongest first."""
        if not words:
            return ()
        gain = np.zeros(len(words), dtype=np.float32)
        start = 0
        for part, vocabulary in zip(parts, self._vocabularies, strict=True):
            weights = self._steps[self._weights[part.rows + start]]
            each = part.values * (weights[:, label] - weights.mean(axis=1))
            occurrence = np.searchsorted(part.rows, part.occurrences)
            known = part.occurrences >= 0
            worth = (each / np.maximum(np.bincount(occurrence[known], minlength=len(each)), 1))[occurrence[known]]
            for end in (part.features.first, part.features.last):
                np.add.at(gain, end[known], worth / 2)
            start += len(vocabulary.hashes)
        best = [int(i) for i in np.argsort(-gain)[:SPEAKING_WORDS] if gain[i] > _SPEAKS * gain.max() and gain[i] > 0]
        return tuple(words[i].span for i in best)


@dataclass(frozen=True, slots=True)
class _Part:
    features: Features
    rows: np.ndarray
    values: np.ndarray
    occurrences: np.ndarray


def softmax(score: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    score = np.exp(score - score.max(axis=-1, keepdims=True))
    return score / score.sum(axis=-1, keepdims=True)


def _finer_topics(labels: tuple[Label, ...]) -> list[tuple[int, np.ndarray]]:
    parts: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        if label.external_id is not None:
            parts.setdefault(label.code, []).append(index)
    return [
        (index, np.array(parts[label.code]))
        for index, label in enumerate(labels)
        if label.external_id is None and label.code in parts
    ]
