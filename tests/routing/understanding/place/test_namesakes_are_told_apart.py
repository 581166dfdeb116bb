"""A bridge and a street, two sides of the city, two litera of one number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.understanding.place import PlaceReader


@pytest.mark.parametrize(
    "text", ["мост Королёва, 14", "Яма на Королёва напротив 14 дома", "у дома 14 на мосту Королёва"]
)
def test_with_a_house_the_street_beats_the_bridge(reader: PlaceReader, id_of: Callable[[str], str], text: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert place.building_id == id_of("улица Королёва, дом 14, литера А"), place


def test_with_a_house_that_is_not_there_the_street_is_told(reader: PlaceReader) -> None:
    place = reader.read("Яма на Королёва 99")
    assert place is not None
    assert (place.address, place.note) == ("улица Королёва", "no_such_house")


def test_a_number_that_is_no_house_leaves_the_bridge(reader: PlaceReader) -> None:
    place = reader.read("На мосту Королёва 2 полосы перекрыты")
    assert place is not None
    assert (place.address, place.building_id, place.note) == ("мост Королёва", "", "")


@pytest.mark.parametrize(
    ("text", "address"), [("Яма на мосту Королёва", "мост Королёва"), ("Яма на улице Королёва", "улица Королёва")]
)
def test_without_a_house_the_kind_said_tells(reader: PlaceReader, text: str, address: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert (place.address, place.building_id) == (address, "")


@pytest.mark.parametrize(
    ("text", "side"),
    [("Большой НО 42 без света", "Н.О."), ("Большой С.О., 42", "С.О."), ("большой пр со 42", "С.О.")],
)
def test_the_side_said_is_the_one_meant(reader: PlaceReader, id_of: Callable[[str], str], text: str, side: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert place.building_id == id_of(f"Большой проспект {side}, дом 42"), place


def test_two_litera_are_both_told_and_neither_for_sure(reader: PlaceReader, id_of: Callable[[str], str]) -> None:
    place = reader.read("Мечтателей 127, течёт крыша")
    assert place is not None
    told = {place.building_id: place.confidence, **{o.building_id: o.confidence for o in place.alternatives}}
    both = [told[id_of(f"проспект Мечтателей, дом 127, литера {litera}")] for litera in "АБ"]
    assert sum(both) == pytest.approx(1, abs=0.05)
    assert max(both) < 0.9
