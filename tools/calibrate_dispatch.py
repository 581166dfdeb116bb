"""Make a region's ``dispatch.json``: what a score is worth, and from which confidence a case goes without a look.

    python tools/calibrate_dispatch.py --source ../shared/data/spb --models DIR --competence FILE [--write]

The topic model of DIR and the rules of FILE must have been learned from the earlier part of the appeals only
(``--share``). Of the later part, the first half sets the scale and the threshold, the second half shows what they are
worth; with ``--write`` both halves set them.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from evaluate import ROOT, Row, appeal, later_part, read_rows

sys.path.insert(0, str(ROOT))

from routing.dispatch import CompetenceTable, assign
from routing.dispatch.types import Policy
from routing.understanding.reader import Reader
from routing.understanding.types import Hints

BINS = 25
FEWEST = 200
"""A threshold is not set by fewer decisions than this."""

Scored = tuple[float, bool]
Points = list[tuple[float, float]]


def scored(rows: list[Row], reader: Reader, table: CompetenceTable) -> list[Scored]:
    """Raw score of the chosen body and whether it is the body that answered, for the answered appeals."""
    found = []
    for row in rows:
        if row["executor_org"]:
            form = appeal(row, with_object=False)
            hints = Hints(lat=form.get("lat"), lon=form.get("lon"))  # type: ignore[arg-type] - numbers or nothing
            day = datetime.fromisoformat(row["dt"]).date()
            decision = assign(reader.read(row["text"], hints), table, day)
            right = (decision.agency or "").lower() == row["executor_org"].strip().lower()
            found.append((decision.confidence, right))
    return found


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


def policy_of(found: list[Scored], precision: float, base: Policy) -> Policy:
    measured = Policy(base.threshold, base.shrinkage, base.written_trust, tuple(scale(found)))
    limit = threshold([(measured.worth(raw), right) for raw, right in found], precision)
    return Policy(round(limit, 4), base.shrinkage, base.written_trust, measured.calibration)


def show(name: str, found: list[Scored], policy: Policy) -> None:
    worth = sorted(((policy.worth(raw), right) for raw, right in found), reverse=True)
    auto = [right for value, right in worth if value >= policy.threshold]
    head = [right for _, right in worth[: int(len(worth) * 0.8)]]
    print(
        f"{name}: {len(found)} decisions, right {sum(right for _, right in found) / len(found):.4f}, "
        f"without a look {len(auto) / len(found):.4f} (right {sum(auto) / max(1, len(auto)):.4f}), "
        f"surest 80 % right {sum(head) / len(head):.4f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--competence", type=Path, required=True)
    parser.add_argument("--region", default="spb")
    parser.add_argument("--share", type=float, default=0.8)
    parser.add_argument("--precision", type=float, default=0.94, help="wanted share of right decisions, with a margin")
    parser.add_argument("--write", action="store_true", help="write the region's dispatch.json")
    options = parser.parse_args()
    folder = ROOT / "agencies" / "regions" / options.region
    table = CompetenceTable.from_csv(folder, options.competence)
    table.policy = Policy(1.01, table.policy.shrinkage, table.policy.written_trust)
    rows = later_part(read_rows(options.source / "appeals.csv.gz"), options.share)
    found = scored(rows, Reader.load(folder, options.models), table)
    half = len(found) // 2
    tried = policy_of(found[:half], options.precision, table.policy)
    show("First half, sets the scale", found[:half], tried)
    show("Second half, shows its worth", found[half:], tried)
    if options.write:
        policy = policy_of(found, options.precision, table.policy)
        facts = {
            "threshold": policy.threshold,
            "shrinkage": policy.shrinkage,
            "written_trust": policy.written_trust,
            "calibration": [list(point) for point in policy.calibration],
        }
        (folder / "dispatch.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
