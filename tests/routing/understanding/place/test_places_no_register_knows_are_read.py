"""A place the register lacks is still shown to the citizen as it was said."""

from __future__ import annotations

import pytest

from routing.understanding.place import PlaceReader
from routing.understanding.place.unlisted import find_unlisted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Нет света на ул. Вымышленной, дом 4", "ул. Вымышленной, дом 4"),
        ("Снег в деревне Придумкино не убирают", "деревне Придумкино"),
        ("Грязь у школы № 45", "школы № 45"),
        ("У метро Выдуманная площадь торгуют", "метро Выдуманная"),
        ("В Мечтательном парке темно", "Мечтательном парке"),
        ("Не чистят 3-й Сказочный переулок", "3-й Сказочный переулок"),
    ],
)
def test_it_reads_them(reader: PlaceReader, text: str, said: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert (place.text, place.building_id, place.note) == (said, "", "unlisted")


@pytest.mark.parametrize(
    "text", ["Прошу Вас разобраться", "Ул освещена плохо", "Нет воды с 5 марта", "Позвоните мне, Анна", "п. 4.2 Правил"]
)
def test_it_reads_nothing_else(text: str) -> None:
    assert find_unlisted(text) == []
