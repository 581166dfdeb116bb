"""«угол X и Y» is the point where they meet, and says which of the namesakes is meant."""

from __future__ import annotations

import pytest

from routing.understanding.place import PlaceReader


@pytest.mark.parametrize(
    "text",
    [
        "На углу Берёзовой и Мечтателей лужа",
        "На пересечении Берёзовой улицы и проспекта Мечтателей авария",
        "перекрёсток Берёзовой и Мечтателей",
    ],
)
def test_it_finds_the_corner(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert place.address == "Берёзовая улица / проспект Мечтателей"
    assert place.lat == pytest.approx(50.001, abs=0.001)
    assert place.building_id == ""
    assert place.district == "Городской"


def test_streets_that_do_not_meet_make_no_corner(reader: PlaceReader) -> None:
    place = reader.read("На углу Берёзовой и улицы Королёва лужа")
    assert place is not None
    assert "/" not in place.address
