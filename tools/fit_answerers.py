"""Learn a region's opinion on who answers (``models/answerers.npz``) from its answered appeals.

    python -m tools.fit_answerers --source ../shared/data/spb [--region spb] [--share 0.8] [--out DIR]

Like the topic model and the rules it learns from the first ``--share`` of the appeals by time, all by default. After it
``tools/calibrate_dispatch.py`` sets how much the opinion counts.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from routing.dispatch.files import read_bodies
from routing.learning.answerers import Answered, Lesson, fit, sort_of
from routing.learning.fitting import read_houses
from routing.learning.packing import write
from routing.understanding.csvfile import rows_of
from routing.understanding.reader import ANSWERERS, MODELS
from routing.understanding.topics.context import TopicContext
from tools.evaluate import ROOT, Row, plain, read_rows


def read(source: Path, region: Path, share: float) -> list[Answered]:
    """The earlier appeals, of repeated ones with one topic, district and answerer the first."""
    bodies = read_bodies(region / "agencies.csv")
    codes = {body.name.lower(): body.code for body in bodies}
    families = {body.code: body.family for body in bodies}
    names = region / "territory_names.csv"
    renamed = {row["old_name"]: row["name"] for row in rows_of(names)} if names.exists() else {}
    rows = sorted(read_rows(source / "appeals.csv.gz"), key=lambda row: row["dt"])
    seen, found = set(), []
    for row in rows[: int(len(rows) * share)]:
        agency = codes.get(row["executor_org"].strip().lower(), "")
        key = (plain(row["text"]), row["district"], row["reason_id"], agency)
        if key not in seen:
            seen.add(key)
            found.append(_answered(row, sort_of(agency, families), renamed))
    return found


def _answered(row: Row, sort: str, renamed: dict[str, str]) -> Answered:
    context = TopicContext(
        float(row["lat"]) if row["lat"] else None,
        float(row["lon"]) if row["lon"] else None,
        row["district"],
        bool(row["building"]),
        row["city_object"],
    )
    municipality = renamed.get(row["municipality"], row["municipality"])
    return Answered(row["text"], row["reason_id"], sort, context, municipality, datetime.fromisoformat(row["dt"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="folder with appeals.csv.gz")
    parser.add_argument("--region", default="spb")
    parser.add_argument("--share", type=float, default=1.0, help="learn from the earlier part only, 0 < share <= 1")
    parser.add_argument("--out", type=Path, help="folder for the file, the region's own if missing")
    options = parser.parse_args()
    region = ROOT / "agencies" / "regions" / options.region
    appeals = read(options.source, region, options.share)
    lesson = Lesson(appeals, read_houses(region))
    arrays = fit(lesson, f"{options.region}-{appeals[-1].at:%Y-%m-%d}")
    path = (options.out or region / MODELS) / ANSWERERS
    size = write(arrays, path)
    answered = sum(bool(one.sort) for one in appeals)
    print(f"{len(appeals)} appeals, {answered} answered, {len(lesson.sorts)} sorts: {path}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
