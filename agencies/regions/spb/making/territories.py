"""Municipalities, the districts made of them, and the region made of the districts."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from agencies.regions.spb.making.files import Row

SIMPLIFY = 0.0003
"""Degrees: the square root of the area a vertex must add to stay, about 30 m across."""
GRID = 1e-5
"""Degrees between the points left after rounding, about a metre."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """``outline`` is the polygon as published, ``polygon`` the one to keep; ``aliases`` other spellings in use."""

    name: str
    district: str
    aliases: tuple[str, ...]
    outline: BaseGeometry
    polygon: BaseGeometry


class Names:
    """One spelling for a municipality: the sources write «N 7», «№7», «Лиговка - Ямская», «округ округ Морской»."""

    def __init__(self, renamed: list[Row]) -> None:
        self.renamed = {row["old_name"]: row["name"] for row in renamed}

    def clean(self, raw: str) -> str:
        name = re.sub(r"\s+", " ", raw).strip()
        name = re.sub(r"\bN\s*(?=\d)|№\s+(?=\d)", "№", name)
        name = re.sub(r"\s+-\s+", "-", name).replace("округ округ ", "округ ")
        return self.renamed.get(name, name)


def read_municipalities(source: Path, appeals: list[Row], names: Names) -> list[Municipality]:
    """The published polygons with their districts: told by the appeals, or by the longest common border."""
    features = json.loads((source / "municipalities.geojson").read_text(encoding="utf-8"))["features"]
    found = {names.clean(f["properties"]["district"]): shape(f["geometry"]) for f in features}
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for raw in [f["properties"]["district"] for f in features] + [row["municipality"] for row in appeals]:
        spellings[names.clean(raw)].add(raw)
    for row in appeals:
        counts[names.clean(row["municipality"])][row["district"]] += 1
    unknown = set(counts) - set(found)
    if unknown:
        raise ValueError(f"municipalities.geojson has no polygon for: {', '.join(sorted(unknown))}")
    districts = {name: count.most_common(1)[0][0] for name, count in counts.items()}
    _spread(districts, found)
    order = sorted(found)
    simple = shapely.coverage_simplify([found[name] for name in order], SIMPLIFY)
    return [
        Municipality(name, districts[name], tuple(sorted(spellings[name] - {name})), found[name], _rounded(polygon))
        for name, polygon in zip(order, simple, strict=True)
    ]


def _spread(districts: dict[str, str], outlines: dict[str, BaseGeometry]) -> None:
    """Give a municipality without appeals the district with which it has the longest common border."""
    while missing := sorted(set(outlines) - set(districts)):
        best: tuple[float, str, str] | None = None
        for name in missing:
            lengths: defaultdict[str, float] = defaultdict(float)
            for other, district in districts.items():
                common = outlines[name].intersection(outlines[other])
                lengths[district] += common.length if not common.is_empty else 0.0
            district, length = max(lengths.items(), key=lambda item: item[1])
            if best is None or length > best[0]:
                best = (length, name, district)
        if best is None or best[0] == 0:
            raise ValueError(f"No district for: {', '.join(missing)}")
        districts[best[1]] = best[2]


def features(region: str, municipalities: list[Municipality]) -> list[dict[str, object]]:
    """GeoJSON features from the region down, each with ``level``, ``name``, ``parent`` and ``aliases``."""
    by_district: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for one in municipalities:
        by_district[one.district].append(one.polygon)
    unions = {name: _union(by_district[name]) for name in sorted(by_district)}
    rows = [_feature("region", region, "", (), _union(list(unions.values())))]
    rows += [_feature("district", name, region, (), polygon) for name, polygon in unions.items()]
    rows += [_feature("municipality", m.name, m.district, m.aliases, m.polygon) for m in municipalities]
    return rows


def _union(polygons: list[BaseGeometry]) -> BaseGeometry:
    """Union without the slivers that rounding leaves inside."""
    union = shapely.union_all(polygons, grid_size=GRID)
    parts = [
        shapely.Polygon(part.exterior, [r for r in part.interiors if shapely.Polygon(r).area > 1e-6])
        for part in getattr(union, "geoms", [union])
        if part.area > 1e-8
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _rounded(polygon: BaseGeometry) -> BaseGeometry:
    return shapely.normalize(shapely.set_precision(polygon, GRID))


def _feature(level: str, name: str, parent: str, aliases: tuple[str, ...], polygon: BaseGeometry) -> dict[str, object]:
    properties = {"level": level, "name": name, "parent": parent, "aliases": list(aliases)}
    return {"type": "Feature", "properties": properties, "geometry": _shortened(mapping(shapely.normalize(polygon)))}


def _shortened(geometry: dict[str, object]) -> dict[str, object]:
    def cut(value: Any) -> Any:
        return [cut(v) for v in value] if isinstance(value, list | tuple) else round(value, 5)

    return {"type": geometry["type"], "coordinates": cut(geometry["coordinates"])}
