"""However a house is written, it is the same house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.understanding.place import PlaceReader
from routing.understanding.types import Hints

BIRCH = "Берёзовая улица, дом 5, литера А"
KOROLEV = "улица Королёва, дом 6, корпус 1, литера А"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Во дворе дома 5 по Берёзовой улице яма", BIRCH),
        ("ул. Березовая д.5, парадная 2, кв. 17", BIRCH),
        ("на берёзовой ул 5 не горит фонарь", BIRCH),
        ("Третий день нет воды, березовая улица 5", BIRCH),
        ("По адресу г. Примерск, Берёзовая ул., дом 5 литера А", BIRCH),
        ("на Королёва 6 третий день не горит фонарь у второго подъезда", KOROLEV),
        ("Королева 6к1 мусор", KOROLEV),
        ("ул Королева д 6 корп 1", KOROLEV),
        ("Rjhjktdf 6", KOROLEV),
        ("ekbwf Rjhjktdf, ljv 6", KOROLEV),
        ("Кородева ул., 14", "улица Королёва, дом 14, литера А"),
        ("Дом 34 7-ой линии", "7-я линия Н.О., дом 34, литера А"),
        ("дом 8 на улице Первопроходцев", "1-я Луговая улица, дом 8"),
        ("Первая Луговая, 8", "1-я Луговая улица, дом 8"),
        ("наб. Тихой 12", "набережная реки Тихой, дом 12"),
        ("снег между домами 8 и 10 по Берёзовой улице", "Берёзовая улица, дом 8, литера А"),
        ("напротив 9 дома по Берёзовой улице", "Берёзовая улица, дом 9, литера А"),
        ("улица Ленина в Заречье, дом 3", "посёлок Заречье, улица Ленина, дом 3"),
        ("Заречье, Ленина 3", "посёлок Заречье, улица Ленина, дом 3"),
        ("Малая Берёзовая, 6", "Малая Берёзовая улица, дом 6"),
    ],
)
def test_it_finds_the_house(reader: PlaceReader, id_of: Callable[[str], str], text: str, address: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert place.building_id == id_of(address), place


def test_the_span_shows_the_words_that_say_it(reader: PlaceReader) -> None:
    text = "Здравствуйте! На Берёзовой улице, д. 5, темно."
    place = reader.read(text)
    assert place is not None
    assert place.span is not None
    assert text[slice(*place.span)] == place.text == "Берёзовой улице, д. 5"


def test_the_house_named_first_is_the_one_meant(reader: PlaceReader, id_of: Callable[[str], str]) -> None:
    place = reader.read("Берёзовая улица, дом 5, видно от дома 14 по улице Королёва")
    assert place is not None
    assert place.building_id == id_of(BIRCH)


def test_the_point_decides_between_namesakes(reader: PlaceReader, id_of: Callable[[str], str]) -> None:
    place = reader.read("Яма на улице Ленина, дом 3", Hints(lat=51.5, lon=41.5))
    assert place is not None
    assert place.building_id == id_of("посёлок Дубки, улица Ленина, дом 3")


def test_a_bare_line_gives_what_else_may_be_meant(reader: PlaceReader, id_of: Callable[[str], str]) -> None:
    place = reader.resolve("Королёва, 15")
    assert place is not None
    assert place.note == "no_such_house"
    assert place.alternatives[0].building_id == id_of("улица Королёва, дом 35/15, литера А")
