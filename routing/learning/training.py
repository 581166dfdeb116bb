"""From labelled appeals to a topic model with honest figures: hold out the latest, measure, then learn from all."""

from __future__ import annotations

import hashlib
import resource
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from routing.learning.comparing import VIEWS, Verdicts
from routing.learning.corpus import Answers, Example, read_groups, read_portal, read_written, without_repeats
from routing.learning.empty_talk import empty_talk
from routing.learning.figures import Figures, View, figures, key_of, view
from routing.learning.fitting import Material
from routing.learning.measures import Scored, best_blend, fitted_sureness, group_hits, scored
from routing.learning.packing import unpack, write
from routing.understanding.topics.model import Blend
from routing.understanding.topics.sureness import Sureness

HELD_OUT = 0.15
"""Share of the region's examples, the latest, and of the other sources', that measures the model before it is used."""

EMPTY = 1_200
LEAST_OWN = 100
"""Fewer examples of the region itself make no model."""

_LINES = {"words": "words", "words and point": "point", "words, point and object": "told"}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where examples come from. ``portal`` and ``groups`` are CSV files (may be gzipped); each may be missing.

    ``corrections`` are what people decided about single cases.
    """

    classifier: Path
    region: Path
    portal: Path | None = None
    groups: Path | None = None
    corrections: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a training: days learned from, counts by source, figures by what was known, cost."""

    version: str
    first: date | None
    last: date | None
    examples: dict[str, int]
    authors: int
    held_out_from: date | None
    figures: dict[str, Figures]
    groups: float | None
    blend: Blend
    sureness: Sureness
    seconds: float = 0.0
    memory_mb: float = 0.0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Learned:
    """A model ready to be written, its verdicts on texts it had not seen, those texts and what was said of them."""

    arrays: dict[str, np.ndarray]
    report: Report
    verdicts: Verdicts
    tested: list[Example]
    views: dict[str, View] = field(default_factory=dict)


def train(sources: Sources, target: Path, share: float = 1.0, show: bool = True) -> Report:
    """Learn (see ``learn``) and write ``target``, whatever stands there."""
    learned = learn(sources, share, show)
    return replace(learned.report, size=write(learned.arrays, target))


def learn(sources: Sources, share: float = 1.0, show: bool = True) -> Learned:
    """Learn from the earlier ``share`` of the region's examples (all by default).

    Inside that share the latest ``HELD_OUT`` is kept apart first: it sets the blend and the sureness and gives the
    figures, with no text that occurs earlier. The model returned has then learned from all of the share.
    ``ValueError`` says what is wrong with the examples.
    """
    started = time.process_time()
    answers = Answers.read(sources.classifier, sources.region)
    own = _own(sources, answers)
    own = own[: int(len(own) * share)]
    earlier, later = _split(own)
    groups = read_groups(sources.groups, answers) if sources.groups else []
    other = read_written(sources.classifier, answers) + empty_talk(answers, sources.region, EMPTY)
    material = Material([*earlier, *later, *groups, *other], answers, sources.region, show)
    measured = _measure(material, np.arange(len(earlier), len(earlier) + len(later)))
    del material
    final = Material([*own, *groups, *other], answers, sources.region, show)
    days = [example.at.date() for example in own if example.at]
    until = days[-1] if days else None
    report = Report(
        _version(sources.region.name, until, final.examples),
        days[0] if days else None,
        until,
        dict(Counter(example.source.partition(":")[0] for example in final.examples)),
        len({example.author for example in own if example.author}),
        later[0].at.date() if later[0].at else None,
        {name: figures(seen) for name, seen in measured.views.items()},
        measured.groups,
        measured.blend,
        measured.sureness,
    )
    more = {"sureness": measured.sureness.stored()}
    arrays = final.fit(np.arange(len(final.examples)), report.version, measured.blend, show=show, more=more)
    keys = np.array([key_of(example) for example in later], dtype=np.uint64)
    verdicts = Verdicts(keys, {name: seen.first for name, seen in measured.views.items()}, until)
    spent = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Learned(arrays, replace(report, seconds=spent, memory_mb=memory), verdicts, later, measured.views)


def _own(sources: Sources, answers: Answers) -> list[Example]:
    portal = read_portal(sources.portal, answers) if sources.portal else []
    own = sorted([*portal, *sources.corrections], key=lambda example: str(example.at or ""))
    if len(own) < LEAST_OWN:
        raise ValueError(f"{sources.portal or sources.region}: {len(own)} labelled appeals, {LEAST_OWN} are needed")
    return own


def _split(own: list[Example]) -> tuple[list[Example], list[Example]]:
    """The earlier ones and the latest; where days are not known, a part chosen by the words' hash."""
    if all(example.at for example in own):
        cut = int(len(own) * (1 - HELD_OUT))
        earlier, later = own[:cut], own[cut:]
    else:
        later = [example for example in own if key_of(replace(example, at=None)) % 1000 < 1000 * HELD_OUT]
        keys = {example.key for example in later}
        earlier = [example for example in own if example.key not in keys]
    later = without_repeats(later, {example.key for example in earlier})
    if not later:
        raise ValueError("The latest appeals hold no text that is new, so nothing can be measured.")
    return earlier, later


def _version(region: str, until: date | None, examples: Sequence[Example]) -> str:
    """Region, last day, and letters that change when any example does."""
    seen = hashlib.blake2b(digest_size=3)
    for example in examples:
        seen.update(f"{key_of(example)}{example.labels}".encode())
    return "-".join(part for part in (region, until.isoformat() if until else "", seen.hexdigest()) if part)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the model that had not seen the latest texts said of them, and what was fitted on them."""

    blend: Blend
    sureness: Sureness
    views: dict[str, View]
    groups: float | None


def _measure(material: Material, tested: np.ndarray) -> Measured:
    some = {name: _some(material.examples, name) for name in ("groups", "written")}
    apart = np.concatenate((tested, *some.values()))
    learned = np.setdiff1d(np.arange(len(material.examples)), apart)
    model = unpack(material.fit(learned, "measured", Blend()))

    def read(rows: np.ndarray, place: bool = False, told: bool = False) -> Scored:
        return scored(model, [material.examples[row] for row in rows], material.rights(rows), place, told)

    contexts = [material.examples[row].context for row in tested]
    possible = (True, any(each.lat is not None for each in contexts), any(each.object for each in contexts))
    known = {name: read(tested, *what) for (name, what), may in zip(VIEWS.items(), possible, strict=True) if may}
    others = [read(rows) for rows in some.values() if len(rows)]
    model.blend = best_blend(model, known.get("words and point", known["words"]), [known["words"], *others])
    model.sureness = fitted_sureness(model, {_LINES[name]: each for name, each in known.items()})
    views = {
        name: view(model.to_probabilities(each.scores, each.contexts), model.finest(each.right), material.answers)
        for name, each in known.items()
    }
    rows = some["groups"]
    hits = group_hits(model, [material.examples[row] for row in rows]) if len(rows) else None
    return Measured(model.blend, model.sureness, views, hits)


def _some(examples: Sequence[Example], source: str) -> np.ndarray:
    rows = [row for row, example in enumerate(examples) if example.source.partition(":")[0] == source]
    return np.array(rows[:: round(1 / HELD_OUT)], dtype=int)
