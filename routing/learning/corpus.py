"""Labelled texts: of the region itself, of another portal labelled by groups, and written examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

from routing.understanding.csvfile import numbered_rows, rows_of
from routing.understanding.normalise import tokens
from routing.understanding.topics.context import NOWHERE, TopicContext
from routing.understanding.topics.model import Label

OWN = ("portal", "correction", "confirmed", "said")
"""Sources of the region itself."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the labels that are right for it: indices into the space of answers."""

    text: str
    labels: tuple[int, ...]
    source: str
    context: TopicContext = NOWHERE
    at: datetime | None = None
    author: str = ""

    @property
    def own(self) -> bool:
        """Of the region itself, so its place is its own."""
        return self.source in OWN

    @property
    def key(self) -> str:
        """Texts of equal key are one text: only letters and digits count."""
        return " ".join(token.text for token in tokens(self.text))


@dataclass(frozen=True, slots=True)
class Answers:
    """The space of answers: the region's topics, every topic of the classifier, and «no topic».

    ``near``: for a topic of the classifier, groups to which other people would count it as well.
    """

    labels: tuple[Label, ...]
    categories: tuple[str, ...]
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, classifier: Path, region: Path) -> Answers:
        """From ``classifier/topics.csv`` and ``<region>/topics.csv``; a region without topics of its own has none."""
        labels, categories = [], []
        own = region / "topics.csv"
        for row in sorted(rows_of(own), key=lambda row: row["external_id"].zfill(9)) if own.exists() else []:
            labels.append(Label(row["code"], row["external_id"], row["title"], row["object_kind"]))
            categories.append(row["category"])
        for row in rows_of(classifier / "topics.csv"):
            labels.append(Label(row["code"], None, row["title"]))
            categories.append("")
        beside = classifier / "near_groups.csv"
        near = {row["code"]: tuple(row["groups"].split("|")) for row in rows_of(beside)} if beside.exists() else {}
        return cls((*labels, Label("", None, "")), (*categories, ""), near)

    @property
    def nothing(self) -> int:
        """Index of «no topic»: the text says nothing."""
        return len(self.labels) - 1

    def category_of(self, label: int) -> str:
        """The region's category of a topic; its group where the region has none."""
        return self.categories[label] or self.labels[label].code.partition("-")[0]

    def finest(self, right: np.ndarray) -> np.ndarray:
        """Of the topics that are right, bool (texts, labels): with the region's parts of those of the classifier."""
        out = right.copy()
        for row, label in enumerate(self.labels):
            if label.external_id is not None:
                out[:, row] |= right[:, list(self.of_code(label.code))].any(axis=1)
        return out

    def of_reason(self, external_id: str) -> tuple[int, ...]:
        """Index of the region's own topic."""
        return tuple(i for i, label in enumerate(self.labels) if label.external_id == external_id)

    def of_code(self, code: str) -> tuple[int, ...]:
        """Index of the classifier's topic itself, not of its parts."""
        return tuple(i for i, label in enumerate(self.labels) if label.code == code and label.external_id is None)

    def of_groups(self, groups: set[str]) -> tuple[int, ...]:
        """Indices of every topic of the classifier in these groups."""
        return tuple(
            i
            for i, label in enumerate(self.labels)
            if label.external_id is None and label.code.partition("-")[0] in groups
        )


def read_portal(path: Path, answers: Answers) -> list[Example]:
    """The region's labelled appeals, by time: column text and one of reason_id, code, groups (by ``|``) at least.

    ``reason_id`` is the region's own topic, ``code`` one of the classifier, ``groups`` all of the groups that are
    right. May be missing or empty: district, lat, lon, building, city_object, dt. ``ValueError`` names the line that
    cannot be read.
    """
    examples = []
    for number, row in numbered_rows(path):
        try:
            labels = _labels(row, answers)
            if labels and row["text"].strip():
                at = datetime.fromisoformat(row["dt"]) if row.get("dt") else None
                examples.append(Example(row["text"], labels, "portal", _context(row), at))
        except KeyError as error:
            raise ValueError(f"{path}: no column {error}")
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}")
    return sorted(examples, key=lambda example: str(example.at or ""))


def _labels(row: dict[str, str], answers: Answers) -> tuple[int, ...]:
    own = re.sub(r"\.0$", "", row.get("reason_id") or "")
    if own:
        return answers.of_reason(own)
    if row.get("code"):
        return answers.of_code(row["code"])
    return answers.of_groups(set(row["groups"].split("|")))


def _context(row: dict[str, str]) -> TopicContext:
    return TopicContext(
        float(row["lat"]) if row.get("lat") else None,
        float(row["lon"]) if row.get("lon") else None,
        row.get("district") or "",
        bool(row.get("building")),
        row.get("city_object") or "",
    )


def read_groups(path: Path, answers: Answers) -> list[Example]:
    """Appeals of another region, labelled with the groups that are right for them: columns text, groups."""
    return [
        Example(row["text"], answers.of_groups(set(row["groups"].split("|"))), "groups")
        for row in rows_of(path)
        if row["text"].strip()
    ]


def read_written(folder: Path, answers: Answers) -> list[Example]:
    """Written examples, a file for each group: columns code, text. Titles and synonyms of topics count as examples."""
    found = [
        Example(row["text"], answers.of_code(row["code"]), f"written:{path.stem}")
        for path in sorted((folder / "examples").glob("*.csv"))
        for row in rows_of(path)
    ]
    for row in rows_of(folder / "topics.csv"):
        labels = answers.of_code(row["code"])
        found += [Example(text, labels, "title") for text in (row["title"], *row["synonyms"].split("|")) if text]
    return [example for example in found if example.labels]


def without_repeats(examples: list[Example], seen: set[str] = frozenset()) -> list[Example]:  # type: ignore[assignment]
    """One example of each text, none of those in ``seen``."""
    known, kept = set(seen), []
    for example in examples:
        if example.key not in known:
            known.add(example.key)
            kept.append(example)
    return kept
