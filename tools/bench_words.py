"""How fast an appeal is read whole, and what each part of the reading costs (`make bench`).

    python -m tools.bench_words --portal appeals.csv.gz [--other appeals.csv.gz] [--limit 2000]

CPU time a text on one core, on published appeals (each once), and on texts made to hold the reader up. ``--other``:
longer letters of another portal. Also: how many are cut into questions, raise an alarm, complain of a body.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from routing.understanding.danger import find_danger
from routing.understanding.kind import read_kind
from routing.understanding.people import find_people
from routing.understanding.reader import Reader
from routing.understanding.types import Hints

ROOT = Path(__file__).resolve().parent.parent
HARD = {
    "50,000 words": "яма на дороге " * 17_000,
    "no spaces": "неработаетлифт" * 4_000,
    "words without spaces": " ".join(["неработаетлифтвподъездеисвета"] * 2_000),
    "names and flats": "Иван Петров, кв. 5, " * 3_000,
    "complaints": "жалоба на администрацию района " * 2_000,
    "sentences": "Яма. " * 10_000,
    "addresses": "Садовая улица, дом 5. " * 3_000,
    "other layout": "yt hf,jnftn kban " * 3_000,
    "emoji": "🙏" * 50_000,
    "noise": "a1!" * 30_000,
    "danger": "собака лед дым стена " * 1_000,
}
Appeal = tuple[str, Hints]


def appeals(path: Path, limit: int) -> list[Appeal]:
    """Different texts in an order that is always the same, with their point."""
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        known = {row["text"]: row for row in csv.DictReader(stream) if row["text"].strip()}
    rows = list(known.values())
    random.Random(7).shuffle(rows)
    return [(row["text"], _hints(row)) for row in rows[:limit]]


def _hints(row: dict[str, str]) -> Hints:
    return Hints(lat=float(row["lat"]), lon=float(row["lon"])) if row.get("lat") and row.get("lon") else Hints()


def spent(read: Callable[[str, Hints], object], texts: list[Appeal]) -> float:
    """CPU milliseconds a text."""
    start = time.process_time()
    for text, hints in texts:
        read(text, hints)
    return (time.process_time() - start) / max(1, len(texts)) * 1000


def parts(reader: Reader, texts: list[Appeal]) -> None:
    """What each part costs alone; the rest of the whole is the topic and the joints."""
    for name, read in (
        ("the place alone", reader.places.read),
        ("danger alone", lambda text, _hints: find_danger(text)),
        ("people alone", lambda text, _hints: find_people(text)),
        ("kind alone", lambda text, _hints: read_kind(text, reader.bodies)),
    ):
        print(f"  {name:<22} {spent(read, texts):6.2f} ms")


def found(reader: Reader, texts: list[Appeal]) -> None:
    """Shares of the texts in which something was seen."""
    seen: Counter[str] = Counter()
    for text, hints in texts:
        read = reader.read(text, hints)
        seen.update({read.kind, *(sign.code for sign in read.signs), *read.notes})
        seen.update(["danger"] * bool(read.danger) + ["questions"] * bool(read.questions))
        seen.update(["barred"] * bool(read.barred) + ["people"] * bool(read.people or read.personal_data))
    print("  " + ", ".join(f"{name} {count / len(texts):.2%}" for name, count in seen.most_common()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path, required=True)
    parser.add_argument("--other", type=Path)
    parser.add_argument("--region", default="spb")
    parser.add_argument("--limit", type=int, default=2000)
    options = parser.parse_args()
    reader = Reader.load(ROOT / "agencies/regions" / options.region)
    reader.read("Не горит фонарь у дома 5 по Садовой улице. Также не вывозят мусор.")
    for path in filter(None, (options.portal, options.other)):
        texts = appeals(path, options.limit)
        letters = sum(len(text) for text, _hints in texts) / len(texts)
        whole = spent(reader.read, texts)
        print(f"{path.parent.name}: {len(texts)} texts of {letters:.0f} letters: {whole:.2f} ms, {1000 / whole:.0f}/s")
        parts(reader, texts)
        found(reader, texts)
    print("texts made to hold the reader up:")
    for name, text in HARD.items():
        print(
            f"  {name:<22} {min(spent(reader.read, [(text, Hints(lat=59.93, lon=30.36))]) for _ in range(3)):6.0f} ms"
        )


if __name__ == "__main__":
    main()
