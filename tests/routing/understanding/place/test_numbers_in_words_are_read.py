"""A house is found as people say it: its number in words, its parts ahead, between two houses, in the wrong layout."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.understanding.place import PlaceReader


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("дом двенадцать по Берёзовой улице, темно", "Берёзовая улица, дом 12, литера А"),
        ("Берёзовая улица, дом тридцать пять", "Берёзовая улица, дом 35, литера А"),
        ("лужа у седьмого дома на Берёзовой улице", "Берёзовая улица, дом 7, литера А"),
        ("улица Садовников, дом два, корпус второй", "улица Садовников, дом 2, корпус 2, литера А"),
        ("улица Садовников, дом 2, второй корпус", "улица Садовников, дом 2, корпус 2, литера А"),
        ("корпус 1 дома 2 по улице Садовников", "улица Садовников, дом 2, корпус 1, литера А"),
        ("между 7 и 9 домами по Берёзовой улице сугроб", "Берёзовая улица, дом 7, литера А"),
        ("Темно уже неделю. Мечтателей двадцать семь", "проспект Мечтателей, дом 27"),
        (",thtpjdfz ekbwf 12", "Берёзовая улица, дом 12, литера А"),
        ("не горит фонарь rjhjktdf 14", "улица Королёва, дом 14, литера А"),
    ],
)
def test_the_house_is_found(reader: PlaceReader, id_of: Callable[[str], str], text: str, address: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert place.building_id == id_of(address)
    assert place.span is not None and text[slice(*place.span)] == place.text


@pytest.mark.parametrize(
    "text",
    [
        "Берёзовая улица, наш дом третий день без тепла",
        "Берёзовая улица, дом два года стоит без крыши",
        "На Берёзовой улице один дом из двенадцати снесли",
        "По Берёзовой двадцать семь человек гуляют с собаками",
        "Мечтателей двадцать восемь лет не ремонтировали",
        "Второй дом от угла Берёзовой улицы",
        "Пишите на rjhjktdf14@example.ru",
    ],
)
def test_what_is_counted_is_no_number_of_a_house(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is None or (place.building_id, place.note) in {("", ""), ("", "unlisted")}


def test_every_mention_keeps_its_words(reader: PlaceReader) -> None:
    text = "У дома двадцать на Берёзовой улице яма, и у дома номер пять по Малой Берёзовой улице тоже"
    found = [place for place in reader.mentions(text) if place.building_id]
    assert [text[slice(*place.span)] for place in found if place.span] == [place.text for place in found]
    assert len(found) == 2 and "двадцать" in found[0].text and "пять" in found[1].text


@pytest.mark.parametrize(
    "text", ["На проспекте Мечтателей, 128 км, яма", "Яма на 128-м километре проспекта Мечтателей"]
)
def test_a_kilometre_is_kept_with_its_road_and_is_no_house(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert (place.building_id, place.note) == ("", "")
    assert "128" in place.text and "проспект Мечтателей" in place.address
