"""Labelled texts from three hands: the region's portal, another portal labelled by groups, written examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from routing.understanding.csvfile import rows_of
from routing.understanding.normalise import tokens
from routing.understanding.topics.context import NOWHERE, TopicContext
from routing.understanding.topics.model import Label


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the labels that are right for it: indices into the space of answers."""

    text: str
    labels: tuple[int, ...]
    source: str
    context: TopicContext = NOWHERE
    at: datetime | None = None

    @property
    def key(self) -> str:
        """Texts of equal key are one text: only letters and digits count."""
        return " ".join(token.text for token in tokens(self.text))


@dataclass(frozen=True, slots=True)
class Answers:
    """The space of answers: the region's topics, every topic of the classifier, and «no topic»."""

    labels: tuple[Label, ...]
    categories: tuple[str, ...]

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
        return cls((*labels, Label("", None, "")), (*categories, ""))

    @property
    def nothing(self) -> int:
        """Index of «no topic»: the text says nothing."""
        return len(self.labels) - 1

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
    """The region's appeals: columns text, reason_id, district, lat, lon, building, city_object, dt; by time."""
    examples = []
    for row in rows_of(path):
        labels = answers.of_reason(re.sub(r"\.0$", "", row["reason_id"]))
        if labels:
            context = TopicContext(
                float(row["lat"]) if row["lat"] else None,
                float(row["lon"]) if row["lon"] else None,
                row["district"],
                bool(row["building"]),
                row["city_object"],
            )
            examples.append(Example(row["text"], labels, "portal", context, datetime.fromisoformat(row["dt"])))
    return sorted(examples, key=lambda example: str(example.at))


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
