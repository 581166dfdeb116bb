"""Is the new model worse than the one in use? Asked on the same texts, of which neither has seen one.

A model that learned from everything has seen the months on which it was measured. So its honest verdicts, made before
it saw them, are kept beside it: for each text 64 bits of a hash and whether it was right, no words. Texts that came
after it learned are simply given to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from routing.learning.corpus import Answers, Example
from routing.learning.figures import Interval, View, difference, key_of, rights, view
from routing.learning.measures import scored
from routing.understanding.topics.model import TopicModel

FEWEST = 50
"""Two models are not compared on fewer texts."""

TOLERANCE = 0.01
"""A fall as large as this counts, whatever chance says."""

VIEWS = {"words": (False, False), "words and point": (True, False), "words, point and object": (True, True)}
"""What may be known of an appeal: place, kind of object."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """On texts not seen: the examples' keys and, for each view, whether the first topic was right."""

    keys: np.ndarray
    first: dict[str, np.ndarray]
    until: date | None = None
    """The day of the last example learned from; later ones may be asked of the model itself."""

    def write(self, path: Path, model: Path) -> None:
        """Keep them for the model file that they are of."""
        path.parent.mkdir(parents=True, exist_ok=True)
        bits = {f"first {name}": np.packbits(right) for name, right in self.first.items()}
        until = np.array(self.until.isoformat() if self.until else "")
        np.savez_compressed(path, model=np.array(_digest(model)), keys=self.keys, until=until, **bits)  # type: ignore[arg-type]

    @classmethod
    def read(cls, path: Path, model: Path) -> Verdicts | None:
        """What was kept for this very model file; ``None`` when there is nothing or it is another's."""
        if not path.exists() or not model.exists():
            return None
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["model"]) != _digest(model):
                return None
            keys, until = kept["keys"], str(kept["until"])
            first = {
                name.removeprefix("first "): np.unpackbits(kept[name], count=len(keys)).astype(bool)
                for name in kept.files
                if name.startswith("first ")
            }
        return cls(keys, first, date.fromisoformat(until) if until else None)


@dataclass(frozen=True, slots=True)
class Change:
    """The two models on the same ``count`` texts, with one thing known: shares right and the difference."""

    name: str
    count: int
    before: float
    after: float
    difference: float
    interval: Interval

    @property
    def worse(self) -> bool:
        """Surely worse, or by so much that chance is no excuse."""
        return self.interval[1] < 0 or self.difference <= -TOLERANCE


def compare(
    old: Path, kept: Verdicts | None, new: Verdicts, tested: Sequence[Example], answers: Answers
) -> list[Change]:
    """The new model against the one of the file ``old``, for each view; empty when too few texts are fair to both."""
    known = {int(key): row for row, key in enumerate(kept.keys)} if kept else {}
    until = kept.until if kept else None
    paired = [row for row, example in enumerate(tested) if key_of(example) in known]
    fresh = [row for row, example in enumerate(tested) if until and example.at and example.at.date() > until]
    model = TopicModel.load(old)
    changes = []
    for name, after in new.first.items():
        before: dict[int, bool] = {}
        if kept and name in kept.first:
            before = {row: bool(kept.first[name][known[key_of(tested[row])]]) for row in paired}
        if fresh:
            asked = judged(model, [tested[row] for row in fresh], answers, *VIEWS[name])
            before |= {row: bool(hit) for row, hit in zip(fresh, asked.first, strict=True)}
        rows = sorted(before)
        if len(rows) >= FEWEST:
            first, second = np.array([before[row] for row in rows]), after[rows]
            mean, interval = difference(first, second)
            changes.append(Change(name, len(rows), float(first.mean()), float(second.mean()), mean, interval))
    return changes


def judged(model: TopicModel, examples: Sequence[Example], answers: Answers, place: bool, told: bool) -> View:
    """The model's readings against what is right; a topic that the model does not have it cannot know."""
    index = {(label.code, label.external_id): row for row, label in enumerate(answers.labels)}
    read = scored(model, examples, np.zeros((len(examples), len(model.labels)), dtype=bool), place, told)
    p = model.to_probabilities(read.scores, read.contexts)
    mapped = np.zeros((len(examples), len(answers.labels)), dtype=p.dtype)
    for column, label in enumerate(model.labels):
        row = index.get((label.code, label.external_id))
        if row is not None:
            mapped[:, row] = p[:, column]
    return view(mapped, answers.finest(rights(examples, len(answers.labels))), answers)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
