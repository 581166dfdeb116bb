"""From the region's folder to streets, settlements and houses.

Files read (UTF-8, CSV with a header): ``buildings.csv[.gz]`` (id, address, lat, lon, district, municipality),
``other_addresses.csv[.gz]`` (building_id, address: the second address of a house on a corner), ``streets.csv`` (name),
``settlements.csv`` (name), ``areas.csv`` (name, type), ``other_names.csv`` (name, official: what a street was or is
called besides). Only the first is required.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from routing.understanding.csvfile import rows_of
from routing.understanding.place.lexicon import SETTLEMENT_WORDS, SIDE_WORDS, STREET_WORDS
from routing.understanding.place.tokens import fold, tokenise

_HOUSE: Final = re.compile(r"^(дом|владение|участок|корпус|строение|литера|сооружение)\s*(?=[\dа-яёА-ЯЁ№])")
_NUMBER: Final = re.compile(r"(\d+)\s*([а-я](?![а-я]))?(?:\s*[/-]\s*(.+))?")
_TYPE_KINDS: Final = {kind for kinds in (*STREET_WORDS.values(), *SETTLEMENT_WORDS.values()) for kind in kinds}
_NOT_SPOKEN: Final = re.compile(
    r"^(?:сеть|трасса|участок|электросеть|газопровод|магистраль|вл\b|лэп|км\b)|сеть|кв\b|\bкм\b"
)
_MUTE_WORDS: Final = frozenset(["имени", "им"])


class House(NamedTuple):
    """Parts of a house number, folded; an empty string is an absent part. «12-14 корпус 2» → number 12, second «14»."""

    number: int
    letter: str = ""
    second: str = ""
    corpus: str = ""
    litera: str = ""
    stroenie: str = ""
    other: str = ""


class Name(NamedTuple):
    """A name of a street or a settlement: its kind («улица»; empty if unnamed), folded words, side («во») if any."""

    kind: str
    words: tuple[str, ...]
    side: str = ""
    inflect: bool = True
    noun: bool = False
    ordinal_tail: str = ""
    whole: tuple[str, ...] = ()
    """All the words, where the kind stands among them: «3-я линия 1-й половины»."""


@dataclass(slots=True)
class Row:
    """One building of the register. ``path`` are the settlements, from the largest; coordinates are degrees or None."""

    id: str
    address: str
    head: str
    tail: str
    path: tuple[str, ...]
    street: str
    house: House
    lat: float | None
    lon: float | None
    district: str
    municipality: str
    own: bool = True
    """False for a second address of a building."""


def parse_house(parts: Iterable[str]) -> House:
    """«дом 16», «корпус 3», «литера А» → House."""
    found: dict[str, str] = {}
    for part in parts:
        kind, _, value = part.partition(" ")
        folded = fold(kind)
        if folded.startswith("строение") and folded != "строение":
            folded, value = "строение", folded[len("строение") :]
        found[folded] = fold(value).strip(' "«»')
    match = _NUMBER.match(found.get("дом") or found.get("владение") or found.get("участок") or "")
    number, letter, second = (int(match[1]), match[2] or "", match[3] or "") if match else (0, "", "")
    return House(
        number,
        letter,
        re.sub(r"\s*[/-]\s*", "-", second),
        found.get("корпус", ""),
        found.get("литера", ""),
        found.get("строение", ""),
        found.get("сооружение", ""),
    )


def parse_name(name: str) -> Name:
    """«7-я линия В.О.» → kind «линия», words («7», «линия»), side «во»: a number alone is not a name."""
    tokens = tokenise(fold(name.replace('"', " ").replace("№", " ")))
    keys = [t.key for t in tokens if t.key not in _MUTE_WORDS]
    side = keys.pop() if keys and len(keys[-1]) == 2 and re.search(r"[А-Я]\.\s?[А-Я]\.?$", name.strip()) else ""
    if len(keys) > 3 and keys[-1] in SIDE_WORDS and keys[-2].endswith(("ого", "ой")):
        side = keys[-2][0] + keys[-1][0]
        keys = keys[:-2]
    kind, at = _kind_of(keys)
    words = [k for i, k in enumerate(keys) if not at <= i < at + len(kind.split())] if kind else keys
    tail = re.search(r"\d+-?([а-яё]{1,2})\b", name)
    settled = kind not in STREET_WORDS
    inflect = settled or at != 0
    if not words or all(word.isdigit() for word in words):
        words, settled, inflect = keys, True, True
    whole = tuple(keys) if 0 < at < len(keys) - 1 else ()
    return Name(kind, tuple(words), side, inflect, settled, tail[1].lower() if tail else "", whole)


def _kind_of(keys: list[str]) -> tuple[str, int]:
    for index, key in enumerate(keys):
        pair = " ".join(keys[index : index + 2])
        if pair in _TYPE_KINDS:
            return pair, index
        if key in _TYPE_KINDS:
            return key, index
        known = SETTLEMENT_WORDS.get(key, frozenset())
        if index == 0 and len(known) == 1 and len(keys) > 1:
            return key, index
    return "", -1


def _split(address: str) -> tuple[list[str], list[str]]:
    parts = re.split(r",\s+(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)", address.strip())
    at = next((i for i, part in enumerate(parts) if i and _HOUSE.match(part)), len(parts))
    return [p.strip() for p in parts[:at] if not p.strip().isdigit()], [p.strip() for p in parts[at:]]


def bare(name: str) -> str:
    """A settlement's name without its kind, folded: «город Красное Село», «г.Красное Село» → «красное село»."""
    keys = [t.key for t in tokenise(fold(name))]
    while len(keys) > 1 and (keys[0] in SETTLEMENT_WORDS or keys[0] in ("муниципальный", "сад")):
        keys.pop(0)
    return " ".join(keys)


def read_buildings(folder: Path) -> list[Row]:
    """Rows of the register of buildings; rows without an id, an address or with coordinates out of range lose these.

    The component most addresses begin with is the region itself and says nothing: it is left out of ``path``.
    """
    raw = list(read_csv(folder, "buildings.csv"))
    by_id = {row["id"]: row for row in raw}
    raw += [
        by_id[other["building_id"]] | {"address": other["address"], "own": ""}
        for other in read_csv(folder, "other_addresses.csv")
        if other["building_id"] in by_id
    ]
    split = [_split(row["address"]) for row in raw]
    home = {bare(head[0]) for head in (h for h, _ in split if h)}
    counts = Counter(bare(head[0]) for head, _ in split if head)
    home = {name for name, count in counts.items() if count > len(raw) // 3}
    rows: list[Row] = []
    for record, (head, tail) in zip(raw, split, strict=True):
        if not record.get("id") or not head:
            continue
        lat, lon = _degrees(record.get("lat"), record.get("lon"))
        path = tuple(bare(part) for part in head[:-1] if bare(part) not in home)
        street = "" if len(head) == 1 and bare(head[0]) in home else head[-1]
        rows.append(
            Row(
                record["id"],
                record["address"],
                ", ".join(head),
                ", ".join(tail),
                path,
                street,
                parse_house(tail),
                lat,
                lon,
                record.get("district") or "",
                record.get("municipality") or "",
                bool(record.get("own", "1")),
            )
        )
    return rows


def read_names(folder: Path) -> tuple[list[str], list[str]]:
    """Official names without houses: (streets, settlements and areas people speak of)."""
    streets = [row["name"] for row in read_csv(folder, "streets.csv")]
    places = [row["name"] for row in read_csv(folder, "settlements.csv") if row.get("in_region", "1") == "1"]
    places += [row["name"] for row in read_csv(folder, "areas.csv") if not _NOT_SPOKEN.search(fold(row["name"]))]
    return streets, places


def read_other_names(folder: Path) -> list[tuple[str, str]]:
    """(name, official name) of ``other_names.csv``: old names of streets and those only spoken."""
    return [(row["name"], row["official"]) for row in read_csv(folder, "other_names.csv")]


def read_csv(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Rows of ``name`` or ``name``.gz in the folder; nothing when there is no such file."""
    found = (path for path in (folder / name, folder / f"{name}.gz") if path.exists())
    for path in islice(found, 1):
        yield from rows_of(path)


def _degrees(lat: str | None, lon: str | None) -> tuple[float | None, float | None]:
    try:
        pair = float(lat or ""), float(lon or "")
    except ValueError:
        return None, None
    return pair if -90 <= pair[0] <= 90 and -180 <= pair[1] <= 180 and any(pair) else (None, None)
