"""Cities get the official names of their regions, and borders lose only needless points."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tools.build_country import borders, cities, region_of

CITIES = """city,settlement,area,region_type,region
Курск,,,обл,Курская
,,,г,Москва
Кызыл,,,Респ,Тыва
Ижевск,,,Респ,Удмуртская
"""


@pytest.mark.parametrize(
    ("kind", "name", "official"),
    [
        ("обл", "Курская", "Курская область"),
        ("Респ", "Тыва", "Республика Тыва"),
        ("Респ", "Удмуртская", "Удмуртская Республика"),
        ("АО", "Ненецкий", "Ненецкий автономный округ"),
        ("Аобл", "Еврейская", "Еврейская автономная область"),
        ("г", "Москва", "Москва"),
        ("Респ", "Саха /Якутия/", "Республика Саха (Якутия)"),
    ],
)
def test_a_region_has_its_official_name(kind: str, name: str, official: str) -> None:
    assert region_of(kind, name) == official


def test_cities_stand_in_order_with_their_regions(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text(CITIES, encoding="utf-8")
    found = cities(tmp_path / "cities.csv")
    assert found[0] == ("Ижевск", "Удмуртская Республика") and ("Москва", "Москва") in found


def test_a_border_keeps_its_shape_with_fewer_points(tmp_path: Path) -> None:
    ring = [[30 + n / 1000, 50.0] for n in range(1000)] + [[31.0, 51.0], [30.0, 51.0], [30.0, 50.0]]
    feature = {"properties": {"name": "Тыва"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "regions.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    found = borders(tmp_path / "regions.geojson", {"Республика Тыва"})
    assert found[0]["properties"]["name"] == "Республика Тыва"
    assert len(found[0]["geometry"]["coordinates"][0]) < 10
    with pytest.raises(ValueError, match="Тыва"):
        borders(tmp_path / "regions.geojson", {"Курская область"})


def test_the_shipped_files_agree() -> None:
    regions = Path(__file__).resolve().parents[2] / "agencies" / "regions"
    named = {line.partition(",")[2] for line in (regions / "cities.csv").read_text(encoding="utf-8").splitlines()[1:]}
    shapes = json.loads(gzip.decompress((regions / "borders.geojson.gz").read_bytes()))["features"]
    assert {shape["properties"]["name"] for shape in shapes} <= named
