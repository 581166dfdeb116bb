"""A register of addresses on its way into a region's folder: kept in a small database file, so that an import of
millions of rows needs little memory and can be taken up where it was broken off.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from agencies.loading.lines import DataError

COLUMNS = ("id", "address", "lat", "lon", "district", "municipality", "postcode", "guid")
BATCH = 5_000
_TABLES = """
CREATE TABLE IF NOT EXISTS source (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, finished INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS skipped (source TEXT, place TEXT, reason TEXT, UNIQUE (source, place, reason));
CREATE TABLE IF NOT EXISTS house (id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, lat TEXT, lon TEXT,
    district TEXT, municipality TEXT, postcode TEXT, guid TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (address TEXT PRIMARY KEY, lat TEXT, lon TEXT, district TEXT, municipality TEXT);
CREATE TABLE IF NOT EXISTS object (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, level INTEGER);
CREATE TABLE IF NOT EXISTS above (id INTEGER PRIMARY KEY, path TEXT);
CREATE TABLE IF NOT EXISTS number (id INTEGER PRIMARY KEY, parts TEXT, guid TEXT);
CREATE TABLE IF NOT EXISTS postcode (id INTEGER PRIMARY KEY, value TEXT);
"""


_KEPT = ("address", "lat", "lon", "district", "municipality")
_COMPLETED = """
SELECT house.id, house.address,
    CASE WHEN house.lat = '' THEN coalesce(known.lat, '') ELSE house.lat END,
    CASE WHEN house.lat = '' THEN coalesce(known.lon, '') ELSE house.lon END,
    CASE WHEN house.district = '' THEN coalesce(known.district, '') ELSE house.district END,
    CASE WHEN house.municipality = '' THEN coalesce(known.municipality, '') ELSE house.municipality END,
    house.postcode, house.guid
FROM house LEFT JOIN known ON known.address = house.address ORDER BY length(house.id), house.id
"""


class House(NamedTuple):
    """One row of ``buildings.csv``; every value is text, empty where not known. Degrees are WGS 84."""

    id: str
    address: str
    lat: str = ""
    lon: str = ""
    district: str = ""
    municipality: str = ""
    postcode: str = ""
    guid: str = ""


class Staging:
    """The work file of one import: ``commit`` keeps what was put in, and a killed import finds it again."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.base = sqlite3.connect(path)
        self.base.executescript(_TABLES)

    def rows_done(self, source: str) -> int | None:
        """Rows of a source already kept, ``None`` when it is finished."""
        row = self.base.execute("SELECT rows, finished FROM source WHERE name = ?", (source,)).fetchone()
        if row is None:
            return 0
        return None if row[1] else int(row[0])

    def commit(self, source: str, rows: int, *, finished: bool = False) -> None:
        self.base.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", (source, rows, int(finished)))
        self.base.commit()

    def skip(self, source: str, place: str, reason: str) -> None:
        """Note a row that is left out, or kept with something missing, and why."""
        self.base.execute("INSERT OR IGNORE INTO skipped VALUES (?, ?, ?)", (source, place, reason))

    def add(self, house: House) -> bool:
        """Keep a house; ``False`` when its identifier or its address is there already."""
        values = ", ".join("?" * len(house))
        return self.base.execute(f"INSERT OR IGNORE INTO house VALUES ({values})", house).rowcount > 0  # noqa: S608

    def know(self, folder: Path) -> None:
        """Note what the present file knows of each address: ``houses`` fills the gaps of the source with it."""
        self.base.execute("DELETE FROM known")
        for name in ("buildings.csv", "buildings.csv.gz"):
            path = folder / name
            if path.exists():
                opener = gzip.open if path.suffix == ".gz" else open
                with opener(path, "rt", encoding="utf-8", newline="") as stream:
                    rows = ([row.get(column) or "" for column in _KEPT] for row in csv.DictReader(stream))
                    self.base.executemany("INSERT OR IGNORE INTO known VALUES (?, ?, ?, ?, ?)", rows)
        self.base.commit()

    def houses(self) -> Iterator[House]:
        """The houses by identifier, with the point, district and municipality known before where they have none."""
        for row in self.base.execute(_COMPLETED):
            yield House(*row)

    def count(self) -> int:
        return int(self.base.execute("SELECT count(*) FROM house").fetchone()[0])

    def reasons(self) -> list[tuple[str, int]]:
        """Reasons with the number of rows, the commonest first."""
        return list(self.base.execute("SELECT reason, count(*) FROM skipped GROUP BY reason ORDER BY 2 DESC, 1"))

    def write_report(self, path: Path) -> None:
        """Every row skipped or mended, as CSV: source, place in it, reason."""
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("source", "place", "reason"))
            writer.writerows(self.base.execute("SELECT source, place, reason FROM skipped ORDER BY rowid"))

    def close(self) -> None:
        self.base.close()


def write_buildings(path: Path, houses: Iterable[House]) -> int:
    """Write ``buildings.csv.gz`` whole or not at all. Returns the number of houses; none is a ``DataError``."""
    handle, name = tempfile.mkstemp(prefix=".buildings-", dir=path.parent)
    temporary = Path(name)
    written = 0
    try:
        with os.fdopen(handle, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
            stream = io.TextIOWrapper(packed, encoding="utf-8", newline="")
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            for house in houses:
                writer.writerow(house)
                written += 1
            stream.flush()
            stream.detach()
        if not written:
            raise DataError(f"{path.name}: empty")
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return written
