"""Cities of the country and borders of its regions, for telling what lies elsewhere.

    python -m tools.build_country GEO

GEO is a folder with ``cities.csv`` (https://github.com/hflabs/city, CC BY-SA 4.0) and ``regions.geojson`` (borders,
© OpenStreetMap contributors, ODbL). Writes ``agencies/regions/cities.csv`` and ``borders.geojson.gz``; the same source
gives the same bytes. Regions get their official names; borders lose the points that lie within ``TOLERANCE`` degrees.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from pathlib import Path
from typing import Any, Final

import shapely

HERE: Final = Path(__file__).resolve().parent.parent / "agencies" / "regions"
TOLERANCE: Final = 0.02
DIGITS: Final = 3
KINDS: Final = {"обл": "область", "край": "край", "Аобл": "автономная область", "АО": "автономный округ"}

OWN: Final = {
    "Кемеровская область - Кузбасс": "Кемеровская область",
    "Ханты-Мансийский Автономный округ - Югра": "Ханты-Мансийский автономный округ",
    "Саха /Якутия/": "Республика Саха (Якутия)",
    "Чувашская Республика": "Чувашская Республика",
    "Чувашия": "Чувашская Республика",
}
"""Names that follow no rule."""


def region_of(kind: str, name: str) -> str:
    """The official name: («обл», «Курская») → «Курская область», («Респ», «Тыва») → «Республика Тыва»."""
    if name in OWN:
        return OWN[name]
    if kind == "г":
        return name
    if kind in KINDS:
        return f"{name} {KINDS[kind]}"
    return f"{name} Республика" if name.endswith("ая") else f"Республика {name}"


def cities(path: Path) -> list[tuple[str, str]]:
    """(city, region) in the order of names; a city of federal rank is its own region."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return sorted({(_city(row), region_of(row["region_type"], row["region"])) for row in rows})


def _city(row: dict[str, str]) -> str:
    return row["city"] or row["settlement"] or row["area"] or row["region"]


def borders(path: Path, regions: set[str]) -> list[dict[str, Any]]:
    """Features of the regions, simplified; raises ``ValueError`` for a region no city lies in."""
    found = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        name = _official(feature["properties"]["name"], regions)
        shape = shapely.simplify(shapely.geometry.shape(feature["geometry"]), TOLERANCE, preserve_topology=True)
        geometry = json.loads(shapely.to_geojson(shape))
        geometry["coordinates"] = _rounded(geometry["coordinates"])
        found.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return sorted(found, key=lambda feature: feature["properties"]["name"])


def _official(name: str, regions: set[str]) -> str:
    tried = (
        name,
        OWN.get(name, ""),
        f"Республика {name}",
        name.replace("республика", "Республика"),
        name.partition(" - ")[0],
    )
    for one in tried:
        if one in regions:
            return one
    raise ValueError(f"no city lies in «{name}»")


def _rounded(value: Any) -> Any:
    return [_rounded(one) for one in value] if isinstance(value, list) else round(value, DIGITS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="folder with cities.csv and regions.geojson")
    parser.add_argument("--target", type=Path, default=HERE)
    options = parser.parse_args()
    rows = cities(options.source / "cities.csv")
    with (options.target / "cities.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("city", "region"))
        writer.writerows(rows)
    features = borders(options.source / "regions.geojson", {region for _city, region in rows})
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    (options.target / "borders.geojson.gz").write_bytes(gzip.compress(content.encode(), mtime=0))


if __name__ == "__main__":
    main()
