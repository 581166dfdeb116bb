"""Stations, parks and schools of the region's own list are found by name or number; namesakes are not guessed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from routing.understanding.place import PlaceReader

OBJECTS = """kind,name,lat,lon,error_m,source,checked,also
жк,Облака,50.07,40.05,150,invented,,
сад,Митрополичий сад,50.08,40.05,150,invented,,митрополичем
парк,парк им.Выдумкина,50.09,40.05,150,invented,,
детский сад,45,50.10,40.05,150,invented,,
сад,Парный сад,50.11,40.05,150,invented,,
парк,Парный парк,50.12,40.05,150,invented,,
метро,Мечтательная,50.01,40.01,300,invented,
метро,Площадь Снов,50.02,40.01,300,invented,
парк,Сказочный парк,50.03,40.02,500,invented,
школа,45,50.04,40.03,200,invented,
сквер,Тихий сквер,50.05,40.04,200,invented,
сквер,Тихий сквер,50.06,40.05,200,invented,
метро,Заграничная,60.0,60.0,300,invented,
"""


@pytest.fixture(scope="module")
def listed(town: Path, tmp_path_factory: pytest.TempPathFactory) -> PlaceReader:
    folder = tmp_path_factory.mktemp("objects") / "town"
    shutil.copytree(town, folder, ignore=shutil.ignore_patterns("models"))
    (folder / "objects.csv").write_text(OBJECTS, encoding="utf-8")
    return PlaceReader.load(folder)


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Лужа у метро Мечтательная", 50.01),
        ("Возле станции метро «Площадь Снов» темно", 50.02),
        ("В Сказочном парке сломаны скамейки", 50.03),
        ("У школы № 45 нет перехода", 50.04),
        ("Возле ЖК «Облака» нет тротуара", 50.07),
        ("Грязно в Митрополичем саду", 50.08),
        ("В парке имени Выдумкина темно", 50.09),
        ("Детский сад № 45 не чистят", 50.10),
        ("В Сказочном саду сломаны скамейки", 50.03),
        ("В Парном саду темно", 50.11),
        ("В Парном парке темно", 50.12),
    ],
)
def test_a_thing_of_the_list_has_its_point(listed: PlaceReader, text: str, lat: float) -> None:
    place = listed.read(text)
    assert place is not None
    assert (place.lat, place.building_id, place.note, place.district) == (lat, "", "", "Городской")
    assert place.inferred_m is not None


@pytest.mark.parametrize("text", ["В Тихом сквере темно", "У школы № 46 яма", "Детский сад № 46 закрыт", "м. Снов"])
def test_namesakes_and_strangers_have_none(listed: PlaceReader, text: str) -> None:
    place = listed.read(text)
    assert place is None or place.lat is None


def test_a_street_is_surer_than_a_station(listed: PlaceReader) -> None:
    place = listed.read("Яма у дома 5 по Берёзовой улице, рядом метро Мечтательная")
    assert place is not None
    assert place.building_id


def test_a_station_beyond_the_border_is_told_to_be_outside(listed: PlaceReader) -> None:
    place = listed.read("Торгуют у метро Заграничная")
    assert place is not None
    assert place.note == "outside_region"


def test_a_number_that_every_district_has_is_less_sure(listed: PlaceReader) -> None:
    garden, school = listed.read("Детский сад № 45"), listed.read("Школа № 45")
    assert garden is not None and school is not None
    assert garden.confidence < school.confidence
