from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from agencies.loading.region import REGIONS
from agencies.regions.spb.build import HERE, check_hand_kept
from agencies.regions.spb.making import people
from agencies.regions.spb.making.buildings import street_of
from agencies.regions.spb.making.files import read_rows, write_rows
from agencies.regions.spb.making.posts import posts
from agencies.regions.spb.making.territories import Names


def test_packed_rows_have_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "b.csv.gz"):
        write_rows(tmp_path / name, ("id", "address"), [(1, "Невский, 1")])
    assert (tmp_path / "a.csv.gz").read_bytes() == (tmp_path / "b.csv.gz").read_bytes()
    assert read_rows(tmp_path / "a.csv.gz") == [{"id": "1", "address": "Невский, 1"}]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("муниципальный округ N 7", "муниципальный округ №7"),
        ("муниципальный округ  Измайловское", "муниципальный округ Измайловское"),
        ("муниципальный округ Лиговка - Ямская", "муниципальный округ Лиговка-Ямская"),
        ("муниципальный округ округ Морской", "муниципальный округ Морской"),
        ("муниципальный округ Ланское", "муниципальный округ Черная речка"),
    ],
)
def test_a_municipality_has_one_name(raw: str, name: str) -> None:
    assert Names(read_rows(HERE / "territory_names.csv")).clean(raw) == name


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("г.Санкт-Петербург, Витебский проспект, дом 97, корпус 1, литера А", ("витебский проспект",)),
        ("Санкт-Петербург, город Колпино, улица Ремизова, дом 13", ("город колпино", "улица ремизова")),
        ("посёлок Шушары, Московское шоссе, дом 250", ("поселок шушары", "московское шоссе")),
    ],
)
def test_the_street_is_what_stands_before_the_house(address: str, street: tuple[str, ...]) -> None:
    assert street_of(address) == street


def test_a_new_body_renames_nobody() -> None:
    agencies = read_rows(HERE / "agencies.csv")
    office = json.loads((HERE / "region.json").read_text(encoding="utf-8"))["office_posts"]
    names = HERE / "people_names.csv"
    few = people.people(agencies[:10], posts(agencies[:10], [], list(office.values())), office, names)
    many = people.people(agencies, posts(agencies, [], list(office.values())), office, names)
    assert dict(row[:2] for row in few).items() <= dict(row[:2] for row in many).items()


def test_a_body_that_is_not_listed_stops_the_build() -> None:
    appeal = {"executor_org": "Неизвестная контора", "first_answer_org": "", "executor_position": "Директор"}
    with pytest.raises(ValueError, match="Неизвестная контора"):
        posts(read_rows(HERE / "agencies.csv"), [appeal], [])


def test_a_reason_that_is_not_listed_stops_the_build() -> None:
    with pytest.raises(ValueError, match="77"):
        check_hand_kept([{"reason_id": "77", "city_object": "Двор"}], ["Двор"], [])


def test_districts_cover_their_municipalities_without_overlap() -> None:
    features = json.loads((REGIONS / "spb" / "territories.geojson").read_text(encoding="utf-8"))["features"]
    shapes = {(f["properties"]["level"], f["properties"]["name"]): shape(f["geometry"]) for f in features}
    assert all(one.is_valid for one in shapes.values())
    districts = [one for (level, _name), one in shapes.items() if level == "district"]
    overlap = sum(one.area for one in districts) - shapely.union_all(districts).area
    assert abs(overlap) < 1e-6
    for feature in features:
        properties = feature["properties"]
        if properties["level"] == "municipality":
            district = shapes["district", properties["parent"]]
            assert shape(feature["geometry"]).difference(district).area < 1e-6
