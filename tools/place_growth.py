"""Invented registers of any size, to see how reading and finding grow with the register."""

from __future__ import annotations

import csv
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median

from routing.understanding.place import PlaceReader
from routing.understanding.place.building import build
from routing.understanding.place.geometry import Territories
from routing.understanding.place.index import PlaceIndex

HOUSES_A_STREET = 60
_SYLLABLES = tuple(map("".join, product("бвгдзклмнпрстх", "аеиоу", "лнр")))
_ENDINGS = ("овская", "инская", "ёвская", "анская", "енская")
_QUERIES = 400


def houses(count: int, rng: random.Random) -> Iterator[dict[str, object]]:
    """Rows of ``buildings.csv``: invented streets of sixty houses in a town and, after the 3,000th, in villages."""
    streets = max(1, count // HOUSES_A_STREET)
    made = 0
    for number in range(streets):
        syllables = [_SYLLABLES[number // len(_SYLLABLES) ** power % len(_SYLLABLES)] for power in range(3)]
        name = "".join(syllables).capitalize()
        place = (
            "" if number < 3000 else f"посёлок {_SYLLABLES[number % 200].capitalize()}{_SYLLABLES[number % 19]}ино, "
        )
        lat, lon = 60 + rng.random(), 30 + rng.random()
        for house in range(1, HOUSES_A_STREET + 1):
            if made == count:
                return
            made += 1
            known = rng.random() < 0.44
            yield {
                "id": made,
                "address": f"город Примерск, {place}{name}{_ENDINGS[number % 5]} улица, дом {house}",
                "lat": f"{lat + house * 2e-4:.5f}" if known else "",
                "lon": f"{lon:.5f}" if known else "",
                "district": "",
                "municipality": "",
            }


def measure(count: int, seed: int = 1) -> str:
    """Build a register of ``count`` houses, then time reading and finding in it. One line of figures."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with (folder / "buildings.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, ["id", "address", "lat", "lon", "district", "municipality"])
            writer.writeheader()
            writer.writerows(houses(count, rng))
        started = time.perf_counter()
        arrays = build(folder)
        built = time.perf_counter() - started
    size = sum(array.nbytes for array in arrays.values()) / 1e6
    started = time.perf_counter()
    reader = PlaceReader(PlaceIndex(arrays), Territories([]))
    opened = time.perf_counter() - started
    rows = [rng.randrange(len(reader.index.head_of)) for _ in range(_QUERIES)]
    lines = [reader.index.address(row).split(", ", 1)[1] for row in rows]
    texts = [f"Второй день не горит фонарь у дома по адресу {line}, просим починить." for line in lines]
    points = [(60 + rng.random(), 30 + rng.random()) for _ in range(_QUERIES)]
    reader.locate(*points[0])
    found = sum(
        reader.resolve(line).building_id == reader.index.ids[row] for line, row in zip(lines, rows, strict=True)
    )
    figures = {
        "line": [_ms(reader.resolve, line) for line in lines],
        "text": [_ms(reader.read, text) for text in texts],
        "point": [_ms(lambda p: reader.locate(*p), point) for point in points],
    }
    shown = ", ".join(f"{name} {median(times):.3f} ms" for name, times in figures.items())
    made = f"built {built:.0f} s, opened {opened:.1f} s, {size:.0f} MB"
    return f"{count:>9,} houses: {shown}; right {found}/{_QUERIES}; {made}"


def _ms(call, argument) -> float:
    started = time.process_time()
    call(argument)
    return (time.process_time() - started) * 1000
