"""From published appeals to a topic model with honest figures: hold out the latest, measure, then learn from all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from routing.learning.corpus import Answers, Example, read_groups, read_portal, read_written, without_repeats
from routing.learning.empty_talk import empty_talk
from routing.learning.fitting import Material
from routing.learning.measures import Figures, best_blend, figures, group_hits, scores
from routing.learning.packing import unpack, write
from routing.understanding.topics.model import Blend

HELD_OUT = 0.15
"""Share of the portal's appeals, the latest, and of the other portal's, that measures the model before it is used."""

EMPTY = 1_200


@dataclass(frozen=True, slots=True)
class Sources:
    """Where examples come from. ``portal`` and ``groups`` are CSV files (may be gzipped), ``groups`` may be missing."""

    classifier: Path
    region: Path
    portal: Path
    groups: Path | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a training: days learned from, counts by source, figures by what was known, bytes of the file."""

    version: str
    first: date
    last: date
    examples: dict[str, int]
    held_out_from: date
    figures: dict[str, Figures]
    groups: float | None
    blend: Blend
    size: int


def train(sources: Sources, target: Path, share: float = 1.0, show: bool = True) -> Report:
    """Learn from the earlier ``share`` of the portal's appeals (all by default) and write ``target``.

    Inside that share the latest ``HELD_OUT`` is kept apart first: it sets the blend and gives the figures, with
    no text that occurs earlier. The model written has then learned from all of the share.
    """
    answers = Answers.read(sources.classifier, sources.region)
    portal = read_portal(sources.portal, answers)
    portal = portal[: int(len(portal) * share)]
    if not portal:
        raise ValueError(f"{sources.portal}: no appeal with a topic of the region")
    cut = int(len(portal) * (1 - HELD_OUT))
    earlier = portal[:cut]
    later = without_repeats(portal[cut:], {example.key for example in earlier})
    groups = read_groups(sources.groups, answers) if sources.groups else []
    other = read_written(sources.classifier, answers) + empty_talk(answers, sources.region, EMPTY)
    examples = [*earlier, *later, *groups, *other]
    material = Material(examples, answers, sources.region, show)
    tested = np.arange(len(earlier), len(earlier) + len(later))
    of_groups = np.arange(tested[-1] + 1, tested[-1] + 1 + len(groups))
    apart = np.concatenate((tested, of_groups[:: round(1 / HELD_OUT)]))
    learned = np.setdiff1d(np.arange(len(examples)), apart)
    blend, found, hits = _measure(material, learned, tested, apart[len(tested) :])
    del material
    final = Material([*portal, *groups, *other], answers, sources.region, show)
    day = portal[-1].at or portal[0].at
    version = f"{sources.region.name}-{day:%Y-%m-%d}" if day else sources.region.name
    size = write(final.fit(np.arange(len(final.examples)), version, blend, show=show), target)
    return Report(
        version, _day(portal[0]), _day(portal[-1]), _counts(final.examples), _day(portal[cut]), found, hits, blend, size
    )


def _measure(
    material: Material, learned: np.ndarray, tested: np.ndarray, of_groups: np.ndarray
) -> tuple[Blend, dict[str, Figures], float | None]:
    model = unpack(material.fit(learned, "measured", Blend()))
    examples = [material.examples[row] for row in tested]
    right = np.array([example.labels[0] for example in examples])
    known = {
        "words": scores(model, examples, place=False),
        "words and point": scores(model, examples),
        "words, point and object": scores(model, examples, told=True),
    }
    blend = best_blend(model, known["words and point"], right)
    found = {}
    for name, score in known.items():
        told = [example.context.object if "object" in name else "" for example in examples]
        found[name] = figures(model.to_probabilities(score, told, blend), right, material.answers.categories)
    hits = group_hits(model, [material.examples[row] for row in of_groups]) if len(of_groups) else None
    return blend, found, hits


def _counts(examples: Sequence[Example]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for example in examples:
        name = example.source.partition(":")[0]
        counts[name] = counts.get(name, 0) + 1
    return counts


def _day(example: Example) -> date:
    return example.at.date() if example.at else date.min
