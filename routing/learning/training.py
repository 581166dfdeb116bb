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
from routing.learning.measures import Figures, Scored, best_blend, figures, group_hits, scored
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
    unseen = Unseen(tested, _some(examples, "groups"), _some(examples, "written"))
    blend, found, hits = _measure(material, unseen)
    del material
    final = Material([*portal, *groups, *other], answers, sources.region, show)
    day = portal[-1].at or portal[0].at
    version = f"{sources.region.name}-{day:%Y-%m-%d}" if day else sources.region.name
    size = write(final.fit(np.arange(len(final.examples)), version, blend, show=show), target)
    return Report(
        version, _day(portal[0]), _day(portal[-1]), _counts(final.examples), _day(portal[cut]), found, hits, blend, size
    )


@dataclass(frozen=True, slots=True)
class Unseen:
    """Rows kept apart to measure the model: the portal's latest, some of the other portal's, some written ones."""

    portal: np.ndarray
    groups: np.ndarray
    written: np.ndarray


def _some(examples: Sequence[Example], source: str) -> np.ndarray:
    rows = [row for row, example in enumerate(examples) if example.source.partition(":")[0] == source]
    return np.array(rows[:: round(1 / HELD_OUT)], dtype=int)


def _measure(material: Material, unseen: Unseen) -> tuple[Blend, dict[str, Figures], float | None]:
    apart = np.concatenate((unseen.portal, unseen.groups, unseen.written))
    learned = np.setdiff1d(np.arange(len(material.examples)), apart)
    model = unpack(material.fit(learned, "measured", Blend()))

    def read(rows: np.ndarray, place: bool = False, told: bool = False) -> Scored:
        return scored(model, [material.examples[row] for row in rows], material.rights(rows), place, told)

    known = {
        "words": read(unseen.portal),
        "words and point": read(unseen.portal, place=True),
        "words, point and object": read(unseen.portal, place=True, told=True),
    }
    others = [read(rows) for rows in (unseen.groups, unseen.written) if len(rows)]
    model.blend = best_blend(model, known["words and point"], [known["words"], *others])
    right = np.array([material.examples[row].labels[0] for row in unseen.portal])
    found = {
        name: figures(each.probabilities(model, model.blend), right, material.answers.categories)
        for name, each in known.items()
    }
    hits = group_hits(model, [material.examples[row] for row in unseen.groups]) if len(unseen.groups) else None
    return model.blend, found, hits


def _counts(examples: Sequence[Example]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for example in examples:
        name = example.source.partition(":")[0]
        counts[name] = counts.get(name, 0) + 1
    return counts


def _day(example: Example) -> date:
    return example.at.date() if example.at else date.min
