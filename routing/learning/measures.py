"""How good a topic model is on appeals it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from tqdm import tqdm

from routing.learning.corpus import Example
from routing.understanding.normalise import tokens
from routing.understanding.topics.context import NOWHERE, TopicContext
from routing.understanding.topics.model import Blend, TopicModel

BINS = 10
OTHERS = tuple(step / 20 for step in range(20, 61))
"""How far topics that the portal does not have may be stretched."""
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


@dataclass(frozen=True, slots=True)
class Scored:
    """Texts that the model has not seen: raw scores (2, texts, labels), what was known of each, what is right.

    ``right`` is bool (texts, labels).
    """

    scores: np.ndarray
    contexts: list[TopicContext]
    right: np.ndarray

    def probabilities(self, model: TopicModel, blend: Blend) -> np.ndarray:
        """Probabilities (texts, labels) as this blend gives them."""
        return model.to_probabilities(self.scores, self.contexts, blend)

    def loss(self, model: TopicModel, blend: Blend) -> float:
        """Mean of -log of the probability given to what is right."""
        p = self.probabilities(model, blend)
        return float(-np.log((p * model.finest(self.right)).sum(axis=1) + 1e-9).mean())


def scored(
    model: TopicModel, examples: Sequence[Example], right: np.ndarray, place: bool = True, told: bool = False
) -> Scored:
    """The examples read by the model: their words alone, with the place, with the object told as well."""
    contexts = [_known(example.context, place, told) for example in examples]
    read = [model.scores(model.parts(tokens(each.text)), known) for each, known in zip(examples, contexts, strict=True)]
    return Scored(np.stack(read, axis=1), contexts, right)


def _known(context: TopicContext, place: bool, told: bool) -> TopicContext:
    if not place:
        return NOWHERE
    return TopicContext(
        context.lat, context.lon, context.district, context.has_building, context.object if told else ""
    )


def best_blend(model: TopicModel, placed: Scored, anywhere: Sequence[Scored]) -> Blend:
    """The blend that makes the right labels likeliest; it also sets the temperature (Guo et al., ICML 2017).

    First the two weights, on the region's own appeals with their points; then the stretch of the topics that those do
    not have, on texts of several sources without a place, each source counting alike.
    """
    blend = min(tqdm(BLENDS, desc="blending", leave=False), key=lambda each: placed.loss(model, each))
    tried = [replace(blend, other=stretch) for stretch in OTHERS]
    return min(tried, key=lambda each: sum(source.loss(model, each) for source in anywhere))


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
