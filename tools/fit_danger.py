"""Fit what finds threats told in words no rule foresaw (`routing/understanding/danger/model.npz`).

    python -m tools.fit_danger --portal appeals.csv.gz --navec navec_news_v1_1B_250K_300d_100q.tar [--apart NAME …]

Learned from the invented texts of `tests/routing/understanding/danger_*.csv` and, as calm ones, from published appeals
and from the written examples of topics (without those of `THREATENING`) in which no rule sees a threat: the published
ones tell of yards and houses only, people write of hospitals, schools and drivers as well. `--apart`: sets left out, on
which what was learned is measured. Needs scikit-learn and navec (`pip install navec`; the file comes with natasha).
What a rule sees needs a score too, the least for which at most `--alarms` of the published appeals not learned from
raise an alarm.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from navec import Navec
from sklearn.svm import SVC

from routing.understanding.danger import learned
from routing.understanding.danger.finding import MAX_CHARACTERS, by_rules
from routing.understanding.danger.learned import Model, mean_of, parts_of
from routing.understanding.morphology import lemma

EXAMPLES = Path(__file__).resolve().parent.parent / "agencies" / "classifier" / "examples"
TEXTS = Path(__file__).resolve().parent.parent / "tests" / "routing" / "understanding"
LEARNED_FROM = 8_000
COMMON = 12_000
SEEN = 3
C, GAMMA, THREAT, CALM, WRITTEN = 10.0, 2.0, 8.0, 8.0, 4.0
THREATENING = re.compile(
    r"BEZ-0[1-4]|BLG-0[58]|DOR-(07|12)|ELE-0[13]|GAZ-01|MED-0[23]|MKD-0[357]|OBR-05|SOC-05|STR-01|TEP-03|VOD-05|ZHI-0[124]"
)
"""Topics of which an appeal may well be about a threat; their examples say nothing of calm."""
RUSSIAN = re.compile(r"[а-яё]+")
Row = tuple[str, str]


def invented(apart: list[str]) -> tuple[list[Row], list[Row]]:
    """(threat or empty, text) of the sets learned from, and of those left out."""
    sets: tuple[list[Row], list[Row]] = ([], [])
    for path in sorted(TEXTS.glob("danger_*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            sets[path.stem in apart].extend((row["danger"], row["text"]) for row in csv.DictReader(stream))
    return sets


def published(path: Path) -> list[str]:
    """Different texts in an order that is always the same."""
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        texts = sorted({row["text"] for row in csv.DictReader(stream) if row["text"].strip()})
    random.Random(11).shuffle(texts)
    return texts


def written() -> list[str]:
    """Examples of topics that are hardly ever about a threat."""
    texts = []
    for path in sorted(EXAMPLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            texts += [row["text"] for row in csv.DictReader(stream) if not THREATENING.fullmatch(row["code"])]
    return texts


def vocabulary(navec: Navec, texts: list[str]) -> list[str]:
    """Words of the texts and their dictionary forms, and the commonest of the language, as navec writes them."""
    seen = Counter(word.text for text in texts for part in parts_of(text) for word in part)
    russian = [word for word in navec.vocab.words if RUSSIAN.fullmatch(word)]
    common = sorted(russian, key=lambda word: -navec.vocab.count(word))[:COMMON]
    often = {word for word, times in seen.items() if times >= SEEN}
    wanted = often | {lemma(word) for word in seen} | set(common)
    return sorted(word for word in wanted if word in navec.vocab and learned.words_of(word))


def parts(navec: Navec, words: list[str]) -> Model:
    """A model that knows words and nothing else yet."""
    rows = {word: row for row, word in enumerate(words)}
    codes = navec.pq.indexes[[navec.vocab[word] for word in words]].astype(np.uint8)
    nothing = np.zeros((0, 300), np.float32)
    book = navec.pq.codes.astype(np.float16).astype(np.float32)
    return Model(rows, codes, book, nothing, np.zeros(0), np.zeros(0, int), (), 0.0, GAMMA, 0.0, 0.0)


def fitted(words: Model, rows: list[Row], examples: list[str], calm: list[str]) -> Model:
    """The support vectors over the words."""
    names = tuple(sorted({code for code, _text in rows if code}))
    means, kinds, weights = [], [], []
    weighed = [(code, text, THREAT if code else CALM) for code, text in rows]
    weighed += [("", text, WRITTEN) for text in examples] + [("", text, 1.0) for text in calm]
    for code, text, weight in weighed:
        for part in parts_of(text):
            means.append(mean_of(words.vectors(word.text for word in part)))
            kinds.append(names.index(code) if code else -1)
            weights.append(weight)
    kind = np.array(kinds)
    machine = SVC(C=C, gamma=GAMMA).fit(np.array(means), kind >= 0, sample_weight=weights)
    support = in_bytes(machine.support_vectors_).astype(np.float32)
    support /= np.maximum(np.linalg.norm(support, axis=1, keepdims=True), 1e-9)
    return Model(
        words.rows, words.codes, words.book, support, machine.dual_coef_[0].astype(np.float32),
        kind[machine.support_], names, float(machine.intercept_[0]), GAMMA, 0.0, -9.0,
    )  # fmt: skip


def in_bytes(vectors: np.ndarray) -> np.ndarray:
    """Each row as whole numbers of at most 127: only its direction counts."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    return np.round(vectors / largest * 127).astype(np.int8)


def save(known: Model, path: Path) -> None:
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(known.rows).encode(), np.uint8),
        codes=known.codes,
        book=known.book.astype(np.float16),
        support=in_bytes(known.support),
        weights=known.weights.astype(np.float32),
        kinds=known.kinds.astype(np.int8),
        names=np.array(known.names),
        numbers=np.array([known.bias, known.gamma, known.alarm, known.doubt]),
    )


def doubt(known: Model, texts: list[str], alarms: float) -> float:
    """The score a rule needs beside it, so that at most ``alarms`` of the texts raise an alarm by whatever means."""
    ruled = np.array([bool(by_rules(text)) for text in texts])
    scores = np.array([best(known, text) for text in texts])
    added = int((scores[~ruled] >= known.alarm).sum())
    kept = int(len(texts) * alarms) - added
    seen = np.sort(scores[ruled])
    print(
        f"{len(texts)} published: {ruled.sum()} by rules, {added} by what was learned alone, {kept} of the rules' kept"
    )
    return float(seen[max(0, len(seen) - kept)])


def best(known: Model, text: str) -> float:
    cut = parts_of(text[:MAX_CHARACTERS].lower().replace("ё", "е"))
    means = [mean_of(known.vectors(word.text for word in part)) for part in cut]
    return float(known.scores(np.array(means)).max()) if means else -1.0


def told(known: Model, rows: list[Row], name: str) -> None:
    """How many threats are found, how many calm texts raise an alarm: by rules, by what was learned, by both."""
    ruled = np.array([bool(by_rules(text)) for _code, text in rows])
    scores = np.array([best(known, text) for _code, text in rows])
    threat = np.array([bool(code) for code, _text in rows])
    both = np.where(ruled, scores >= known.doubt, scores >= known.alarm)
    for what, said in (("rules", ruled), ("learned", scores >= known.alarm), ("both", both)):
        right, wrong = said[threat], said[~threat]
        counts = f"{right.sum()}/{len(right)} threats, {wrong.sum()}/{len(wrong)} calm"
        print(f"  {name} {what}: {counts}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path, required=True)
    parser.add_argument("--navec", type=Path, required=True)
    parser.add_argument("--apart", nargs="*", default=[])
    parser.add_argument("--alarms", type=float, default=0.02)
    parser.add_argument("--out", type=Path, default=learned.MODEL)
    options = parser.parse_args()
    rows, apart = invented(options.apart)
    texts = published(options.portal)
    navec = Navec.load(options.navec)
    examples = [text for text in written() if not by_rules(text)]
    words = parts(navec, vocabulary(navec, [*texts, *examples, *(text for _code, text in rows)]))
    quiet = [text for text in texts[:LEARNED_FROM] if not by_rules(text)]
    known = fitted(words, rows, examples, quiet)
    known = replace(known, doubt=doubt(known, texts[LEARNED_FROM:], options.alarms))
    print(f"{len(words.rows)} words, {len(known.support)} support vectors, rules need {known.doubt:.3f}")
    told(known, rows, "learned from")
    if apart:
        told(known, apart, "apart")
    save(known, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
