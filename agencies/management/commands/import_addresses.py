"""``manage.py import_addresses SOURCE --region CODE``: the register of addresses of a region from CSV or ГАР (ФИАС)."""

from __future__ import annotations

import hashlib
import json
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from agencies.loading.address_csv import Box, check_columns, read_csv
from agencies.loading.gar import read_gar
from agencies.loading.lines import DataError
from agencies.loading.region import REGIONS
from agencies.loading.staging import Staging, write_buildings


class Command(BaseCommand):
    """Streams the source into a work file in ``VAR_DIR/imports``, then writes ``buildings.csv.gz`` whole.

    A run that was broken off goes on where it stopped. What the present register knows of the same address (point,
    district, municipality) is kept where the source is silent. Load the result with ``load_region``.
    """

    help = "Make a region's register of addresses from a CSV file or a folder of the state register (GAR, FIAS)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="a CSV file, or a region's folder of the GAR XML delivery")
        parser.add_argument("--region", default=settings.REGION, help="name of a folder in agencies/regions, or a path")
        parser.add_argument("--columns", default="", help="how columns are called: id=CODE,address=FULL_ADDRESS")
        parser.add_argument("--report", type=Path, help="CSV file for every row skipped or mended, with the reason")
        parser.add_argument("--restart", action="store_true", help="forget what a broken-off import has read")
        parser.add_argument("--dry-run", action="store_true", help="read and report, write no register")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["source"]
        folder = Path(options["region"]) if "/" in options["region"] else REGIONS / options["region"]
        if not source.exists() or not folder.is_dir():
            raise CommandError(_("There is no %(path)s.") % {"path": folder if source.exists() else source})
        work = settings.VAR_DIR / "imports" / f"{folder.name}-{_fingerprint(source)}.sqlite3"
        if options["restart"]:
            work.unlink(missing_ok=True)
        with closing(Staging(work)) as staging:
            try:
                self._read(source, folder, staging, options)
                count = staging.count() if options["dry_run"] else self._write(folder, staging)
            except (DataError, OSError) as error:
                raise CommandError(str(error)) from error
            if options["report"]:
                staging.write_report(options["report"])
            for reason, rows in staging.reasons():
                self.stderr.write(f"{rows:>9} {reason}")
        work.unlink(missing_ok=True)
        text = ngettext("%(count)d house.", "%(count)d houses.", count) % {"count": count}
        self.stdout.write(_("Nothing was written: ") + text if options["dry_run"] else text)

    def _read(self, source: Path, folder: Path, staging: Staging, options: dict[str, Any]) -> None:
        names, box = _territories(folder)
        if source.is_dir():

            def watch(path: Path) -> Callable[[int], object]:
                bar = tqdm(
                    total=path.stat().st_size,
                    desc=path.name[:30],
                    unit="B",
                    unit_scale=True,
                    disable=self._silent(options),
                )
                return bar.update

            read_gar(source, staging, names, watch)
            return
        columns = _columns(options["columns"])
        check_columns(source, columns)
        with tqdm(desc=source.name, unit="row", disable=self._silent(options)) as bar:
            read_csv(source, columns, staging, box, bar.update)

    def _write(self, folder: Path, staging: Staging) -> int:
        staging.know(folder)
        written = write_buildings(folder / "buildings.csv.gz", staging.houses())
        (folder / "buildings.csv").unlink(missing_ok=True)
        return written

    def _silent(self, options: dict[str, Any]) -> bool:
        return bool(options["verbosity"] == 0)


def _fingerprint(source: Path) -> str:
    """A changed source is another import: its name, size and time."""
    files = sorted(source.iterdir()) if source.is_dir() else [source]
    facts = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:12]


def _columns(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part]
    if any(not mark or not name or not column for name, mark, column in pairs):
        raise CommandError(_("Write the columns as id=CODE,address=FULL_ADDRESS."))
    return {name: column for name, _mark, column in pairs}


def _territories(folder: Path) -> tuple[set[str], Box | None]:
    """Names of the municipalities and the rectangle of the region, from ``territories.geojson`` if it is there."""
    path = folder / "territories.geojson"
    if not path.exists():
        return set(), None
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    names = {f["properties"]["name"] for f in features if f["properties"]["level"] == "municipality"}
    corners = [corner for feature in features for corner in _corners(feature["geometry"]["coordinates"])]
    if not corners:
        return names, None
    east, north = zip(*corners, strict=True)
    return names, (min(north), min(east), max(north), max(east))


def _corners(coordinates: list[Any]) -> list[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [(float(coordinates[0]), float(coordinates[1]))]
    return [corner for part in coordinates for corner in _corners(part)]
