"""The register of a region in columns: streets, houses and every written form of a name, in one file without pickle.

Built once from the region's folder (seconds), then loaded from an ``.npz`` in a fraction of a second. Texts are kept as
one block of bytes with offsets, so that a register of millions of houses stays small and nothing is copied until asked.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.understanding.place.register import House, parse_house

VERSION: Final = 12
_SOURCES: Final = (
    "buildings.csv",
    "buildings.csv.gz",
    "other_names.csv",
    "streets.csv",
    "settlements.csv",
    "other_addresses.csv.gz",
    "areas.csv",
    "objects.csv",
    "territories.geojson",
    "../cities.csv",
)


class Strings:
    """Many strings in one block: ``strings[i]`` decodes only the one asked for."""

    def __init__(self, blob: bytes, offsets: NDArray[np.int64]) -> None:
        self.blob, self.offsets = blob, offsets

    @classmethod
    def of(cls, values: list[str]) -> Strings:
        encoded = [value.encode() for value in values]
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(e) for e in encoded], out=offsets[1:])
        return cls(b"".join(encoded), offsets)

    def __getitem__(self, index: int) -> str:
        return self.blob[self.offsets[index] : self.offsets[index + 1]].decode()

    def __len__(self) -> int:
        return len(self.offsets) - 1


@dataclass(frozen=True, slots=True)
class Street:
    """A street, square, embankment or settlement. Houses are the rows ``[start, end)``; a settlement may have none.

    ``kind`` is «улица», «город», …; ``words`` the folded name; ``side`` the part of the city in the name («во»);
    ``path`` the folded names of the settlements it lies in; ``lat``/``lon`` the middle of its houses or None.
    """

    id: int
    title: str
    kind: str
    words: tuple[str, ...]
    side: str
    path: tuple[str, ...]
    settlement: bool
    start: int
    end: int
    lat: float | None
    lon: float | None


class Thing(NamedTuple):
    """A place that is no address: a station, a park, a school. ``error_m``: metres by which the point may be wrong."""

    kind: str
    title: str
    lat: float
    lon: float
    error_m: float


class PlaceIndex:
    """Read-only. ``forms`` maps a written name to ((street id, FULL|SHORT|PART), …); ``prefixes`` are beginnings."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self.meta: dict[str, Any] = json.loads(arrays["meta"].tobytes())
        self.ids = Strings(arrays["ids"].tobytes(), arrays["ids_at"])
        self.tails = Strings(arrays["tails"].tobytes(), arrays["tails_at"])
        self.heads: list[str] = self.meta["heads"]
        self.head_of: NDArray[np.int32] = arrays["head_of"]
        self.street_of: NDArray[np.int32] = arrays["street_of"]
        self.lat: NDArray[np.float64] = arrays["lat"]
        self.lon: NDArray[np.float64] = arrays["lon"]
        self.inferred_m: NDArray[np.float32] = arrays["inferred_m"]
        self.district_of: NDArray[np.int16] = arrays["district_of"]
        self.municipality_of: NDArray[np.int16] = arrays["municipality_of"]
        self.districts: list[str] = self.meta["districts"]
        self.municipalities: list[str] = self.meta["municipalities"]
        self.own: NDArray[np.bool_] = arrays["own"]
        self._by_id: NDArray[np.int32] = arrays["by_id"]
        self.streets = [
            Street(i, s[0], s[1], tuple(s[2]), s[3], tuple(s[4]), s[5], s[6], s[7], s[8], s[9])
            for i, s in enumerate(self.meta.pop("streets"))
        ]
        self._groups: list[tuple[tuple[int, int], ...]] = [
            tuple(zip(group[::2], group[1::2], strict=True)) for group in self.meta.pop("groups")
        ]
        names = arrays["forms"].tobytes().decode().split("\n")
        self._form_group: dict[str, int] = dict(zip(names, arrays["form_group"].tolist(), strict=True))
        self.prefixes = frozenset(
            name[:at] for name in names if " " in name for at in range(len(name)) if name[at] == " "
        )
        self.own_names = frozenset(self.meta.pop("own"))
        self.cities: list[list[str]] = self.meta.pop("cities")
        self.city_forms: dict[str, int] = self.meta.pop("city_forms")
        self.objects = [Thing(*row) for row in self.meta.pop("objects")]
        self.object_forms: dict[str, list[int]] = self.meta.pop("object_forms")
        self.houses = lru_cache(maxsize=4096)(self._houses)

    def forms(self, name: str) -> tuple[tuple[int, int], ...]:
        """Streets a written name may mean, as (street id, FULL | SHORT | PART)."""
        group = self._form_group.get(name)
        return () if group is None else self._groups[group]

    def form_names(self) -> list[str]:
        return list(self._form_group)

    def _houses(self, street_id: int) -> dict[int, tuple[tuple[int, House], ...]]:
        """Houses of a street by number: {16: ((row, House), …)}. Parsed on first need and kept for busy streets."""
        street = self.streets[street_id]
        found: dict[int, list[tuple[int, House]]] = {}
        for row in range(street.start, street.end):
            house = parse_house(self.tails[row].split(", "))
            found.setdefault(house.number, []).append((row, house))
        joined = [pair for rows in found.values() for pair in rows if pair[1].second]
        for row, house in joined:
            for inner in _inner_numbers(house.number, house.second):
                found.setdefault(inner, []).append((row, house))
        return {number: tuple(rows) for number, rows in found.items()}

    def address(self, row: int) -> str:
        """Canonical address of a building as the register writes it."""
        tail = self.tails[row]
        head = self.heads[self.head_of[row]]
        return f"{head}, {tail}" if tail else head

    def head(self, street_id: int) -> str:
        """A street with its settlement as the register writes it; for one without houses, as people say it."""
        street = self.streets[street_id]
        if street.end > street.start:
            return self.heads[self.head_of[street.start]]
        return ", ".join([*(part.capitalize() for part in street.path), street.title])

    def row_of(self, building_id: str) -> int | None:
        """Row of a building by its identifier, ``None`` if the register has no such."""
        low, high = 0, len(self._by_id)
        while low < high:
            middle = (low + high) // 2
            if self.ids[int(self._by_id[middle])] < building_id:
                low = middle + 1
            else:
                high = middle
        if low < len(self._by_id) and self.ids[int(self._by_id[low])] == building_id:
            return int(self._by_id[low])
        return None


def _inner_numbers(number: int, second: str) -> list[int]:
    """Numbers a joined house holds besides its first: «1-3-5» → 3, 5; a long or falling run is another street's."""
    inner = [int(part) for part in second.split("-") if part.isdigit()]
    last = max(inner, default=0)
    if not inner or not number < last <= number + 12:
        return []
    return sorted({*inner, *range(number + 2, last + 1, 2)})


def fingerprint(folder: Path) -> str:
    """Hash of the files the index is made from: a changed register makes a new index."""
    digest = hashlib.sha256(str(VERSION).encode())
    for name in _SOURCES:
        path = folder / name
        if path.exists():
            digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()


def load(path: Path, expected: str) -> PlaceIndex | None:
    """The index in the file, or ``None`` when it is missing, damaged or made from other sources."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        made_from = json.loads(arrays["meta"].tobytes()).get("fingerprint")
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        return None
    return PlaceIndex(arrays) if made_from == expected else None


def save(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write the arrays whole or not at all, whoever else writes them. Raises ``OSError`` if the folder forbids it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".npz", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
