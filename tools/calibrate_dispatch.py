"""Make a region's ``dispatch.json``: what a score is worth, and from which confidence a case goes without a look.

    python tools/calibrate_dispatch.py --source ../shared/data/spb --models DIR --competence FILE [--write]

The topic model and the opinion on who answers of DIR (``answerers.npz``, may be missing) and the rules of FILE must
have been learned from the earlier part of the appeals only (``--share``). Of the later part, the first half sets the
powers of the opinion, weights, scale and threshold, the second half shows what they are worth; with ``--write`` both
halves set them, and ``sending_curve.csv`` keeps for every group what each confidence was worth: the administrator's
page of thresholds shows it.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product
from math import log
from pathlib import Path

import numpy as np
from evaluate import ROOT, Row, appeal, later_part, read_rows

sys.path.insert(0, str(ROOT))

from routing.dispatch import CompetenceTable
from routing.dispatch.decide import rank, what_speaks
from routing.dispatch.files import read_policy
from routing.dispatch.opinion import LEAST_VOTES, weighed
from routing.dispatch.sureness import NAMES, score
from routing.dispatch.types import Policy, Powers
from routing.understanding.reader import Reader
from routing.understanding.types import Hints, Understanding

BINS = 25
FEWEST = 200
"""A threshold is not set by fewer decisions than this."""
GROUP_BIN = 40
"""Decisions behind one point of a group's curve."""
RIDGE = 1.0
VOTES_POWERS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
OPINION_POWERS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Decision:
    """What spoke for the chosen body, the group read, and whether this body answered."""

    facts: tuple[float, ...]
    group: str
    right: bool


@dataclass(frozen=True, slots=True)
class Read:
    """An answered appeal as it was read, the kind of object if told, and the body that answered."""

    read: Understanding
    told: str
    day: date
    answerer: str


def readings(rows: list[Row], reader: Reader, told: bool = False) -> list[Read]:
    """The answered appeals; ``told``: with the kind of object as well."""
    found = []
    for row in rows:
        if row["executor_org"]:
            form = appeal(row, told)
            hints = Hints(form.get("lat"), form.get("lon"), object=form.get("object", ""))  # type: ignore[arg-type]
            day = datetime.fromisoformat(row["dt"]).date()
            found.append(Read(reader.read(row["text"], hints), hints.object, day, row["executor_org"].strip().lower()))
    return found


def decisions(found: list[Read], table: CompetenceTable) -> list[Decision]:
    """The choice for each of the answered appeals."""
    made = []
    for one in found:
        votes, ranked = rank(one.read, table, one.day, one.read.barred, one.told)
        if ranked:
            right = table.bodies[ranked[0][1]].name.lower() == one.answerer
            made.append(
                Decision(what_speaks(ranked, votes, one.read, table, one.day, bool(one.told)), one.read.group, right)
            )
    return made


def powers(found: list[Read], table: CompetenceTable) -> Powers:
    """The powers of votes and opinion under which the bodies that answered are likeliest; none without an opinion."""
    table.policy = replace(table.policy, opinion=(), opinion_told=())
    codes = {body.name.lower(): code for code, body in table.bodies.items()}
    known = []
    for one in found:
        votes, ranked = rank(one.read, table, one.day, one.read.barred, one.told)
        if one.read.sorts and ranked:
            known.append(({c: v.learned for c, v in votes.items() if c in table.bodies and v.learned}, one))

    def likelihood(pair: tuple[float, float]) -> float:
        total = 0.0
        for learned, one in known:
            sorts = {code: table.sort_of(code) for code in learned}
            shares = weighed(learned, sorts, dict(one.read.sorts), *pair)
            total += log(shares.get(codes.get(one.answerer, ""), 0.0) + LEAST_VOTES)
        return total

    return max(product(VOTES_POWERS, OPINION_POWERS), key=likelihood) if known else ()


def with_powers(found: list[Read], told: list[Read], table: CompetenceTable) -> Policy:
    """The policy with both pairs of powers, each fitted where it will hold."""
    plain, after = powers(found, table), powers(told, table)
    return replace(table.policy, opinion=plain, opinion_told=after)


def weights(found: list[Decision]) -> tuple[float, ...]:
    """Logistic regression with a small ridge, by Newton's method."""
    facts = np.array([one.facts for one in found])
    right = np.array([one.right for one in found], float)
    mean, spread = facts.mean(0), facts.std(0) + 1e-9
    mean[0], spread[0] = 0.0, 1.0
    x = (facts - mean) / spread
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (right - p) - RIDGE * w
        w += np.linalg.solve((x.T * (p * (1 - p))) @ x + RIDGE * np.eye(len(w)), slope)
    plain = w / spread
    plain[0] -= float((w * mean / spread)[1:].sum())
    return tuple(round(float(each), 4) for each in plain)


Scored = tuple[float, bool]


def scale(found: list[Scored]) -> Points:
    """Increasing (score, share right): bins of equal size, neighbours that contradict each other joined."""
    ordered = sorted(found)
    size = max(1, len(ordered) // BINS)
    blocks: list[tuple[float, float, int]] = []
    for start in range(0, len(ordered), size):
        part = ordered[start : start + size]
        block = (sum(raw for raw, _ in part), float(sum(right for _, right in part)), len(part))
        blocks.append(block)
        while len(blocks) > 1 and blocks[-1][1] / blocks[-1][2] <= blocks[-2][1] / blocks[-2][2]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    points = [(round(raw / n, 4), round(right / n, 4)) for raw, right, n in blocks]
    return [(0.0, 0.0), *points, (1.0, min(1.0, round(points[-1][1] + 0.005, 4)))]


def threshold(found: list[Scored], precision: float) -> float:
    """The lowest score from which decisions are right in ``precision`` of cases; above 1 when there is none."""
    hits, best = 0, 1.01
    for count, (raw, right) in enumerate(sorted(found, reverse=True), 1):
        hits += right
        if count >= FEWEST and hits / count >= precision:
            best = raw
    return best


def policy_of(views: tuple[list[Decision], ...], precision: float, base: Policy) -> Policy:
    """Weights and scale of all views together; the threshold under which each of them is right as often as wanted."""
    made = [one for view in views for one in view]
    sureness = weights(made)
    raw = [(score(sureness, one.facts), one.right) for one in made]
    measured = replace(base, sureness=sureness, calibration=tuple(scale(raw)))
    limit = max(threshold(worth(view, measured), precision) for view in views)
    return replace(measured, threshold=round(limit, 4))


def worth(found: list[Decision], policy: Policy) -> list[Scored]:
    return [(policy.worth(score(policy.sureness, one.facts)), one.right) for one in found]


def show(name: str, found: list[Decision], policy: Policy) -> None:
    ordered = sorted(worth(found, policy), reverse=True)
    auto = [right for value, right in ordered if value >= policy.threshold]
    head = [right for _, right in ordered[: int(len(ordered) * 0.8)]]
    print(
        f"{name}: {len(found)} decisions, right {sum(one.right for one in found) / len(found):.4f}, "
        f"without a look {len(auto) / len(found):.4f} (right {sum(auto) / max(1, len(auto)):.4f}), "
        f"surest 80 % right {sum(head) / len(head):.4f}"
    )


def curve(found: list[Decision], policy: Policy) -> list[tuple[str, float, int, int]]:
    """For each group, from the surest down: least confidence of a bin, decisions in it, of them right."""
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one, scored in zip(found, worth(found, policy), strict=True):
        groups[one.group].append(scored)
    lines = []
    for group, each in sorted(groups.items()):
        ordered = sorted(each, reverse=True)
        size = max(5, min(GROUP_BIN, len(ordered) // 12))
        for start in range(0, len(ordered), size):
            part = ordered[start : start + size]
            lines.append((group, round(part[-1][0], 4), len(part), sum(right for _, right in part)))
    return lines


def powers_of(policy: Policy) -> list[tuple[str, Powers]]:
    return [("opinion", policy.opinion), ("opinion_told", policy.opinion_told)]


def write(folder: Path, found: list[Decision], policy: Policy) -> None:
    facts = {
        "threshold": policy.threshold,
        "shrinkage": policy.shrinkage,
        "written_trust": policy.written_trust,
        "sureness": dict(zip(NAMES, policy.sureness, strict=True)),
        **{name: {"votes": pair[0], "opinion": pair[1]} for name, pair in powers_of(policy) if pair},
        "calibration": [list(point) for point in policy.calibration],
    }
    (folder / "dispatch.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    with (folder / "sending_curve.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("group", "confidence", "cases", "right"))
        writer.writerows(curve(found, policy))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--competence", type=Path, required=True)
    parser.add_argument("--region", default="spb")
    parser.add_argument("--share", type=float, default=0.8)
    parser.add_argument("--precision", type=float, default=0.95, help="wanted share of right decisions")
    parser.add_argument("--write", action="store_true", help="write the region's dispatch.json")
    options = parser.parse_args()
    folder = ROOT / "agencies" / "regions" / options.region
    table = CompetenceTable.from_csv(folder, options.competence)
    table.policy = Policy(1.01, table.policy.shrinkage, table.policy.written_trust)
    rows = later_part(read_rows(options.source / "appeals.csv.gz"), options.share)
    reader = Reader.load(folder, options.models)
    found, told = readings(rows, reader), readings(rows, reader, told=True)
    half = len(found) // 2
    table.policy = with_powers(found[:half], told[:half], table)
    print("Powers of votes and opinion:", *powers_of(table.policy))
    views = decisions(found[:half], table), decisions(told[:half], table)
    tried = policy_of(views, options.precision, table.policy)
    show("First half, sets weights and scale", views[0], tried)
    show("Second half, shows their worth", decisions(found[half:], table), tried)
    show("Second half, the kind of object told", decisions(told[half:], table), tried)
    if options.write:
        table.policy = with_powers(found, told, table)
        views = decisions(found, table), decisions(told, table)
        write(folder, views[0], policy_of(views, options.precision, table.policy))
        show("Both halves set what is written", views[0], read_policy(folder))
        show("The same, the kind of object told", views[1], read_policy(folder))


if __name__ == "__main__":
    main()
