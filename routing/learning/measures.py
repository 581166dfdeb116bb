"""A topic model's readings of appeals it has not seen, and what is fitted on them: the blend and the sureness."""

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
from routing.understanding.topics.sureness import Line, Sureness, log_odds

FEWEST = 100
"""A correction of sureness is not fitted on fewer texts."""


OTHERS = tuple(step / 10 for step in range(10, 31))
"""How far topics that the portal does not have may be stretched."""
TRUSTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How much the opinion on the group alone may be trusted."""
BLENDS = tuple(Blend(linear / 20, network / 20) for linear, network in product(range(10, 25), range(17)))


@dataclass(frozen=True, slots=True)
class Scored:
    """Texts that the model has not seen: raw scores (3, texts, labels), what was known of each, what is right.

    ``right`` is bool (texts, labels).
    """

    scores: np.ndarray
    contexts: list[TopicContext]
    right: np.ndarray

    def probabilities(self, model: TopicModel, blend: Blend) -> np.ndarray:
        """Probabilities (texts, labels) as this blend gives them, their sureness not yet corrected."""
        return model.blended(self.scores, self.contexts, blend)

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
    not have and the trust in the opinion on groups, on texts of several sources without a place, each source counting
    alike.
    """
    blend = min(tqdm(BLENDS, desc="blending", leave=False), key=lambda each: placed.loss(model, each))
    tried = [replace(blend, other=stretch, group=trust) for stretch, trust in product(OTHERS, TRUSTS)]
    return min(tried, key=lambda each: sum(source.loss(model, each) for source in anywhere))


def fitted_sureness(model: TopicModel, known: dict[str, Scored]) -> Sureness:
    """For each of the views ``words``, ``point``, ``told``: the line that makes what came true likeliest."""
    lines = {}
    for name, each in known.items():
        p = each.probabilities(model, model.blend)
        best = p.argmax(axis=1)
        hit = model.finest(each.right)[np.arange(len(best)), best]
        own = model.own[best]
        if own.sum() >= FEWEST and hit[own].any() and not hit[own].all():
            lines[name] = _logistic(log_odds(p.max(axis=1)[own]), hit[own])
    return Sureness(**lines)


def _logistic(x: np.ndarray, hit: np.ndarray) -> Line:
    """Shift and slope by Newton's method, drawn towards «no correction» as if by a few more texts."""
    rows = np.stack((np.ones_like(x), x), axis=1)
    start = np.array([0.0, 1.0])
    line = start.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-(rows @ line)))
        slope = rows.T @ (p - hit) + (line - start)
        bend = (rows * (p * (1 - p))[:, None]).T @ rows + np.eye(2)
        line = line - np.linalg.solve(bend, slope)
    return float(line[0]), float(line[1])


def group_hits(model: TopicModel, examples: Sequence[Example]) -> float:
    """Share of texts whose likeliest topic is in one of the right groups."""
    hits = 0
    for example in examples:
        groups = {model.labels[label].code.partition("-")[0] for label in example.labels}
        guesses = model.predict(example.text)
        hits += bool(guesses) and guesses[0].code.partition("-")[0] in groups
    return hits / len(examples)
