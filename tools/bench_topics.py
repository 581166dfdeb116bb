"""The topic model beside TF-IDF + LinearSVC of scikit-learn, on the same later appeals in the same run (`make bench`).

    python -m tools.bench_topics --portal appeals.csv.gz --models DIR [--share 0.8]

The model of DIR must have been trained on the earlier ``--share`` only (`manage.py train_topics --share`). Prints
accuracy of the words alone (the rival knows no place) and with the point, CPU time a text, time to load, bytes of the
file and growth of resident memory. Times are CPU seconds of one process; run with OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import numpy as np

from routing.learning.corpus import Answers, Example, read_portal, without_repeats
from routing.understanding.topics.context import NOWHERE, TopicContext
from routing.understanding.topics.model import TopicModel

ROOT = Path(__file__).resolve().parent.parent


def memory_mb() -> float:
    """The largest resident memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(path: Path, later: list[Example], right: list[str]) -> None:
    before, start = memory_mb(), time.process_time()
    model = TopicModel.load(path)
    load = time.process_time() - start
    model.predict("не горит фонарь")
    for name, known in (("words", False), ("words and point", True)):
        start = time.process_time()
        best = []
        for example in later:
            place = example.context
            context = TopicContext(place.lat, place.lon, place.district) if known else NOWHERE
            best.append(model.predict(example.text, context))
        spent = time.process_time() - start
        top1 = np.mean([guesses[0].external_id == label for guesses, label in zip(best, right, strict=True)])
        top3 = np.mean([label in {g.external_id for g in guesses} for guesses, label in zip(best, right, strict=True)])
        print(f"ours, {name:<16} top-1 {top1:.4f}  top-3 {top3:.4f}  {len(later) / spent:.0f} texts/s")
    print(f"load {load:.2f} s, file {path.stat().st_size / 1e6:.1f} MB, memory +{memory_mb() - before:.0f} MB")


def rival(earlier: list[Example], later: list[Example], label_of: list[str], right: list[str]) -> None:
    """Words and pieces of words, the usual recipe."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - ours is measured without it
    from sklearn.pipeline import FeatureUnion, make_pipeline  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=5, sublinear_tf=True)
    pipeline = make_pipeline(FeatureUnion([("words", words), ("pieces", pieces)]), LinearSVC(C=0.3))
    before = memory_mb()
    pipeline.fit([example.text for example in earlier], label_of)
    start = time.process_time()
    found = [pipeline.predict([example.text])[0] for example in later]
    spent = time.process_time() - start
    together = time.process_time()
    scores = pipeline.decision_function([example.text for example in later])
    together = time.process_time() - together
    best = pipeline.classes_[np.argsort(-scores, axis=1)[:, :3]]
    top1 = np.mean(np.array(found) == np.array(right))
    top3 = np.mean((best == np.array(right)[:, None]).any(axis=1))
    print(
        f"TF-IDF + LinearSVC, words  top-1 {top1:.4f}  top-3 {top3:.4f}  {len(later) / spent:.0f} texts/s "
        f"one by one, {len(later) / together:.0f} all at once; memory +{memory_mb() - before:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--region", default="spb")
    parser.add_argument("--share", type=float, default=0.8)
    options = parser.parse_args()
    answers = Answers.read(ROOT / "agencies/classifier", ROOT / "agencies/regions" / options.region)
    portal = read_portal(options.portal, answers)
    cut = int(len(portal) * options.share)
    later = without_repeats(portal[cut:], {example.key for example in portal[:cut]})
    earlier = without_repeats(portal[:cut])

    def own(examples: list[Example]) -> list[str]:
        return [answers.labels[example.labels[0]].external_id or "" for example in examples]

    print(f"{len(earlier)} earlier texts, {len(later)} later ones")
    ours(options.models / "topics.npz", later, own(later))
    rival(earlier, later, own(earlier), own(later))


if __name__ == "__main__":
    main()
