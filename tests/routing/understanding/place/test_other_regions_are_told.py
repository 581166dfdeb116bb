"""A street said to lie in another city of the country is not ours; a city merely mentioned changes nothing."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from routing.understanding.place import PlaceReader
from routing.understanding.types import Hints

CITIES = """city,region
Примерск,Заречная область
Калининград,Калининградская область
Москва,Москва
Гатчина,Ленинградская область
Луга,Ленинградская область
"""
BIRCH = "Берёзовая улица, дом 5, литера А"


@pytest.fixture(scope="module")
def country(town: Path, tmp_path_factory: pytest.TempPathFactory) -> PlaceReader:
    """The town in a country of five cities and one neighbour."""
    folder = tmp_path_factory.mktemp("country")
    shutil.copytree(town, folder / "town", ignore=shutil.ignore_patterns("models"))
    (folder / "cities.csv").write_text(CITIES, encoding="utf-8")
    square = [[[20.0, 54.0], [23.0, 54.0], [23.0, 55.0], [20.0, 55.0], [20.0, 54.0]]]
    polygon = {"type": "Polygon", "coordinates": square}
    neighbour = {"type": "Feature", "properties": {"name": "Калининградская область"}, "geometry": polygon}
    with gzip.open(folder / "borders.geojson.gz", "wt", encoding="utf-8") as stream:
        json.dump({"type": "FeatureCollection", "features": [neighbour]}, stream)
    return PlaceReader.load(folder / "town")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Калининград, Берёзовая улица, 5", "Калининград, Калининградская область"),
        ("г. Калининград, ул. Берёзовая, д. 5: яма", "Калининград, Калининградская область"),
        ("В Калининграде на Берёзовой улице, 5 темно", "Калининград, Калининградская область"),
        ("Темно на Берёзовой улице, 5 в Калининграде", "Калининград, Калининградская область"),
        ("Берёзовая ул., д. 5, г. Гатчина", "Гатчина, Ленинградская область"),
        ("Москва, Берёзовая 5", "Москва"),
        ("г. Луга, Берёзовая ул., 5", "Луга, Ленинградская область"),
        ("Лен. обл., Тихий район, д. Новая Выдумка, Берёзовая улица 5", "Ленинградская область"),
        ("в Калининграде не убирают снег", "Калининград, Калининградская область"),
    ],
)
def test_a_street_of_another_city_is_not_ours(country: PlaceReader, text: str, where: str) -> None:
    place = country.read(text)
    assert place is not None
    assert (place.building_id, place.note, place.address) == ("", "outside_region", where)


@pytest.mark.parametrize(
    "text",
    [
        "Мы приехали из Москвы, живём на Берёзовой улице, 5",
        "Берёзовая улица, дом 5. Москва давно решила это",
        "Гостиница Москва, Берёзовая улица, 5",
        "Ленинградская область, г. Примерск, Берёзовая улица, 5",
        "Зацвели луга. Берёзовая улица, 5",
    ],
)
def test_a_city_that_is_only_mentioned_changes_nothing(
    country: PlaceReader, id_of: Callable[[str], str], text: str
) -> None:
    place = country.read(text)
    assert place is not None
    assert place.building_id == id_of(BIRCH)


def test_a_typed_address_of_another_city_is_not_ours(country: PlaceReader) -> None:
    place = country.read("Берёзовая улица, 5: яма", Hints(address="Калининград, Берёзовая 5"))
    assert place is not None
    assert (place.building_id, place.region) == ("", "Калининградская область")


def test_a_point_of_ours_is_surer_than_a_city_in_words(country: PlaceReader) -> None:
    place = country.read("Калининград, Берёзовая улица, 5", Hints(lat=50.005, lon=40.0))
    assert place is not None
    assert (place.source, place.note) == ("point", "")


def test_a_point_outside_says_the_region_where_it_is_known(country: PlaceReader) -> None:
    assert country.locate(54.5, 21.0).region == "Калининградская область"
    beside_the_border, at_sea = country.locate(54.005, 21.0), country.locate(0.0, 0.0)
    assert not beside_the_border.inside
    assert not at_sea.inside
    assert at_sea.region == ""
    place = country.read("Яма", Hints(lat=54.5, lon=21.0))
    assert place is not None
    assert (place.note, place.region) == ("outside_region", "Калининградская область")
