"""Learn the opinion on groups anew for the topic model in use; the rest of the model stays byte for byte.

    python -m tools.fit_groups --groups appeals.csv.gz [--region spb] [--trust 0.25] [--other 1.4] [--write]

A minute instead of the many of ``manage.py train_topics``, for when written examples or another region's appeals were
added. Prints how often the group of another region's appeals is right by the opinion alone, each text learned from all
the others but itself. ``--write`` puts it into the model; verdicts on words alone are dropped, the others hold.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy import sparse

from routing.learning.comparing import VIEWS, Verdicts
from routing.learning.corpus import Answers, Example, read_groups, read_written
from routing.learning.groups import Lesson, Opinion, fit_groups
from routing.learning.packing import write
from routing.learning.shelf import MEASURED, MODEL
from routing.understanding.normalise import tokens
from routing.understanding.topics.model import CALIBRATION, TopicModel

ROOT = Path(__file__).resolve().parent.parent


def matrix(model: TopicModel, examples: list[Example]) -> sparse.csr_matrix:
    """The texts as the model reads them, a row each."""
    sizes = model.vocabulary_sizes
    rows, columns, values = [], [], []
    for number, example in enumerate(examples):
        for part, start in zip(model.parts(tokens(example.text)), (0, sizes[0]), strict=True):
            rows.append(np.full(len(part.rows), number))
            columns.append(part.rows + start)
            values.append(part.values)
    places = (np.concatenate(rows), np.concatenate(columns))
    return sparse.csr_matrix((np.concatenate(values), places), shape=(len(examples), sum(sizes)))


def show(opinion: Opinion, lesson: Lesson, examples: list[Example]) -> None:
    chosen = [row for row, text in enumerate(opinion.kept) if examples[text].source == "groups"]
    right = lesson.right[opinion.kept[chosen]]
    best = np.argsort(-opinion.apart[chosen], axis=1)
    hits = np.take_along_axis(right, best, axis=1)
    top1, top3 = hits[:, 0].mean(), hits[:, :3].any(axis=1).mean()
    print(f"{len(chosen)} appeals of another region, each by the others: group_top1 {top1:.4f}  group_top3 {top3:.4f}")


def put(folder: Path, opinion: Opinion, trust: float, other: float) -> None:
    kept = Verdicts.read(folder / MEASURED, folder / MODEL)
    with np.load(folder / MODEL, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files if not name.startswith("group_")}
    about = json.loads(arrays.pop("about").tobytes())
    before, about["version"] = about["version"], about["version"].partition("+")[0] + "+groups"
    about["blend"] = [*about["blend"][:2], other, trust]
    beside = folder / CALIBRATION
    if beside.exists():
        beside.write_text(beside.read_text(encoding="utf-8").replace(f'"{before}"', f'"{about["version"]}"'))
    about_bytes = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8)
    made = folder / f".{MODEL}"
    size = write(arrays | dict(opinion.arrays) | {"about": about_bytes}, made)
    made.replace(folder / MODEL)
    if kept:
        words = next(iter(VIEWS))
        first = {name: right for name, right in kept.first.items() if name != words}
        Verdicts(kept.keys, first, kept.until).write(folder / MEASURED, folder / MODEL)
    print(f"{folder / MODEL}: {size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", type=Path, required=True)
    parser.add_argument("--region", default="spb")
    parser.add_argument("--trust", type=float, default=0.25, help="from 0 (ignored) to 1 (alone decides the group)")
    parser.add_argument("--other", type=float, default=1.4, help="stretch of topics that the portal does not have")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    region, classifier = ROOT / "agencies/regions" / options.region, ROOT / "agencies/classifier"
    answers = Answers.read(classifier, region)
    examples = read_groups(options.groups, answers) + read_written(classifier, answers)
    model = TopicModel.load(region / "models" / MODEL)
    if model.labels != answers.labels:
        parser.error("the topics have changed since the model was learned: run manage.py train_topics")
    lesson = Lesson.of(examples, answers)
    opinion = fit_groups(matrix(model, examples), lesson)
    if opinion is None:
        parser.error("no two groups to learn from")
    show(opinion, lesson, examples)
    if options.write:
        put(region / "models", opinion, options.trust, options.other)


if __name__ == "__main__":
    main()
