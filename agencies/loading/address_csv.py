"""A plain table of addresses: CSV with a heading, comma or semicolon, UTF-8 or Windows-1251, gzipped or not."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from agencies.loading.lines import DataError
from agencies.loading.staging import BATCH, House, Staging

Box = tuple[float, float, float, float]
"""South, west, north, east: the rectangle of the region in degrees."""
_MARGIN = 0.5
NAMES = ("id", "address", "lat", "lon", "district", "municipality", "postcode", "guid")


def read_csv(
    path: Path, names: dict[str, str], staging: Staging, box: Box | None, tick: Callable[[int], object]
) -> None:
    """Put the rows of a table into the work file, from the row where it was broken off.

    ``names`` says how columns are called where they are not called as ours; ``box`` tells swapped coordinates from
    right ones; ``tick`` is called with the number of rows read. Raises ``DataError`` without a column of addresses.
    """
    source, done = path.name, staging.rows_done(path.name)
    if done is None:
        return
    read = 0
    for read, row in enumerate(_rows(path), start=1):
        if read <= done:
            continue
        _take(row, read, names, staging, source, box)
        if read % BATCH == 0:
            staging.commit(source, read)
            tick(BATCH)
    staging.commit(source, read, finished=True)


def _take(
    row: dict[str, str], number: int, names: dict[str, str], staging: Staging, source: str, box: Box | None
) -> None:
    values = {name: " ".join((row.get(names.get(name, name)) or "").split()) for name in NAMES}
    place = _("row %(number)s") % {"number": number}
    if not values["address"]:
        staging.skip(source, place, _("no address"))
        return
    if len(values["address"]) > 300 or len(values["id"]) > 32:
        staging.skip(source, place, _("the address or the identifier is too long"))
        return
    values["lat"], values["lon"], doubt = point(values["lat"], values["lon"], box)
    if doubt:
        staging.skip(source, place, doubt)
    values["id"] = values["id"] or hashlib.sha256(values["address"].encode()).hexdigest()[:16]
    if not staging.add(House(**values)):
        staging.skip(source, place, _("the identifier or the address is repeated"))


def point(lat: str, lon: str, box: Box | None) -> tuple[str, str, str]:
    """Latitude and longitude as text and, when something was wrong with them, what. Swapped ones are put right."""
    if not lat and not lon:
        return "", "", ""
    try:
        north, east = float(lat.replace(",", ".")), float(lon.replace(",", "."))
    except ValueError:
        return "", "", _("the coordinates are not numbers: kept without them")
    if box and not _inside(north, east, box) and _inside(east, north, box):
        return f"{east:.6f}", f"{north:.6f}", _("latitude and longitude were swapped: put right")
    if not (-90 <= north <= 90 and -180 <= east <= 180) or (north == 0 and east == 0):
        return "", "", _("the coordinates are out of range: kept without them")
    if box and not _inside(north, east, box):
        return "", "", _("the point is outside the region: kept without it")
    return f"{north:.6f}", f"{east:.6f}", ""


def _inside(lat: float, lon: float, box: Box) -> bool:
    return box[0] - _MARGIN <= lat <= box[2] + _MARGIN and box[1] - _MARGIN <= lon <= box[3] + _MARGIN


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as raw:
        head = raw.read(65_536)
    encoding = "utf-8-sig" if _is_utf8(head) else "cp1251"
    first = head.decode(encoding, errors="replace").split("\n", 1)[0]
    with opener(path, "rb") as raw, io.TextIOWrapper(raw, encoding=encoding, errors="replace") as stream:
        yield from csv.DictReader(stream, delimiter=";" if first.count(";") > first.count(",") else ",")


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True


def check_columns(path: Path, names: dict[str, str]) -> None:
    """Raise ``DataError`` when the table lacks the column of addresses or one that was named."""
    heading = next(iter(_rows(path)), {}).keys()
    for name in {"address", *names}:
        if names.get(name, name) not in heading:
            raise DataError(f"{path.name}: " + _("there is no column %(column)s") % {"column": names.get(name, name)})
