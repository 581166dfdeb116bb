"""Fitting the opinion on who answers (``routing.understanding.answerers``) from a region's answered appeals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from tqdm import tqdm

from routing.learning.matrix import Counted
from routing.learning.network import adam
from routing.understanding.answerers import FORMAT, SORTS_NEAR, Past, Spots
from routing.understanding.topics.context import NOWHERE, Geography, TopicContext

LEAST_ANSWERED = 60
"""A sort with fewer answered appeals has no column of its own."""
LEAST_TEXTS = 20
"""A feature seen in fewer texts takes no part in the projection."""
WIDTH = 192
"""Numbers that stand for the words of a text."""
TEXTS_A_NUMBER = 50
"""Fewer texts get fewer numbers: the last ones would only tell single texts apart."""
HIDDEN = 256
NETS = 3
EPOCHS = 12
BATCH = 128
STEP = 1e-3
KEPT = 0.75
"""Share of the hidden layer that works at each step (Srivastava et al.: Dropout, JMLR 15, 2014)."""
TOPICS = 0.5
"""How much the topics count beside the answerers."""
CONTEXT = 2.0
"""How much louder the spot is than a word, before learning."""
VIEWS = (0.15, 0.75, 1.0)
"""Chances, summed up, of showing an appeal without its place, with it, with the kind of object as well."""
APART_DAYS = 1.5
"""An appeal is no witness for those that came within so many days: they may be about the same thing."""

_LOUD = 0.5


@dataclass(frozen=True, slots=True)
class Answered:
    """An appeal with its topic and the sort of body that answered; empty while nobody has."""

    text: str
    topic: str
    sort: str
    context: TopicContext
    municipality: str
    at: datetime


class Lesson:
    """Appeals made ready to learn from."""

    def __init__(self, appeals: Sequence[Answered], houses: np.ndarray, show: bool = True) -> None:
        counts = Counter(one.sort for one in appeals if one.sort)
        common = [sort for sort, times in counts.most_common() if times >= LEAST_ANSWERED]
        self.sorts = (*common, "")
        column = {sort: index for index, sort in enumerate(common)}
        self.answerer = np.array([column.get(one.sort, len(common)) if one.sort else -1 for one in appeals])
        topics = {name: row for row, name in enumerate(sorted({one.topic for one in appeals}))}
        self.topic = np.array([topics[one.topic] for one in appeals])
        self.topics = len(topics)
        self.counted = Counted([one.text for one in appeals], show)
        contexts = [one.context for one in appeals]
        self.districts = tuple(sorted({context.district for context in contexts if context.district}))
        self.objects = tuple(sorted({context.object for context in contexts if context.object}))
        self.municipalities = tuple(sorted({one.municipality for one in appeals if one.municipality}))
        self.witnesses = self._witnesses(appeals)
        self.spots = Spots(
            Geography(houses, self.districts, self.objects),
            self.municipalities,
            Past(self.points / 1e5, np.minimum(self.answerer[self.witnesses], SORTS_NEAR - 1)),
        )
        self.views = self._views(appeals, show)

    def _witnesses(self, appeals: Sequence[Answered]) -> np.ndarray:
        """Answered appeals with a point, by latitude; ``points`` are theirs, in metres or so."""
        known = [i for i, one in enumerate(appeals) if one.sort and one.context.lat and one.context.lon]
        points = np.array([(appeals[i].context.lat, appeals[i].context.lon) for i in known], dtype=np.float64)
        rounded = np.rint(points.reshape(-1, 2) * 1e5).astype(np.int32)
        order = np.argsort(rounded[:, 0], kind="stable")
        self.points = rounded[order]
        return np.array(known, dtype=int)[order]

    def _views(self, appeals: Sequence[Answered], show: bool) -> np.ndarray:
        """Rows of the spot: without a place, with it, with the kind of object."""
        days = np.array([one.at.timestamp() / 86_400 for one in appeals])
        came = days[self.witnesses]
        out = np.zeros((3, len(appeals), self.spots.width), dtype=np.float32)
        out[0] = self.spots.row(NOWHERE, "")
        for row, one in enumerate(tqdm(appeals, desc="spots", disable=not show)):
            told = one.context
            place = TopicContext(told.lat, told.lon, told.district, told.has_building)
            out[1, row] = self.spots.row(place, one.municipality, np.abs(came - days[row]) > APART_DAYS)
            out[2, row] = out[1, row]
            out[2, row, : self.spots.geography.width] = self.spots.geography.row(told)
        return out


def fit(lesson: Lesson, version: str, epochs: int = EPOCHS, show: bool = True) -> dict[str, np.ndarray]:
    """Learn the projection and the networks; arrays of the file."""
    vocabularies = lesson.counted.vocabularies(np.arange(len(lesson.topic)), (LEAST_TEXTS, LEAST_TEXTS))
    words = lesson.counted.matrix(vocabularies)
    projection, steps = _projection(words)
    inputs = np.asarray(words @ (projection * steps), dtype=np.float32)
    nets = [_net(inputs, lesson, epochs, seed) for seed in tqdm(range(NETS), desc="networks", disable=not show)]
    hidden, out = (np.stack(part).astype(np.float16) for part in zip(*nets, strict=True))
    about = {
        "format": FORMAT,
        "version": version,
        "sorts": lesson.sorts,
        "districts": lesson.districts,
        "objects": lesson.objects,
        "municipalities": lesson.municipalities,
    }
    return {
        "words": vocabularies[0].hashes.astype(np.uint32),
        "words_idf": vocabularies[0].idf.astype(np.float16),
        "pieces": vocabularies[1].hashes.astype(np.uint32),
        "pieces_idf": vocabularies[1].idf.astype(np.float16),
        "projection": projection,
        "steps": steps.astype(np.float32),
        "hidden": hidden,
        "out": out,
        "past": lesson.points,
        "past_sorts": lesson.spots.past.sorts.astype(np.uint8),
        "about": np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8),
    }


def _projection(words: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """int8 (features, width) and the step of each column: projected texts are equally loud in all of them."""
    width = max(1, min(WIDTH, words.shape[1] - 1, words.shape[0] // TEXTS_A_NUMBER))
    svd = TruncatedSVD(width, n_iter=3, random_state=0).fit(words)
    loud = svd.components_.T * (_LOUD / (svd.transform(words).std(axis=0) + 1e-9))
    steps = np.abs(loud).max(axis=0) / 127
    return np.rint(loud / steps).astype(np.int8), steps


def _net(inputs: np.ndarray, lesson: Lesson, epochs: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """One network with a head for topics and one for answerers; the second is returned. Last rows are biases."""
    rng = np.random.default_rng(seed)
    columns, places = inputs.shape[1] + lesson.spots.width, lesson.spots.width
    hidden = rng.normal(0, np.sqrt(2 / columns), (columns + 1, HIDDEN)).astype(np.float32)
    out = rng.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN + 1, lesson.topics + len(lesson.sorts))).astype(np.float32)
    hidden[-1] = out[-1] = 0
    moments = [np.zeros_like(part) for part in (hidden, out, hidden, out)]
    steps, done = epochs * -(-len(inputs) // BATCH), 0
    for _ in range(epochs):
        order = rng.permutation(len(inputs))
        for start in range(0, len(inputs), BATCH):
            batch = order[start : start + BATCH]
            view = (rng.random(len(batch))[:, None] > np.array(VIEWS)).sum(axis=1)
            shown = np.concatenate((inputs[batch], lesson.views[view, batch] * CONTEXT), axis=1)
            done += 1
            working = (rng.random((len(batch), HIDDEN)) < KEPT).astype(np.float32) / KEPT
            slopes = _slopes(shown, (hidden, out), working, lesson, batch)
            adam((hidden, out), slopes, moments, done, STEP * (1 - done / (steps + 1)))
    hidden[-1 - places : -1] *= CONTEXT
    return hidden, out[:, lesson.topics :]


def _slopes(
    shown: np.ndarray, parts: tuple[np.ndarray, np.ndarray], working: np.ndarray, lesson: Lesson, batch: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    hidden, out = parts
    before = shown @ hidden[:-1] + hidden[-1]
    inner = np.maximum(before, 0) * working
    score = inner @ out[:-1] + out[-1]
    topics = _error(score[:, : lesson.topics], lesson.topic[batch]) * TOPICS
    answerers = _error(score[:, lesson.topics :], lesson.answerer[batch])
    error = np.concatenate((topics, answerers), axis=1) / len(batch)
    back = (error @ out[:-1].T) * (before > 0) * working
    return (
        np.concatenate((shown.T @ back, back.sum(axis=0, keepdims=True))),
        np.concatenate((inner.T @ error, error.sum(axis=0, keepdims=True))),
    )


def _error(score: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Slope of the log-loss; nothing where the right answer (-1) is not known."""
    p = np.exp(score - score.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(right)), right] -= 1
    return np.asarray(p * (right >= 0)[:, None], dtype=np.float32)


def sort_of(agency: str, families: Mapping[str, str]) -> str:
    """A body's family, its own code where it is the only one of its sort."""
    return families.get(agency) or agency
