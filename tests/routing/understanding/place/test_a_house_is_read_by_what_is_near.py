"""«Возле 23к1», «у 94 дома», «напротив 5-го дома»: the house said by nearness is the house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.understanding.place import PlaceReader


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Сугроб на Садовой возле 23к2", "Садовая улица, дом 23, корпус 2"),
        ("Сугроб на Садовой напротив 23 к. 1", "Садовая улица, дом 23, корпус 1"),
        ("сугроб на садовой возле 23 к 1 не убран", "Садовая улица, дом 23, корпус 1"),
        ("Садовая ул., рядом с домом 23 к2, не горит фонарь", "Садовая улица, дом 23, корпус 2"),
        ("Садовая ул., недалеко от дома 23 корпус 1", "Садовая улица, дом 23, корпус 1"),
        ("Садовая, во дворе дома 23 корп 2", "Садовая улица, дом 23, корпус 2"),
        ("На Садовой напротив 5-го дома яма", "Садовая улица, дом 5, литера А"),
        ("на садовой возле шестого дома яма", "Садовая улица, дом 6, литера А"),
        ("На Садовой, за 6-м домом, свалка", "Садовая улица, дом 6, литера А"),
        ("Снег на Садовой напротив 94, у входа", "Садовая улица, дом 94, литера А"),
    ],
)
def test_it_is_the_house(reader: PlaceReader, id_of: Callable[[str], str], text: str, address: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert place.building_id == id_of(address), place


@pytest.mark.parametrize(
    "text",
    [
        "Встречаемся на Садовой около 5.",
        "На Садовой около 5 человек",
        "На Садовой у 5 подъезда",
        "Поворот на Садовой за 5 дома",
        "На Садовой возле 5 машин",
        "На Садовой напротив 5.12.2023 вырыли яму",
    ],
)
def test_a_time_or_a_count_is_no_house(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is None or place.building_id == ""
