"""How well and how fast places are read; natasha beside it in the same run.

    python -m tools.bench_place                                   load, speed, growth: needs nothing but the project
    python -m tools.bench_place --source SPB [--kursk KURSK]      also what the published appeals show

SPB and KURSK are folders with ``appeals.csv.gz``. ``--only`` names the sections wanted, ``--part development`` measures
on the fifth of the texts that mistakes may be looked at in, instead of the fifth held out.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import numpy as np

from routing.understanding.place import PlaceReader
from routing.understanding.place.building import build
from routing.understanding.place.geometry import distance_m
from routing.understanding.place.index import PlaceIndex
from routing.understanding.place.mentions import MentionFinder
from routing.understanding.types import Place
from tools import place_growth, place_mentions
from tools.place_truth import named, part_of, read_rows

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ("load", "speed", "hand", "appeals", "mentions", "hidden", "growth")
FAR_M = 1_000
ENOUGH_S = 3.0
_HARD = (
    *("д. 1 ", "Ленина ", "улица ", "дома 1, 2, 3, 4 ", "2-я ", "а", "Садовая 5, ", "ул. Лниена 5 ", "(((", "1-", "1 "),
    *(
        "1/2/3 ",
        "угол Ленина и ",
        "По Ленина ",
        "улица Лниена и ",
        "д. 5 к. 1 лит. А ",
        "«",
        "А. ",
        "Ааа ",
        "дом 1 к 1 ",
    ),
)
"""Pieces that texts of 4,000 characters are made of to hold the reader up."""


def load(options: argparse.Namespace) -> None:
    """Seconds and memory of a fresh process up to its first reading."""
    code = (
        "import sys,time,os;t=time.perf_counter();from routing.understanding.place import PlaceReader;"
        "a=time.perf_counter();r=PlaceReader.load(sys.argv[1]);b=time.perf_counter();r.read('Яма у дома 5 по Садовой');"
        "m=int(open('/proc/self/statm').read().split()[1])*os.sysconf('SC_PAGE_SIZE')/1e6;"
        "print(f'modules {a-t:.2f} s, index {b-a:.2f} s, whole process {m:.0f} MB')"
    )
    subprocess.run([sys.executable, "-c", code, options.folder], check=True, cwd=ROOT)


def sample(options: argparse.Namespace) -> list[str]:
    """Held-out appeals where the source is given, else the written examples of the demonstration."""
    if options.source:
        texts = {row["text"] for row in read_rows(options.source / "appeals.csv.gz")}
        return sorted(text for text in texts if part_of(text) == options.part)
    lines = (line for path in sorted((options.folder / "demo").glob("*.jsonl")) for line in path.open(encoding="utf-8"))
    return [json.loads(line)["text"] for line in lines]


def speed(options: argparse.Namespace) -> None:
    """Processor time of one core; every text is read once before."""
    reader, texts = PlaceReader.load(options.folder), sample(options)
    long = [text for text in texts if 450 < len(text) < 750]
    for group in (texts, long) if long else (texts,):
        letters = sum(map(len, group)) / len(group)
        print(f"{len(group)} texts, {letters:.0f} characters each")
        for name, call in (
            ("reading", MentionFinder(reader.index).read),
            ("with finding", reader.read),
            ("every mention", reader.mentions),
        ):
            print(f"  {name}: {_rate(call, group):,.0f} appeals/s")
    print(f"slowest text of 4,000 characters: {max(_worst(reader)):.1f} ms")


def _rate(call: Callable[[str], object], texts: list[str]) -> float:
    for text in texts:
        call(text)
    started, done = time.process_time(), 0
    while time.process_time() - started < ENOUGH_S:
        for text in texts:
            call(text)
        done += len(texts)
    return done / (time.process_time() - started)


def _worst(reader: PlaceReader) -> list[float]:
    """Milliseconds of each hard text, the best of three: the machine may be busy with other things."""
    times = []
    for piece in _HARD:
        text = (piece * 4000)[:4000]
        tries = []
        for _ in range(3):
            started = time.process_time()
            reader.read(text)
            tries.append((time.process_time() - started) * 1000)
        times.append(min(tries))
    return times


def hand(options: argparse.Namespace) -> None:
    """Places written by hand as people type them; mistakes were looked at in the part «tune» only."""
    reader = PlaceReader.load(options.folder)
    right: dict[str, list[bool]] = defaultdict(list)
    with (ROOT / "tools" / "place_hand.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            right[row["part"]].append(_as_meant(reader.read(row["text"]), row["place"]))
    for part, found in right.items():
        print(f"{part}: {sum(found)} of {len(found)}")


def _as_meant(place: Place | None, meant: str) -> bool:
    """``meant``: an address; «?» and a part of one; «/» and two streets that meet; nothing: no building."""
    address, building = (place.address, place.building_id) if place else ("", "")
    if not meant:
        return not building
    if meant[0] == "/":
        return " / " in address and all(street in address for street in meant[1:].split("|"))
    return bool(building) and (meant[1:] in address if meant[0] == "?" else address == meant)


def appeals(options: argparse.Namespace) -> None:
    """Buildings named in words; buildings found far from the appeal's point."""
    reader = PlaceReader.load(options.folder)
    rows = read_rows(options.source / "appeals.csv.gz")
    right: dict[bool, list[bool]] = defaultdict(list)
    for one in named(rows, options.part):
        place = reader.read(one.text)
        right[one.whole].append(bool(place and place.building_id == one.building))
    for whole, name in ((True, "named with all its parts"), (False, "a part left out")):
        print(f"building right, {name}: {np.mean(right[whole]):.4f} of {len(right[whole])}")
    print(f"building right, both: {np.mean(right[True] + right[False]):.4f}")
    texts = {row["text"]: row for row in rows if row["lat"] and part_of(row["text"]) == options.part}
    answered = far = 0
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for text, row in texts.items():
        place = reader.read(text)
        if place and place.building_id and place.lat is not None and place.lon is not None:
            away = distance_m(place.lat, place.lon, float(row["lat"]), float(row["lon"])) > FAR_M + (
                place.inferred_m or 0
            )
            answered, far = answered + 1, far + away
            bins[min(9, int(place.confidence * 10))].append((place.confidence, not away))
    print(f"of {len(texts)} texts {answered} gave a building, {far} of them over {FAR_M} m from the point")
    for share, found in sorted(bins.items()):
        said, true = np.mean(found, axis=0)
        print(f"  confidence {share / 10:.1f}+: {len(found)} texts, said {said:.2f}, near the point {true:.2f}")


def mentions(options: argparse.Namespace) -> None:
    """Spans against the labels made by hand. Mistakes in the half «check» were not looked at."""
    reader = PlaceReader.load(options.folder)
    texts = place_mentions.read_labels(place_mentions.source_texts(options.source, options.kursk))

    def ours(text: str) -> list[place_mentions.Span]:
        return [place.span for place in reader.mentions(text) if place.span]

    finders = {"this reader": ours}
    if not options.quick:
        finders |= place_mentions.natasha_finders()
        finders["this reader and NER LOC"] = place_mentions.both(ours, finders["natasha NER LOC"])
    halves = {"all": texts, "the half «check»": [text for text in texts if text.check]}
    for half, chosen in halves.items():
        labelled = sum(m.kind != "x" for text in chosen for m in text.mentions)
        print(f"{half}: {len(chosen)} texts, {labelled} mentions")
        for name, finder in finders.items():
            print("  " + place_mentions.score(chosen, finder).line(name))
            for source, group in place_mentions.by_source(chosen).items():
                print("  " + place_mentions.score(group, finder).line(f"   {source}"))
    silent = [text.text for text in texts if not text.mentions]
    invented = sum(bool((place := reader.read(text)) and place.building_id) for text in silent)
    print(f"texts without any place: {len(silent)}, building invented in {invented}")


def hidden(options: argparse.Namespace) -> None:
    """Coordinates and districts of a fifth of the located houses are hidden and inferred."""
    truth: dict[str, tuple[float, float, str]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("streets.csv", "settlements.csv", "areas.csv", "territories.geojson"):
            copyfile(options.folder / name, folder / name)
        with gzip.open(options.folder / "buildings.csv.gz", "rt", encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            if row["lat"] and hashlib.sha256(row["id"].encode()).digest()[0] < 51:
                truth[row["id"]] = (float(row["lat"]), float(row["lon"]), row["district"])
                row.update(lat="", lon="", district="", municipality="")
        with (folder / "buildings.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        index = PlaceIndex(build(folder))
    errors, told, districts = [], [], []
    for building, (lat, lon, district) in truth.items():
        row_at = index.row_of(building)
        if row_at is None or np.isnan(index.lat[row_at]):
            continue
        errors.append(distance_m(lat, lon, float(index.lat[row_at]), float(index.lon[row_at])))
        told.append(float(index.inferred_m[row_at]))
        districts.append(index.districts[index.district_of[row_at]] == district)
    within = np.mean(np.array(errors) <= np.array(told))
    print(
        f"{len(truth)} houses hidden, {len(errors)} inferred; error: median {np.median(errors):.0f} m, "
        f"80 % within {np.quantile(errors, 0.8):.0f} m, 95 % within {np.quantile(errors, 0.95):.0f} m"
    )
    print(f"within the error told (meant: 0.80): {within:.3f}; district right: {np.mean(districts):.4f}")


def growth(options: argparse.Namespace) -> None:
    for count in options.growth:
        print(place_growth.measure(count), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "agencies" / "regions" / "spb", help="the region's folder"
    )
    parser.add_argument("--source", type=Path, help="folder with the published appeals of the region")
    parser.add_argument("--kursk", type=Path, help="folder with the published appeals of another region")
    parser.add_argument("--part", choices=("held", "development"), default="held")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS)
    parser.add_argument("--quick", action="store_true", help="without natasha")
    parser.add_argument("--growth", nargs="+", type=int, default=[30_000, 300_000], metavar="HOUSES")
    options = parser.parse_args()
    options.folder = options.folder.resolve()
    for section in options.only:
        if options.source or section in ("load", "speed", "hand", "growth", "hidden"):
            print(f"\n{section}: {(globals()[section].__doc__ or '').strip()}", flush=True)
            globals()[section](options)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
