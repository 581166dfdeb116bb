"""Learn the weights of the address resolver from noisy addresses with known buildings.

    python tools/fit_place.py REGION_FOLDER PAIRS.csv.gz APPEALS.csv.gz

PAIRS has the columns ``address`` and ``target_building_id``, APPEALS ``text``, ``building``, ``lat`` and ``lon``. An
appeal teaches by its building or, where that is not among the houses its words may mean, by its point. A fifth of the
lines and texts, by hash, is left for measuring (``tools/evaluate.py``, ``tools/bench_place.py``). Conditional logit
over the candidates of a line and «none of them»; weights start from (and are drawn to) ``weights_start.json``. Rewrites
``weights.json`` of the place room.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from routing.understanding.place import PlaceReader
from routing.understanding.place.geometry import distance_m
from routing.understanding.place.mentions import Mention, MentionFinder
from routing.understanding.place.resolver import NONE, WEIGHTS, Evidence
from tools.place_truth import part_of

RIDGE = 0.05
NEAR_M, FAR_M = 300.0, 2_000.0


def for_training(line: str) -> bool:
    """False for the fifth that is kept for measuring: the same lines as in ``tools/evaluate.py``."""
    return part_of(line) != "held"


Example = list[tuple[list[str], bool]]
"""The candidates of one mention: features and whether it is the building meant."""


def from_lines(reader: PlaceReader, pairs: list[dict[str, str]]) -> Iterator[Example]:
    finder = MentionFinder(reader.index)
    for pair in pairs:
        reading = finder.read(pair["address"], line=True)
        mentions = [m for m in reading.mentions if m.house and not m.settlement][:1]
        for mention in mentions:
            yield _example(reader, mention, Evidence(reading.settlements), pair["target_building_id"])


def from_texts(reader: PlaceReader, appeals: list[dict[str, str]]) -> Iterator[Example]:
    """Mentions with the building the appeal was about; failing that, with the buildings near its point or none."""
    finder = MentionFinder(reader.index)
    for appeal in {a["text"]: a for a in appeals if a["lat"] and a["lon"]}.values():
        reading = finder.read(appeal["text"])
        for mention in reading.mentions:
            if mention.house and not mention.settlement:
                evidence = Evidence(reading.settlements)
                example = _example(reader, mention, evidence, appeal["building"].removesuffix(".0"))
                if not any(hit for _, hit in example):
                    example = _by_point(reader, mention, evidence, float(appeal["lat"]), float(appeal["lon"]))
                if example:
                    yield example


def _by_point(reader: PlaceReader, mention: Mention, evidence: Evidence, lat: float, lon: float) -> Example:
    """Right are the houses within ``NEAR_M`` of the point; nothing is learned when one stands a little farther."""
    index, example = reader.index, []
    for _, row, features in reader.words.candidates(mention, evidence):
        metres = distance_m(lat, lon, float(index.lat[row]), float(index.lon[row]))
        if NEAR_M < metres < FAR_M or metres != metres:
            return []
        example.append((features, metres <= NEAR_M))
    return example


def _example(reader: PlaceReader, mention: Mention, evidence: Evidence, building: str) -> Example:
    found = reader.lines.candidates(mention, evidence)
    return [(features, reader.index.ids[row] == building) for _, row, features in found]


def table(examples: Iterable[Example]) -> tuple[csr_matrix, np.ndarray, np.ndarray, list[str]]:
    """Features of every candidate, its mention, whether it is the building; the first of a mention is «none»."""
    names: dict[str, int] = {NONE: 0}
    columns: list[int] = []
    starts, line_of, right = [0], [], []
    for number, example in enumerate(e for e in examples if e):
        for features, hit in [([NONE], not any(hit for _, hit in example)), *example]:
            columns.extend(names.setdefault(f, len(names)) for f in features)
            starts.append(len(columns))
            line_of.append(number)
            right.append(hit)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(line_of), len(names)))
    return matrix, np.array(line_of), np.array(right, dtype=bool), list(names)


def fit(matrix: csr_matrix, line_of: np.ndarray, right: np.ndarray, start: np.ndarray) -> np.ndarray:
    lines = line_of.max() + 1

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        top = np.full(lines, -np.inf)
        np.maximum.at(top, line_of, scores)
        exp = np.exp(scores - top[line_of])
        p = exp / np.bincount(line_of, exp)[line_of]
        hit = np.maximum(np.bincount(line_of, p * right), 1e-12)
        share = p * right / hit[line_of]
        gradient = matrix.T @ (p - share) + 2 * RIDGE * (weights - start)
        return float(-np.log(hit).sum() + RIDGE * ((weights - start) ** 2).sum()), gradient

    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def learn(examples: Iterable[Example], known: dict[str, float]) -> dict[str, float]:
    matrix, line_of, right, names = table(examples)
    learned = fit(matrix, line_of, right, np.array([known.get(name, 0.0) for name in names]))
    print(f"{line_of.max() + 1} mentions, {len(right)} candidates, {len(names)} weights")
    weights = known | {name: round(float(value), 3) for name, value in zip(names, learned, strict=True)}
    return dict(sorted(weights.items()))


def read(path: str, column: str) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if for_training(row[column])]


def main() -> None:
    folder, pairs, appeals = sys.argv[1:4]
    reader = PlaceReader.load(folder)
    start = json.loads(WEIGHTS.with_name("weights_start.json").read_text(encoding="utf-8"))
    line = learn(from_lines(reader, read(pairs, "address")), start)
    text = learn(from_texts(reader, read(appeals, "text")), start)
    weights = {"line": line, "text": text}
    WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
