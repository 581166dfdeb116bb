"""Mentions of places labelled by hand in real texts, and how well a reader finds them.

``place_mentions.csv`` holds no texts: the source, the beginning of the SHA-256 of the text, and the mentions as
``kind:start-end[:part=start-end,…]`` in characters. Kinds: a — street (with or without a house), t — settlement or
district, o — a thing with a name or number (stop, park, school, bridge), x — doubtful, counted neither way. Parts: s —
name of the street, h — house, c — corpus, b — строение, l — литера, t — settlement.
"""

from __future__ import annotations

import csv
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tools.place_truth import read_rows

LABELS = Path(__file__).with_name("place_mentions.csv")
Span = tuple[int, int]
Finder = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mention: kind, offsets in the text, offsets of its parts."""

    kind: str
    span: Span
    parts: dict[str, Span]


class Text(NamedTuple):
    """A text with everything labelled in it; ``check`` is False for the half that rules may be written from."""

    source: str
    text: str
    mentions: list[Labelled]
    check: bool


def read_labels(texts: Iterable[tuple[str, str]]) -> list[Text]:
    """The labelled texts among ``(source, text)``; those that are not there are left out."""
    by_hash = {(source, _hash(text)): text for source, text in texts}
    found = []
    with LABELS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            text = by_hash.get((row["source"], row["text_sha256_16"]))
            if text is not None:
                check = int(row["text_sha256_16"][0], 16) % 2 == 0
                found.append(Text(row["source"], text, [_label(item) for item in row["mentions"].split()], check))
    return found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _label(item: str) -> Labelled:
    kind, span, *parts = item.split(":")
    named = dict(part.split("=") for part in parts[0].split(",")) if parts else {}
    return Labelled(kind, _span(span), {name: _span(value) for name, value in named.items()})


def _span(item: str) -> Span:
    start, _, end = item.partition("-")
    return int(start), int(end)


def overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@dataclass(slots=True)
class Score:
    """Mentions found and not, spans that are no mention, by kind of mention; texts a second."""

    found: Counter[str]
    missed: Counter[str]
    false: int
    right: int
    speed: float

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.found.total() + self.missed.total())

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def f1(self) -> float:
        return 2 * self.recall * self.precision / max(1e-9, self.recall + self.precision)

    def line(self, name: str) -> str:
        kinds = ", ".join(f"{k} {self.found[k]}/{self.found[k] + self.missed[k]}" for k in "ato")
        figures = f"F1 {self.f1:.3f}  recall {self.recall:.3f}  precision {self.precision:.3f}"
        return f"{name:<42} {figures}  ({kinds})  {self.speed:,.0f} texts/s"


def score(texts: list[Text], finder: Finder) -> Score:
    """A mention is found when a span overlaps it; a span is right when it overlaps a mention (or is doubtful)."""
    result = Score(Counter(), Counter(), 0, 0, 0.0)
    started = time.perf_counter()
    spans_of = [finder(text.text) for text in texts]
    result.speed = len(texts) / (time.perf_counter() - started)
    for text, spans in zip(texts, spans_of, strict=True):
        sure = [m for m in text.mentions if m.kind != "x"]
        for mention in sure:
            hit = any(overlap(span, mention.span) for span in spans)
            (result.found if hit else result.missed)[mention.kind] += 1
        for span in spans:
            if any(overlap(span, m.span) for m in sure):
                result.right += 1
            elif not any(overlap(span, m.span) for m in text.mentions):
                result.false += 1
    return result


def source_texts(spb: Path | None, kursk: Path | None) -> list[tuple[str, str]]:
    """Distinct (source, text) of the published appeals that are there."""
    found: dict[tuple[str, str], None] = {}
    for name, folder in (("spb", spb), ("kursk", kursk)):
        if folder and (folder / "appeals.csv.gz").exists():
            found |= dict.fromkeys((name, row["text"]) for row in read_rows(folder / "appeals.csv.gz"))
    return list(found)


def natasha_finders() -> dict[str, Finder]:
    """natasha's AddrExtractor and the places (LOC) of its NER, on pymorphy3."""
    from natasha import AddrExtractor, Doc, MorphVocab, NewsEmbedding, NewsNERTagger, Segmenter  # noqa: PLC0415

    import routing.understanding.morphology  # noqa: F401, PLC0415 - makes natasha run on pymorphy3

    extractor = AddrExtractor(MorphVocab())
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def addresses(text: str) -> list[Span]:
        return joined([(match.start, match.stop) for match in extractor(text)], text)

    def places(text: str) -> list[Span]:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [(span.start, span.stop) for span in doc.spans if span.type == "LOC"]

    return {"natasha AddrExtractor": addresses, "natasha NER LOC": places}


def joined(spans: list[Span], text: str) -> list[Span]:
    """Parts of one address that stand together as one span: AddrExtractor gives street and house apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip(" ,.;()\n"):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def both(*finders: Finder) -> Finder:
    """The spans of all the finders; of two that overlap only the first finder's."""

    def find(text: str) -> list[Span]:
        found: list[Span] = []
        for finder in finders:
            found += [span for span in finder(text) if not any(overlap(span, other) for other in found)]
        return found

    return find


def by_source(texts: list[Text]) -> dict[str, list[Text]]:
    groups: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        groups[text.source].append(text)
    return dict(groups)
