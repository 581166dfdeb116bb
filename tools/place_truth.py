"""What the published data say about places, for measuring: held-out appeals whose text names the building.

Nothing here uses the reader that is measured: a street is looked for by the beginnings of its words, a house by its
numbers.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HELD_OUT = 51
"""Lines and texts whose SHA-256 begins with a byte below this are never learned from: a fifth."""
DEVELOPMENT = 102
"""The next fifth, to look at mistakes in."""
_HOUSE = re.compile(r"^(?:дом|владение|участок|корпус|строение|литера|сооружение)\s+\S+")
_KINDS = re.compile(
    r"\b(?:улица|проспект|переулок|проезд|набережная|шоссе|бульвар|площадь|аллея|линия|дорога|дорожка|тупик|реки|канала"
    r"|маршала|академика|генерала|адмирала|города|имени|в\.о\.|п\.с\.)(?!\w)"
)
_NEAR = 30


class Named(NamedTuple):
    """An appeal whose text names its building: ``whole`` when the corpus and the like are named too."""

    text: str
    building: str
    address: str
    whole: bool


def part_of(line: str) -> str:
    """«held», «development» or «training»: where a line or a text belongs by its hash."""
    byte = hashlib.sha256(line.encode()).digest()[0]
    return "held" if byte < HELD_OUT else "development" if byte < DEVELOPMENT else "training"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a gzipped CSV file with a heading."""
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def named(rows: list[dict[str, str]], part: str) -> Iterator[Named]:
    """Every distinct text of the part that names the street and the number of its ``full_address``."""
    seen: set[str] = set()
    for row in rows:
        text = row["text"]
        if not row["building"] or text in seen or part_of(text) != part:
            continue
        seen.add(text)
        found = names_building(text, row["full_address"])
        if found is not None:
            yield Named(text, row["building"].removesuffix(".0"), row["full_address"], found)


def names_building(text: str, address: str) -> bool | None:
    """``None`` when the text lacks the street or the number; else whether it has the other parts as well."""
    folded = text.lower().replace("ё", "е")
    parts = [part.strip() for part in address.lower().replace("ё", "е").split(",")]
    at = next((i for i, part in enumerate(parts) if i and _HOUSE.match(part)), 0)
    words = re.findall(r"[\w-]+", _KINDS.sub(" ", parts[at - 1])) if at else []
    if not words:
        return None
    spots = [m.span() for m in re.finditer(rf"\b{_stem(words[-1])}[а-я-]*", folded)]
    if not spots or not all(re.search(rf"\b{_stem(word)}", folded) for word in words):
        return None
    house = re.findall(r"\d+", parts[at])
    for start, end in spots if house else ():
        near = folded[max(0, start - _NEAR) : end + _NEAR]
        if re.search(rf"(?<![\d/.-]){house[0]}(?!\d)", near):
            said = folded[max(0, start - 2 * _NEAR) : end + 3 * _NEAR]
            return _whole(said, parts[at:])
    return None


def _stem(word: str) -> str:
    digits = re.match(r"\d+", word)
    return rf"{digits[0]}(?!\d)" if digits else re.escape(word[: max(4, len(word) - 3)])


def _whole(said: str, parts: list[str]) -> bool:
    """Every number and every letter of the house is said; «литера А» and «строение 1» people leave out."""
    wanted = " ".join(part for part in parts if not re.fullmatch(r"литера а|строение 1", part))
    numbers = re.findall(r"\d+", wanted)
    letters = re.findall(r"(?<=\d)[а-я]\b|(?<=литера )[а-я]+", wanted)
    return all(re.search(rf"(?<!\d){number}(?!\d)", said) for number in numbers) and all(
        re.search(rf"(?<![а-я]){letter}(?![а-я])", said) for letter in letters
    )
