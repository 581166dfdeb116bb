"""When several places fit, the part in which they differ is asked for, and nothing else."""

from __future__ import annotations

from routing.understanding.place import PlaceReader
from routing.understanding.place.deciding import deciding


def test_namesakes_in_several_settlements_ask_for_the_settlement(reader: PlaceReader) -> None:
    place = reader.read("На улице Ленина не горят фонари")
    assert place is not None
    question = deciding(place)
    assert question is not None
    assert question.asked == "settlement"
    assert {answer for answer, _place in question.options} == {"", "Заречье", "Дубки"}


def test_buildings_of_one_number_ask_for_the_building(reader: PlaceReader) -> None:
    place = reader.read("ул. Садовников, д. 2, темно")
    assert place is not None
    question = deciding(place)
    assert question is not None
    assert question.asked == "house"
    assert len({meant.building_id for _answer, meant in question.options}) == len(question.options) > 1


def test_a_sure_place_asks_nothing(reader: PlaceReader) -> None:
    place = reader.read("Берёзовая улица, дом 5")
    assert place is not None
    assert deciding(place) is None
