"""How accurate is the product on the latest months of published data? Used by ``make eval``.

    python tools/evaluate.py --source ../shared/data/spb --score ../shared/eval/score.py [--models DIR]

The data are split by time: rules of competence are learned from the earlier part only, appeals of the later part whose
text occurs in the earlier one are dropped, as are repetitions. ``--models`` names a folder with a topic model trained
on the same earlier part; without it the model shipped with the region is used, which may have seen the later part.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Rows of a gzipped CSV file."""
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def plain(text: str) -> str:
    """Texts that differ only in case and punctuation are one text."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def later_part(rows: list[Row], share: float) -> list[Row]:
    """Appeals after the first ``share`` by time, each text once and none that was known before."""
    rows = sorted(rows, key=lambda row: row["dt"])
    cut = int(len(rows) * share)
    seen = {plain(row["text"]) for row in rows[:cut]}
    kept = []
    for row in rows[cut:]:
        key = plain(row["text"])
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def appeal(row: Row, with_object: bool) -> dict[str, object]:
    """What the citizen's form would have sent: text, point, time and, if asked, the kind of object."""
    fields: dict[str, object] = {"id": row["id"], "text": row["text"], "created_at": row["dt"]}
    if row["lat"] and row["lon"]:
        fields |= {"lat": float(row["lat"]), "lon": float(row["lon"])}
    if with_object:
        fields["object"] = row["city_object"]
    return fields


def held_out_pairs(rows: list[Row]) -> list[Row]:
    """A fifth of the address pairs, chosen by the hash of the line."""
    kept = [row for row in rows if hashlib.sha256(row["address"].encode()).digest()[0] < 51]
    return [{**row, "id": str(number), "line": row["address"]} for number, row in enumerate(kept)]


def write_lines(path: Path, objects: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects), encoding="utf-8")


def write_gold(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def run(*command: object) -> None:
    subprocess.run([sys.executable, *map(str, command)], check=True, cwd=ROOT)


def evaluate_appeals(options: argparse.Namespace, folder: Path) -> None:
    competence = options.competence
    if competence is None:
        competence = folder / "competence.csv"
        learn = ("-m", f"agencies.regions.{options.region}.learn_competence", "--source", options.source)
        run(*learn, "--share", options.share, "--output", competence)
    rows = later_part(read_rows(options.source / "appeals.csv.gz"), options.share)[: options.limit]
    write_gold(folder / "gold.csv", rows)
    models = ("--models", options.models) if options.models else ()
    for name, with_object in (("the point given", False), ("the point and the kind of object given", True)):
        write_lines(folder / "in.jsonl", [appeal(row, with_object) for row in rows])
        route = ("manage.py", "route_file", folder / "in.jsonl", folder / "out.jsonl")
        run(*route, "--region", options.region, "--competence", competence, *models)
        print(f"\nAppeals after the first {options.share:.0%}, {name}: {len(rows)}", flush=True)
        if options.score:
            run(options.score, "appeals", folder / "out.jsonl", folder / "gold.csv")


def evaluate_addresses(options: argparse.Namespace, folder: Path) -> None:
    rows = held_out_pairs(read_rows(options.source / "address_pairs.csv.gz"))[: options.limit]
    write_gold(folder / "gold.csv", rows)
    write_lines(folder / "in.jsonl", [{"id": row["id"], "text": row["line"]} for row in rows])
    run("manage.py", "resolve_address", folder / "in.jsonl", folder / "out.jsonl", "--region", options.region)
    print(f"\nAddress lines, a fifth by hash: {len(rows)}", flush=True)
    if options.score:
        run(options.score, "addresses", folder / "out.jsonl", folder / "gold.csv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="folder with appeals.csv.gz, address_pairs.csv.gz")
    parser.add_argument("--score", type=Path, help="score.py; without it only the predictions are made")
    parser.add_argument("--models", type=Path, help="folder with a topic model trained on the earlier part")
    parser.add_argument("--competence", type=Path, help="rules learned from the earlier part (learned anew if missing)")
    parser.add_argument("--region", default="spb")
    parser.add_argument("--share", type=float, default=0.8, help="the earlier part of the appeals, by time")
    parser.add_argument("--limit", type=int, help="only so many lines, for a quick look")
    parser.add_argument("--keep", type=Path, help="folder for the files made; a temporary one if missing")
    parser.add_argument("--only", choices=("appeals", "addresses"))
    options = parser.parse_args()
    for name in ("source", "score", "models", "competence", "keep"):
        path = getattr(options, name)
        if path is not None:
            setattr(options, name, path.resolve())
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if options.only != "addresses":
            evaluate_appeals(options, folder)
        if options.only != "appeals":
            evaluate_addresses(options, folder)


if __name__ == "__main__":
    main()
