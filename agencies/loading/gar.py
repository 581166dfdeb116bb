"""The state register of addresses (ГАР, ФИАС) in its XML delivery, one region: streamed, never read whole.

Files of the delivery (formats published by the Federal Tax Service): ``AS_ADDR_OBJ`` (streets and settlements),
``AS_HOUSES``, ``AS_MUN_HIERARCHY`` (what lies in what), ``AS_HOUSES_PARAMS`` (postcodes) in the region's folder;
``AS_ADDR_OBJ_TYPES``, ``AS_HOUSE_TYPES``, ``AS_ADDHOUSE_TYPES`` there or in the folder above. The register holds no
coordinates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

# A document with a DTD is refused before it is parsed.
from xml.etree import ElementTree  # nosec B405

from django.utils.translation import gettext as _

from agencies.loading.gar_addresses import Attributes, Kinds, compose
from agencies.loading.lines import DataError
from agencies.loading.staging import BATCH, Staging

Take = Callable[[Staging, Attributes, str], None]
POSTCODE = "5"
"""Type of the parameter «почтовый индекс»."""
_NEEDED = ("AS_ADDR_OBJ", "AS_MUN_HIERARCHY", "AS_HOUSES")


class Delivery:
    """The files of one region's folder. Raises ``DataError`` when a needed one is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in _NEEDED:
            if self.file(name) is None:
                raise DataError(_("there is no %(name)s_….XML in %(folder)s") % {"name": name, "folder": folder})

    def file(self, name: str) -> Path | None:
        """``AS_HOUSES`` → the file of that table and not of ``AS_HOUSES_PARAMS``, here or in the folder above."""
        pattern = re.compile(rf"{name}_\d.*\.xml", re.IGNORECASE)
        for folder in (self.folder, self.folder.parent):
            for path in sorted(folder.iterdir()):
                if pattern.fullmatch(path.name):
                    return path
        return None


def read_gar(
    folder: Path, staging: Staging, municipalities: set[str], watch: Callable[[Path], Callable[[int], object]]
) -> None:
    """Put the houses of a delivery into the work file, from where it was broken off.

    ``municipalities`` are the names the region knows: another is left out and noted. ``watch`` gives for each file the
    function that is told of the bytes read. Raises ``DataError`` for a missing or damaged file.
    """
    delivery = Delivery(folder)
    kinds = read_kinds(delivery)
    tables: list[tuple[str, Take]] = [
        ("AS_ADDR_OBJ", _object),
        ("AS_MUN_HIERARCHY", _above),
        ("AS_HOUSES_PARAMS", _parameter),
        ("AS_HOUSES", lambda staging, row, source: _house(staging, row, source, kinds)),
    ]
    for name, take in tables:
        path = delivery.file(name)
        if path is not None:
            _stage(path, staging, take, watch(path))
    compose(staging, kinds, municipalities)


def read_kinds(delivery: Delivery) -> Kinds:
    """Names of kinds as the delivery gives them, ours where it has no such tables."""
    kinds = Kinds()
    for name, table, key in (
        ("AS_ADDR_OBJ_TYPES", kinds.objects, "SHORTNAME"),
        ("AS_HOUSE_TYPES", kinds.houses, "ID"),
        ("AS_ADDHOUSE_TYPES", kinds.added, "ID"),
    ):
        path = delivery.file(name)
        for row in elements(path) if path else ():
            if row.get(key) and row.get("NAME"):
                table.setdefault(row[key].rstrip("."), row["NAME"].lower())
    return kinds


def _live(row: Attributes) -> bool:
    return row.get("ISACTIVE", "1") == "1" and row.get("ISACTUAL", "1") == "1"


def _object(staging: Staging, row: Attributes, source: str) -> None:
    if not _live(row):
        return
    number, level = row.get("OBJECTID", ""), row.get("LEVEL", "")
    if not number.isdigit() or not level.isdigit() or not row.get("NAME"):
        staging.skip(source, _object_place(row), _("an object without number, level or name"))
        return
    values = (int(number), row["NAME"].strip(), row.get("TYPENAME", "").rstrip("."), int(level))
    staging.base.execute("INSERT OR REPLACE INTO object VALUES (?, ?, ?, ?)", values)


def _above(staging: Staging, row: Attributes, source: str) -> None:
    if not _live(row):
        return
    if not row.get("OBJECTID", "").isdigit() or not row.get("PATH"):
        staging.skip(source, _object_place(row), _("a place in the hierarchy without number or path"))
        return
    staging.base.execute("INSERT OR REPLACE INTO above VALUES (?, ?)", (int(row["OBJECTID"]), row["PATH"]))


def _parameter(staging: Staging, row: Attributes, _source: str) -> None:
    if row.get("TYPEID") == POSTCODE and row.get("OBJECTID", "").isdigit() and row.get("CHANGEIDEND", "0") == "0":
        values = (int(row["OBJECTID"]), row.get("VALUE", ""))
        staging.base.execute("INSERT OR REPLACE INTO postcode VALUES (?, ?)", values)


def _house(staging: Staging, row: Attributes, source: str, kinds: Kinds) -> None:
    if not _live(row):
        staging.skip(source, _object_place(row), _("no longer in force"))
        return
    parts = kinds.house(row)
    if not row.get("OBJECTID", "").isdigit() or not parts:
        staging.skip(source, _object_place(row), _("a house without number"))
        return
    values = (int(row["OBJECTID"]), parts, row.get("OBJECTGUID", ""))
    staging.base.execute("INSERT OR REPLACE INTO number VALUES (?, ?, ?)", values)


def _object_place(row: Attributes) -> str:
    return _("object %(number)s") % {"number": row.get("OBJECTID", "?")}


def _stage(path: Path, staging: Staging, take: Take, tick: Callable[[int], object]) -> None:
    done = staging.rows_done(path.name)
    if done is None:
        return
    read = 0
    for read, attributes in enumerate(elements(path, tick), start=1):
        if read <= done:
            continue
        take(staging, attributes, path.name)
        if read % BATCH == 0:
            staging.commit(path.name, read)
    staging.commit(path.name, read, finished=True)


def elements(path: Path, tick: Callable[[int], object] = lambda _bytes: None) -> Iterator[Attributes]:
    """Attributes of each row of a file, one at a time. Raises ``DataError`` for XML that is damaged or has a DTD."""
    with path.open("rb") as stream:
        if b"<!DOCTYPE" in stream.read(4096):
            raise DataError(f"{path.name}: " + _("a document type is not allowed"))
        stream.seek(0)
        try:
            parser = ElementTree.iterparse(_Told(stream, tick), events=("start", "end"))  # noqa: S314 # nosec B314
            _event, root = next(parser)
            for event, element in parser:
                if event == "end" and element is not root:
                    yield dict(element.attrib)
                    root.clear()
        except (ElementTree.ParseError, StopIteration) as error:
            raise DataError(f"{path.name}: " + _("damaged XML (%(error)s)") % {"error": error}) from error


class _Told:
    """A stream that tells how many bytes were read."""

    def __init__(self, stream: IO[bytes], tick: Callable[[int], object]) -> None:
        self._stream, self._tick = stream, tick

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._tick(len(data))
        return data
