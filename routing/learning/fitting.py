"""From examples to a packed model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from tqdm import tqdm

from routing.learning.corpus import Answers, Example
from routing.learning.groups import Lesson, fit_groups
from routing.learning.matrix import Counted
from routing.learning.network import fit_networks
from routing.learning.packing import Frame, pack
from routing.learning.softmax import Fitted, Rows, fit
from routing.understanding.csvfile import rows_of
from routing.understanding.topics.context import NOWHERE, Geography, TopicContext
from routing.understanding.topics.model import Blend

EPOCHS = 5
PORTAL_VIEWS = (0.15, 0.70, 1.0)
"""Chances, summed up, of showing an appeal of the portal without a place, with it, with the object answered as well."""

OTHER_VIEWS = (0.6, 1.0, 1.0)
"""The same for other texts, whose place is borrowed: health and schools also have an address."""

WEIGHTS = {
    "portal": 1.0,
    "correction": 2.0,
    "confirmed": 0.5,
    "said": 1.0,
    "groups": 1.0,
    "written": 1.0,
    "title": 0.7,
    "empty": 0.5,
}
"""A correction was made for the topic's own sake; a topic left as it was may just have been passed."""


class Material:
    """Examples made ready once, to fit models on any part of them."""

    def __init__(self, examples: Sequence[Example], answers: Answers, region: Path, show: bool = True) -> None:
        self.examples = examples
        self.answers = answers
        self.counted = Counted([example.text for example in examples], show)
        self.houses = read_houses(region)
        known = [example.context for example in examples if example.own]
        self.districts = tuple(sorted({context.district for context in known if context.district}))
        self.objects = tuple(sorted({context.object for context in known if context.object}))
        self.contexts, self.views = self._contexts(known)
        kinds = sorted({example.labels for example in examples})
        self.right = np.zeros((len(kinds), len(answers.labels)), dtype=bool)
        for index, labels in enumerate(kinds):
            self.right[index, list(labels)] = True
        order = {labels: index for index, labels in enumerate(kinds)}
        self.kind = np.array([order[example.labels] for example in examples])
        self.weight = np.array([WEIGHTS[example.source.partition(":")[0]] for example in examples], dtype=np.float32)
        self.weight *= _rarity(examples)

    def rights(self, rows: np.ndarray) -> np.ndarray:
        """Which labels are right for these examples, bool (rows, labels)."""
        return self.right[self.kind[rows]]

    def fit(
        self,
        rows: np.ndarray,
        version: str,
        blend: Blend,
        epochs: int = EPOCHS,
        show: bool = True,
        more: dict[str, Any] | None = None,
    ) -> dict[str, np.ndarray]:
        """A packed model learned from the given rows alone; ``more`` is kept with it (``sureness``)."""
        vocabularies = self.counted.vocabularies(rows)
        words = sparse.csr_matrix(self.counted.matrix(vocabularies)[rows])
        chosen = Rows(words, self.contexts[:, rows], self.views[rows], self.right, self.kind[rows], self.weight[rows])
        passes: list[Fitted] = list(tqdm(fit(chosen, epochs), total=epochs, desc="learning", disable=not show))
        frame = Frame(vocabularies, self.answers.labels, self.houses, self.districts, self.objects)
        lesson = Lesson.of([self.examples[row] for row in rows], self.answers)
        opinion = fit_groups(words, lesson)
        nets = fit_networks(chosen, show=show) | (dict(opinion.arrays) if opinion else {})
        return pack(passes[-1], nets, frame, version, blend, more or {})

    def _contexts(self, known: list[TopicContext]) -> tuple[np.ndarray, np.ndarray]:
        geography = Geography(self.houses, self.districts, self.objects)
        rng = np.random.default_rng(3)
        out = np.zeros((3, len(self.examples), geography.width), dtype=np.float32)
        views = np.zeros((len(self.examples), 3), dtype=np.float32)
        out[0] = geography.row(NOWHERE)
        for index, example in enumerate(self.examples):
            own = example.own
            context = example.context if own or not known else known[int(rng.integers(len(known)))]
            views[index] = PORTAL_VIEWS if own else OTHER_VIEWS if known else (1, 1, 1)
            place = TopicContext(context.lat, context.lon, context.district, context.has_building)
            out[1, index] = geography.row(place)
            out[2, index] = geography.row(context) if own else out[1, index]
        return out, views


def _rarity(examples: Sequence[Example]) -> np.ndarray:
    """A text that comes again and again, each time from another place, must not outweigh others: n weigh √n."""
    keys = [example.key for example in examples]
    times = Counter(keys)
    return np.array([times[key] ** -0.5 for key in keys], dtype=np.float32)


def read_houses(region: Path) -> np.ndarray:
    """Coordinates of the region's houses, int32 millionths of a degree."""
    path = region / "buildings.csv.gz"
    if not path.exists():
        return np.zeros((0, 2), dtype=np.int32)
    points = [(round(float(row["lat"]) * 1e6), round(float(row["lon"]) * 1e6)) for row in rows_of(path) if row["lat"]]
    return np.unique(np.array(points, dtype=np.int32), axis=0)
