"""How good a topic model is on appeals it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from tqdm import tqdm

from routing.learning.corpus import Example
from routing.understanding.normalise import tokens
from routing.understanding.topics.context import NOWHERE, TopicContext
from routing.understanding.topics.model import Blend, TopicModel

BINS = 10
BLENDS = tuple(Blend(linear / 20, network / 20) for linear, network in product(range(10, 25), range(17)))


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1: first topic right, one of three right, category right, calibration error, the surer half right."""

    count: int
    top1: float
    top3: float
    category: float
    calibration: float
    surer_half: float


def scores(model: TopicModel, examples: Sequence[Example], place: bool = True, told: bool = False) -> np.ndarray:
    """Raw scores float32 (2, examples, labels): of the words alone, with the place, with the object told as well."""
    return np.stack(
        [model.scores(model.parts(tokens(e.text)), _known(e.context, place, told)) for e in examples], axis=1
    )


def _known(context: TopicContext, place: bool, told: bool) -> TopicContext:
    if not place:
        return NOWHERE
    return TopicContext(
        context.lat, context.lon, context.district, context.has_building, context.object if told else ""
    )


def best_blend(model: TopicModel, scores: np.ndarray, right: np.ndarray) -> Blend:
    """The blend that makes the right labels likeliest; it also sets the temperature (Guo et al., ICML 2017)."""
    order, told = np.arange(len(right)), [""] * len(right)

    def loss(blend: Blend) -> float:
        p = model.to_probabilities(scores, told, blend)
        return float(-np.log(p[order, right] + 1e-9).mean())

    return min(tqdm(BLENDS, desc="blending", leave=False), key=loss)


def figures(p: np.ndarray, right: np.ndarray, categories: Sequence[str]) -> Figures:
    """Of probabilities (examples, labels) against the right labels (examples,)."""
    best = np.argsort(-p, axis=1)[:, :3]
    hit = best[:, 0] == right
    names = np.array(categories)
    sure = p.max(axis=1)
    surer = np.argsort(-sure)[: len(sure) // 2]
    return Figures(
        len(right),
        float(hit.mean()),
        float((best == right[:, None]).any(axis=1).mean()),
        float((names[best[:, 0]] == names[right]).mean()),
        _calibration(sure, hit),
        float(hit[surer].mean()),
    )


def _calibration(sure: np.ndarray, hit: np.ndarray) -> float:
    """Expected calibration error over bins of equal width (Naeini et al., AAAI 2015)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(sum(abs(sure[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)))


def group_hits(model: TopicModel, examples: Sequence[Example]) -> float:
    """Share of texts whose likeliest topic is in one of the right groups."""
    hits = 0
    for example in examples:
        groups = {model.labels[label].code.partition("-")[0] for label in example.labels}
        guesses = model.predict(example.text)
        hits += bool(guesses) and guesses[0].code.partition("-")[0] in groups
    return hits / len(examples)
