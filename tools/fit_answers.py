"""Learn the weights of the answers' quality gate from labelled answers.

    python tools/fit_answers.py LABELLED.jsonl... [--held HELD_OUT.jsonl...] [--write]

Each line has ``appeal``, ``answer``, ``case`` (as for ``check_answers``), ``topic`` and ``label`` («good» or «bad»).
Logistic regression by projected gradient: a merit may not count against a draft, nor a fault for it, so every weight
can be explained to the author. Prints ROC-AUC with whole topics left out, and on HELD_OUT with weights that never saw
it. Files of LABELLED count alike, however long. ``--write`` rewrites ``weights.json`` of the gate.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from routing.answers.quality.facts import case_facts
from routing.answers.quality.features import measure, read
from routing.answers.quality.scoring import WEIGHTS

FAULTS = {
    "norm_share", "rule_share", "region_share", "retell_share", "nominal", "evasive", "soothing", "put_off", "shift",
    "general_rule", "promise_undated", "hollow", "unanswered", "long_sentences", "process_only", "off_topic",
    "promise_past", "other_place", "hearsay", "nothing_found", "on_condition", "asked_missed", "statistics",
    "hedge", "advice",
}  # fmt: skip
RIDGE = 0.03
PRIOR = 0.15
"""Where nothing is learned, every merit and fault counts so much for its usual spread."""

LEAST = 0.05
"""What the rubric names counts at least so much, even where good and bad answers have it alike (a telephone)."""

RARE = 0.3
"""A feature that hardly varies here must not weigh more for that: another hand may use it more."""

MOST = 0.7
"""No feature may move a draft by more than this for its usual spread: a score of many reasons, not of one."""

STEPS = 4_000
FOLDS = 12


def load(path: str) -> list[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def table(rows: list[dict[str, Any]]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names of features, their values a row, and 1 for good answers."""
    values = [measure(read(row["answer"], row["appeal"], case_facts(row["case"]))).values for row in rows]
    names = list(values[0])
    return (
        names,
        np.array([[each[name] for name in names] for each in values]),
        np.array([row["label"] == "good" for row in rows], dtype=float),
    )


def fit(names: list[str], x: np.ndarray, y: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias; ``share`` is how much each row counts. Merits stay at or above zero, faults at or below."""
    sign = np.array([-1.0 if name in FAULTS else 1.0 for name in names])
    spread = np.maximum(x.std(axis=0), RARE)
    scaled = x / spread
    share = share / share.sum()
    weights, bias = np.zeros(len(names)), 0.0
    rate = 1.0 / (0.25 * (1 + (scaled**2).sum(axis=1).mean()) + RIDGE)
    for _step in range(STEPS):
        error = share * (1 / (1 + np.exp(-(scaled @ weights + bias))) - y)
        weights = weights - rate * (scaled.T @ error + RIDGE * (weights - PRIOR * sign))
        weights = sign * np.clip(weights * sign, LEAST, MOST)
        bias -= rate * error.sum()
    return weights / spread, bias


def auc(y: np.ndarray, scores: np.ndarray) -> float:
    """The chance that a good answer is above a bad one, ties as a half."""
    gap = scores[y > 0][:, None] - scores[y == 0][None, :]
    return float((gap > 0).mean() + (gap == 0).mean() / 2)


def left_out(topics: list[str], names: list[str], x: np.ndarray, y: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Scores of each row by weights fitted without its fold of topics."""
    kinds = sorted(set(topics))
    fold = np.array([kinds.index(topic) % FOLDS for topic in topics])
    scores = np.zeros(len(y))
    for number in range(FOLDS):
        weights, bias = fit(names, x[fold != number], y[fold != number], share[fold != number])
        scores[fold == number] = x[fold == number] @ weights + bias
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", nargs="+")
    parser.add_argument("--held", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    files = [load(path) for path in options.train]
    rows = [row for each in files for row in each]
    names, x, y = table(rows)
    part = np.repeat(np.arange(len(files)), [len(each) for each in files])
    share = np.concatenate([np.full(len(each), 1 / len(each)) for each in files])
    scores = left_out([row["topic"] for row in rows], names, x, y, share)
    for number, path in enumerate(options.train):
        report(path, y[part == number], scores[part == number], "whole topics left out")
    weights, bias = fit(names, x, y, share)
    for path in options.held:
        _names, held, labels = table(load(path))
        report(path, labels, held @ weights + bias, "held out")
    learned = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    print("\n".join(f"  {name:20s} {weight:+.3f}" for name, weight in sorted(learned.items(), key=lambda p: -p[1])))
    if options.write:
        stored = json.loads(WEIGHTS.read_text(encoding="utf-8")) | {"bias": round(float(bias), 3), "weights": learned}
        WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def report(path: str, y: np.ndarray, scores: np.ndarray, how: str) -> None:
    print(f"{Path(path).name}: {len(y)} answers, {int(y.sum())} good, ROC-AUC {auc(y, scores):.3f} ({how})")


if __name__ == "__main__":
    main()
