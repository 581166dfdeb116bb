"""The topic model: words and place → the three likeliest topics with probabilities and the words that spoke for them.

Multinomial logistic regression over hashed features, and a few small networks as a second opinion; the space of answers
is the region's own topics together with every topic of the common classifier. Plain numpy, no pickle.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from routing.understanding.normalise import Token, tokens
from routing.understanding.sense import is_function_word
from routing.understanding.topics.context import NOWHERE, Geography, TopicContext
from routing.understanding.topics.features import Features, piece_features, word_features
from routing.understanding.topics.groups import GroupOpinion
from routing.understanding.topics.network import Network
from routing.understanding.topics.sureness import Sureness
from routing.understanding.types import Span, TopicGuess, topic_name

FORMAT = 2
CALIBRATION = "calibration.json"
"""Beside a model: blend and sureness fitted after its weights were written, for the version that it names."""

GUESSES = 3
SPEAKING_WORDS = 4
OTHER_OBJECT = 0.002
"""How much of its probability a topic keeps when another kind of object is known."""
OTHER_OBJECT_SAID = 0.1
"""The same when a citizen says so: about one in ten names the kind of object wrongly."""
SAID_TOPIC = 30.0
"""How much likelier a topic becomes that the citizen chose among the few likely ones."""

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
class Blend:
    """Weights of the two opinions in the score; their size is the temperature as well.

    ``other`` stretches the scores of topics that the region's portal does not have, where no point was given: known
    from few examples, they stay too modest beside topics with thousands. A point on the map speaks for the portal's.
    ``group`` is the trust in the opinion on the group alone, from 0 to 1, where no point was given.
    """

    linear: float = 1.0
    network: float = 0.0
    other: float = 1.0
    group: float = 0.0


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
        self.blend = Blend(*about["blend"])
        self.sureness = Sureness.of(about.get("sureness"))
        self._vocabularies = (
            Vocabulary(arrays["words"], arrays["words_idf"].astype(np.float32)),
            Vocabulary(arrays["pieces"], arrays["pieces_idf"].astype(np.float32)),
        )
        self._weights = arrays["weights"]
        self._steps = arrays["steps"].astype(np.float32)
        self._context = arrays["context"].astype(np.float32)
        self._bias = arrays["bias"].astype(np.float32)
        self._network = Network(arrays, len(self._weights))
        self._groups = GroupOpinion(arrays, [label.code for label in self.labels])
        self._objects = np.array([label.object for label in self.labels])
        own = [label.external_id is not None for label in self.labels]
        self.own = np.array(own if any(own) else [bool(label.code) for label in self.labels])
        self._other = np.array([bool(label.code) and label.external_id is None for label in self.labels])
        self._finer = _finer_topics(self.labels)
        self._by_name = {topic_name(label.code, label.external_id): row for row, label in enumerate(self.labels)}

    @classmethod
    def load(cls, path: Path) -> TopicModel:
        """Read ``topics.npz`` and what stands beside it in ``calibration.json`` for the same version.

        ``OSError`` if the model cannot be read, ``ValueError`` if it is of another format.
        """
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        about = json.loads(arrays.pop("about").tobytes())
        if about.get("format") != FORMAT:
            raise ValueError(f"{path}: topic model of format {about.get('format')}, this program reads {FORMAT}")
        beside = path.with_name(CALIBRATION)
        if beside.exists():
            later = json.loads(beside.read_text(encoding="utf-8"))
            if later.get("version") == about["version"]:
                about |= {name: later[name] for name in ("blend", "sureness") if name in later}
        return cls(arrays, about)

    def predict(self, text: str, context: TopicContext = NOWHERE, guesses: int = GUESSES) -> tuple[TopicGuess, ...]:
        """The likeliest topics, best first; the words that spoke are given for the best one only."""
        words = tokens(text)
        parts = self.parts(words)
        p = self.to_probabilities(self.scores(parts, context)[:, None], [context])[0]
        best = np.argsort(-p)[: guesses + 1]
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

    def kind_of(self, guess: TopicGuess) -> str:
        """The kind of object a topic belongs to, empty if any or unknown."""
        row = self._by_name.get(topic_name(guess.code, guess.external_id))
        return self.labels[row].object if row is not None else ""

    def parts(self, words: list[Token]) -> list[Part]:
        """The known features of a text, one part for each vocabulary."""
        readings = (word_features(words), piece_features(words))
        return [
            Part(features, *vocabulary.rows(features))
            for features, vocabulary in zip(readings, self._vocabularies, strict=True)
        ]

    @property
    def vocabulary_sizes(self) -> tuple[int, int]:
        """Features known to the model: words, then pieces of words."""
        words, pieces = self._vocabularies
        return len(words.hashes), len(pieces.hashes)

    def scores(self, parts: list[Part], context: TopicContext) -> np.ndarray:
        """Raw scores of each label by the linear model, the networks and the opinion on groups, float32 (3, labels)."""
        place = self.geography.row(context)
        start, linear = 0, self._bias + place @ self._context
        words: np.ndarray = np.zeros((), dtype=np.float32)
        groups: np.ndarray = np.zeros((), dtype=np.float32)
        for part, vocabulary in zip(parts, self._vocabularies, strict=True):
            linear = linear + part.values @ self._steps[self._weights[part.rows + start]]
            words = words + self._network.project(part.rows + start, part.values)
            if self._groups.known:
                groups = groups + self._groups.words(part.rows + start, part.values)
            start += len(vocabulary.hashes)
        said = self._groups.per_label(groups) if self._groups.known else np.zeros_like(linear)
        return np.stack((linear, self._network.score(words, place), said))

    def to_probabilities(
        self, scores: np.ndarray, contexts: Sequence[TopicContext], blend: Blend | None = None
    ) -> np.ndarray:
        """Calibrated probabilities (texts, labels) of raw scores (3, texts, labels), a context for each text."""
        return self.sureness.corrected(self.blended(scores, contexts, blend), contexts, self.own)

    def blended(self, scores: np.ndarray, contexts: Sequence[TopicContext], blend: Blend | None = None) -> np.ndarray:
        """Probabilities as the blend of the two opinions gives them, before their sureness is corrected."""
        blend = blend or self.blend
        score = blend.linear * scores[0] + blend.network * scores[1]
        anywhere = np.array([[context.lat is None] for context in contexts], dtype=bool)
        if blend.other != 1 and not self._other.all():
            middle = np.median(score, axis=1, keepdims=True)
            score = np.where(self._other & anywhere, middle + blend.other * (score - middle), score)
        p = softmax(score)
        if blend.group and self._groups.known and anywhere.any():
            p = np.where(anywhere, self._groups.applied(p, scores[2], blend.group), p)
        for row, context in enumerate(contexts):
            if context.object and context.object in self._objects:
                kept = OTHER_OBJECT_SAID if context.said_object else OTHER_OBJECT
                p[row, (self._objects != context.object) & (self._objects != "")] *= kept
            if context.said_topic and context.said_topic in self._by_name:
                p[row, self._by_name[context.said_topic]] *= SAID_TOPIC
        p /= p.sum(axis=1, keepdims=True)
        return self._to_the_finest(p)

    def finest(self, right: np.ndarray) -> np.ndarray:
        """Of the topics that are right, bool (texts, labels): with the parts of those that the region divides."""
        wholes, belongs = self._finer
        return np.asarray(right | (right[:, wholes] @ belongs.T > 0))

    def _to_the_finest(self, p: np.ndarray) -> np.ndarray:
        """A topic that the region divides gives its probability to its parts, in their proportion."""
        wholes, belongs = self._finer
        share = p[:, wholes] / np.maximum(p @ belongs, 1e-12)
        p *= 1 + share @ belongs.T
        p[:, wholes] = 0
        return p

    def _speaking(self, words: list[Token], parts: list[Part], label: int) -> tuple[Span, ...]:
        """Words whose features added most to the label's score against the middle label, strongest first."""
        if not words:
            return ()
        gain = np.zeros(len(words), dtype=np.float32)
        start = 0
        for part, vocabulary in zip(parts, self._vocabularies, strict=True):
            each = part.values * self._steps[self._weights[part.rows + start, label]]
            occurrence = np.searchsorted(part.rows, part.occurrences)
            known = part.occurrences >= 0
            worth = (each / np.maximum(np.bincount(occurrence[known], minlength=len(each)), 1))[occurrence[known]]
            for end in (part.features.first, part.features.last):
                np.add.at(gain, end[known], worth / 2)
            start += len(vocabulary.hashes)
        gain[[is_function_word(word.text) for word in words]] = 0
        best = [int(i) for i in np.argsort(-gain)[:SPEAKING_WORDS] if gain[i] > _SPEAKS * gain.max() and gain[i] > 0]
        return tuple(words[i].span for i in best)


@dataclass(frozen=True, slots=True)
class Part:
    """Known features of a text: ``rows`` of the vocabulary, their ``values``, the row of each occurrence or -1."""

    features: Features
    rows: np.ndarray
    values: np.ndarray
    occurrences: np.ndarray


def softmax(score: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    score = np.exp(score - score.max(axis=-1, keepdims=True))
    return score / score.sum(axis=-1, keepdims=True)


def _finer_topics(labels: tuple[Label, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the topics that the region divides, and float32 (labels, such topics): 1 where a label is a part."""
    divided = {label.code for label in labels if label.external_id is not None}
    wholes = [i for i, label in enumerate(labels) if label.external_id is None and label.code in divided]
    belongs = np.zeros((len(labels), len(wholes)), dtype=np.float32)
    for column, whole in enumerate(wholes):
        for row, label in enumerate(labels):
            belongs[row, column] = label.external_id is not None and label.code == labels[whole].code
    return np.array(wholes, dtype=int), belongs
