"""Loading of a region: ``load(code)`` reads its folder and the common classifier and writes the registry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.loading import common, hours, owners, regional
from agencies.loading.lines import DataError, Line, read_lines
from agencies.loading.merge import Counts, Progress
from agencies.models import Region

ROOT = Path(__file__).resolve().parent.parent
CLASSIFIER = ROOT / "classifier"
REGIONS = ROOT / "regions"
LOADERS = Path(__file__).resolve().parent
OPTIONAL = ("competence.csv", "competence_written.csv", "office_hours.csv", "owners.csv")
COLUMNS = {**regional.COLUMNS, "owners.csv": owners.COLUMNS}
TERRITORY_FIELDS = ("level", "name", "parent", "aliases")
REGION_FIELDS = ("name", "time_zone", "lat", "lon", "object_kinds", "attributions")


@dataclass(frozen=True, slots=True)
class Report:
    """What was done; ``loaded`` is false when the registry already had this version of the files."""

    version: str
    loaded: bool
    tables: tuple[Counts, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Files:
    """Everything read, before anything is written."""

    region: dict[str, Any]
    territories: list[dict[str, Any]]
    common: dict[str, list[Line]]
    own: dict[str, list[Line]]
    notes: tuple[str, ...]

    def rows(self) -> int:
        tables = [*self.common.values(), *self.own.values()]
        return len(self.territories) + sum(len(table) for table in tables)


def load(folder: Path, *, force: bool = False, bar: Callable[[int], Progress] | None = None) -> Report:
    """Load the region of ``folder`` in one transaction.

    ``bar``, if given, gets the number of rows to come and gives a function that is told how many more are done. Raises
    ``DataError`` with the file and the line of a mistake; then nothing is changed. Repeating changes nothing.
    """
    if not (folder / "region.json").is_file():
        raise DataError(_("there is no region «%(code)s»") % {"code": folder.name})
    version = data_version(folder)
    if not force and Region.objects.filter(code=folder.name, data_version=version).exists():
        return Report(version, loaded=False)
    files = read(folder)
    progress: Progress = bar(files.rows()) if bar else int
    with transaction.atomic():
        tables = _write(files, version, progress)
    return Report(version, True, tuple(tables), files.notes)


def data_version(folder: Path) -> str:
    """A hash of the files loaded and of the code that loads them."""
    digest = hashlib.sha256()
    names = ["region.json", "territories.geojson", *COLUMNS]
    paths = [CLASSIFIER / name for name in common.COLUMNS] + [folder / name for name in names]
    for path in paths + sorted(LOADERS.glob("*.py")):
        if path.exists():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read(folder: Path) -> Files:
    """Read all files of the region and of the classifier, checking that each has its columns."""
    region = _json(folder / "region.json")
    missing = [name for name in ("code", *REGION_FIELDS) if name not in region]
    if missing:
        raise DataError("region.json: " + _("there is no column %(column)s") % {"column": ", ".join(missing)})
    if region["code"] != folder.name:
        raise DataError("region.json: " + _("the code of the region is not the name of its folder"))
    own: dict[str, list[Line]] = {}
    notes: list[str] = []
    for name, columns in COLUMNS.items():
        if name in OPTIONAL and not (folder / name).exists():
            notes.append(_("there is no file %(file)s") % {"file": name})
            own[name] = []
        else:
            own[name] = read_lines(folder / name, columns)
    # What was learned and what was written by hand are one list of rules.
    own["competence.csv"] = own["competence.csv"] + own.pop("competence_written.csv")
    shared = {name: read_lines(CLASSIFIER / name, columns) for name, columns in common.COLUMNS.items()}
    return Files(region, _territories(folder / "territories.geojson"), shared, own, tuple(notes))


def _territories(path: Path) -> list[dict[str, Any]]:
    features = _json(path).get("features", [])
    for number, feature in enumerate(features, 1):
        missing = [name for name in TERRITORY_FIELDS if name not in feature.get("properties", {})]
        if missing or not feature.get("geometry"):
            raise DataError(
                f"{path.name}: "
                + _("feature %(number)d has no %(what)s") % {"number": number, "what": ", ".join(missing) or "geometry"}
            )
    return features


def _write(files: Files, version: str, progress: Progress) -> list[Counts]:
    counts = [
        common.load_groups(files.common["groups.csv"], progress),
        common.load_topics(files.common["topics.csv"], progress),
        common.load_calendar(files.common["calendar.csv"], progress),
        common.load_terms(files.common["legal_terms.csv"], progress),
        common.load_regimes(files.common["legal_regimes.csv"], progress),
        common.load_grounds(files.common["refusal_grounds.csv"], progress),
        common.load_texts(files.common["standard_texts.csv"], progress),
        common.load_control(files.common["control_steps.csv"], progress),
    ]
    values = {name: files.region[name] for name in REGION_FIELDS} | {"data_version": version}
    region, _created = Region.objects.update_or_create(code=files.region["code"], defaults=values)
    counts += regional.load_territories(region, files.territories, progress)
    counts += regional.load_agencies(region, files.own["agencies.csv"], progress)
    for name, loader in (
        ("posts.csv", regional.load_posts),
        ("topics.csv", regional.load_topics),
        ("competence.csv", regional.load_competence),
        ("buildings.csv.gz", regional.load_buildings),
        ("office_hours.csv", hours.load_hours),
        ("owners.csv", owners.load_owners),
    ):
        counts.append(loader(region, files.own[name], progress))
    return counts


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(_("there is no file %(file)s") % {"file": path.name})
    except json.JSONDecodeError as error:
        raise DataError(f"{path.name}:{error.lineno}: " + _("this is not JSON"))
    except UnicodeDecodeError:
        raise DataError(_("the file %(file)s cannot be read: it is damaged") % {"file": path.name})
    if not isinstance(value, dict):
        raise DataError(f"{path.name}:1: " + _("this is not a JSON object"))
    return value
