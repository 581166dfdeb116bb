"""How far can a topic be told at all? The noise of the labels, without any model. Printed by ``make ceiling``.

    python -m tools.topic_ceiling --portal APPEALS.csv.gz [--models DIR] [--share 0.8]

Appeals with the same words (case and punctuation aside), with the same object told, with the same point or building:
how often two of them carry the same topic, and how often the commonest topic of the others is right, which no reading
of the same facts can surely beat. A text is not compared with what came within an hour (probably the same person once
more), within a week, or in its own district. Repeated texts are short, those that a model is measured on are new: the
last line weighs the lengths as they occur among new later texts. ``--models``: a model trained on the earlier
part, to stand beside it on those.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from routing.understanding.reader import Reader
from routing.understanding.types import Hints
from tools.evaluate import ROOT, Row, later_part, plain, read_rows

LENGTHS = ((1, "1"), (3, "2-3"), (6, "4-6"), (10**9, "7 and more"))
FEW_WORDS = 3
FEWEST = 30
"""A figure of fewer appeals is not printed."""


def by_text(row: Row) -> tuple[str, ...]:
    return (plain(row["text"]),)


def by_object(row: Row) -> tuple[str, ...]:
    return (plain(row["text"]), row["city_object"])


def by_place(row: Row) -> tuple[str, ...]:
    """The building where the portal knows it, the point where not."""
    return (plain(row["text"]), *((row["building"],) if row["building"] else (row["lat"], row["lon"])))


KNOWN: tuple[tuple[str, Callable[[Row], tuple[str, ...]]], ...] = (
    ("text", by_text),
    ("text and object", by_object),
    ("text and point or building", by_place),
)


Others = Callable[[list[Row]], Iterator[Counter[str]]]
"""For each appeal of one key, in the order of time: topics of the others it is compared with."""


def later_than(gap: timedelta) -> Others:
    """The others further away in time than ``gap``."""

    def others(rows: list[Row]) -> Iterator[Counter[str]]:
        times = [datetime.fromisoformat(row["dt"]) for row in rows]
        found = Counter(row["reason_id"] for row in rows)
        first = last = 0
        for at in times:
            while last < len(rows) and times[last] <= at + gap:
                found[rows[last]["reason_id"]] -= 1
                last += 1
            while times[first] < at - gap:
                found[rows[first]["reason_id"]] += 1
                first += 1
            yield found

    return others


def elsewhere(rows: list[Row]) -> Iterator[Counter[str]]:
    """The others of another district: surely another matter, most probably of another person."""
    districts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        districts[row["district"]][row["reason_id"]] += 1
    everywhere = Counter(row["reason_id"] for row in rows)
    rest = {name: everywhere - here for name, here in districts.items()}
    for row in rows:
        yield rest[row["district"]]


WAYS: tuple[tuple[str, Others], ...] = (
    ("an hour", later_than(timedelta(hours=1))),
    ("a week", later_than(timedelta(days=7))),
    ("district", elsewhere),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One appeal among others of its key: share of them with its topic, and the chance that the commonest is it."""

    length: str
    same: float
    commonest: float


def length_of(text: str) -> str:
    words = len(plain(text).split())
    return next(name for most, name in LENGTHS if words <= most)


def verdicts(rows: list[Row], key: Callable[[Row], tuple[str, ...]], others: Others) -> list[Verdict]:
    """For each appeal that has others to be compared with."""
    sets: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: each["dt"]):
        sets[key(row)].append(row)
    return [verdict for each in sets.values() if len(each) > 1 for verdict in _of_set(each, others)]


def _of_set(rows: list[Row], others: Others) -> Iterator[Verdict]:
    for row, topics in zip(rows, others(rows), strict=True):
        count = topics.total()
        if count:
            mine, most = topics[row["reason_id"]], max(topics.values())
            tied = sum(each == most for each in topics.values())
            yield Verdict(length_of(row["text"]), mine / count, (mine == most) / tied)


def mean(found: list[float]) -> float:
    return sum(found) / len(found) if found else float("nan")


def show_known(rows: list[Row]) -> None:
    print(f"{'known':28} {'apart':8} {'appeals':>8} {'same topic':>11} {'commonest of the others':>24}")
    for name, key in KNOWN:
        for apart, others in WAYS:
            found = verdicts(rows, key, others)
            if len(found) >= FEWEST:
                same, best = mean([each.same for each in found]), mean([each.commonest for each in found])
                print(f"{name:28} {apart:8} {len(found):8} {same:11.3f} {best:24.3f}")


def show_lengths(rows: list[Row], later: list[Row]) -> None:
    """Commonest of the others by number of words; the last line weighs the lengths as among the new texts."""
    asked = [(name, key, *way) for name, key in KNOWN[:2] for way in (WAYS[0], WAYS[2])]
    heads = " ".join(f"{f'{name}, {apart}':>26}" for name, _key, apart, _others in asked)
    print(f"\n{'words':12} {'of all':>7} {'of new':>7} {heads}")
    of_all, of_new = (Counter(length_of(row["text"]) for row in each) for each in (rows, later))
    found = [verdicts(rows, key, others) for _name, key, _apart, others in asked]
    weighed = [0.0] * len(found)
    for _most, length in LENGTHS:
        line = f"{length:12} {of_all[length] / len(rows):7.3f} {of_new[length] / len(later):7.3f}"
        for column, each in enumerate(found):
            chosen = [verdict.commonest for verdict in each if verdict.length == length]
            weighed[column] += mean(chosen) * of_new[length] / len(later)
            line += f"{f'{mean(chosen):.3f} ({len(chosen)})':>27}"
        print(line)
    print(f"{'as new texts':28} " + " ".join(f"{each:26.3f}" for each in weighed))


def show_model(later: list[Row], reader: Reader) -> None:
    """What the model reaches on the new texts with the point, and with the object told as well."""
    hits = np.array([[_right(row, reader, told) for told in ("", row["city_object"])] for row in later])
    lengths = np.array([length_of(row["text"]) for row in later])
    print(f"\n{'words':12} {'new':>7} {'model, point':>14} {'and object':>12}")
    for _most, length in LENGTHS:
        chosen = hits[lengths == length]
        if len(chosen):
            print(f"{length:12} {len(chosen):7} {chosen[:, 0].mean():14.3f} {chosen[:, 1].mean():12.3f}")
    print(f"{'all':12} {len(hits):7} {hits[:, 0].mean():14.3f} {hits[:, 1].mean():12.3f}")


def _right(row: Row, reader: Reader, told: str) -> bool:
    found = reader.read(row["text"], Hints(float(row["lat"]), float(row["lon"]), object=told)).topics
    return bool(found) and found[0].external_id == row["reason_id"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path, required=True)
    parser.add_argument("--models", type=Path, help="a topic model trained on the earlier part")
    parser.add_argument("--region", default="spb")
    parser.add_argument("--share", type=float, default=0.8, help="later than this part are the new texts")
    options = parser.parse_args()
    rows = read_rows(options.portal)
    later = later_part(rows, options.share)
    for name, each in (("all appeals", rows), ("new later texts", later)):
        short = mean([len(plain(row["text"]).split()) <= FEW_WORDS for row in each])
        print(f"{name}: {len(each)}, of at most {FEW_WORDS} words {short:.3f}")
    print()
    show_known(rows)
    show_lengths(rows, later)
    if options.models:
        placed = [row for row in later if row["lat"] and row["lon"]]
        show_model(placed, Reader.load(ROOT / "agencies" / "regions" / options.region, options.models))


if __name__ == "__main__":
    main()
