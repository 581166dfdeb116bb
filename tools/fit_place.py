"""Learn the weights of the address resolver from noisy addresses with known buildings.

    python tools/fit_place.py REGION_FOLDER PAIRS.csv.gz

PAIRS has the columns ``address`` and ``target_building_id``. Only lines whose SHA-1 is not divisible by five are used:
the others are for measuring (``tools/bench_place.py``). Conditional logit over the candidates of a line and «none of
them»; weights not seen in the data keep their values. Rewrites ``weights.json`` of the place room.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from routing.understanding.place import PlaceReader
from routing.understanding.place.mentions import MentionFinder
from routing.understanding.place.resolver import NONE, WEIGHTS, Evidence, load_weights

RIDGE = 0.02


def for_training(line: str) -> bool:
    return int(hashlib.sha1(line.encode(), usedforsecurity=False).hexdigest(), 16) % 5 != 0


def collect(reader: PlaceReader, pairs: list[dict[str, str]]) -> tuple[csr_matrix, np.ndarray, np.ndarray, list[str]]:
    """Features of every candidate, its line, whether it is the building; the first candidate of a line is «none»."""
    finder = MentionFinder(reader.index)
    names: dict[str, int] = {NONE: 0}
    columns, starts, line_of, right = [], [0], [], []

    def add(features: list[str], line: int, hit: bool) -> None:
        columns.extend(names.setdefault(f, len(names)) for f in features)
        starts.append(len(columns))
        line_of.append(line)
        right.append(hit)

    for number, pair in enumerate(pairs):
        reading = finder.read(pair["address"], line=True)
        evidence = Evidence(reading.settlements)
        mentions = [m for m in reading.mentions if m.house and not m.settlement]
        found = [
            (features, reader.index.ids[row] == pair["target_building_id"])
            for mention in mentions[:1]
            for _, row, features in reader.resolver.candidates(mention, evidence)
        ]
        if not found:
            continue
        add([NONE], number, not any(hit for _, hit in found))
        for features, hit in found:
            add(features, number, hit)
    values = np.ones(len(columns))
    matrix = csr_matrix((values, columns, starts), shape=(len(line_of), len(names)))
    return matrix, np.unique(line_of, return_inverse=True)[1], np.array(right, dtype=bool), list(names)


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


def main() -> None:
    folder, pairs_file = sys.argv[1:3]
    with gzip.open(pairs_file, "rt", encoding="utf-8", newline="") as handle:
        pairs = [row for row in csv.DictReader(handle) if for_training(row["address"])]
    matrix, line_of, right, names = collect(PlaceReader.load(folder), pairs)
    known = load_weights()
    learned = fit(matrix, line_of, right, np.array([known.get(name, 0.0) for name in names]))
    weights = known | {name: round(float(value), 3) for name, value in zip(names, learned, strict=True)}
    WEIGHTS.write_text(json.dumps(dict(sorted(weights.items())), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(pairs)} lines, {len(right)} candidates, {len(names)} weights -> {WEIGHTS.name}")


if __name__ == "__main__":
    main()
