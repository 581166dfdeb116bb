"""«Дружбы» is a word and a street: a house of the register and the full stops around them say which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.understanding.place import PlaceReader

FRIENDSHIP = "проспект Дружбы, дом 53, литера А"
LABOUR = "площадь Труда, дом 17"
GARDEN = "Садовая улица, дом 94, литера А"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Холоднее всего в спальне. Дружбы 53", FRIENDSHIP),
        ("Диспетчер бросает трубку! Дружбы, 53.", FRIENDSHIP),
        ("Лифт стоит с понедельника, Дружбы 53", FRIENDSHIP),
        ("Лифт стоит\nТруда 17\nпомогите", LABOUR),
        ("Прошу проверить вентиляцию, Дружбы 53 кв. 7", FRIENDSHIP),
        ("Двор (Дружбы 53) завален снегом", FRIENDSHIP),
        ("Второй месяц жалуемся. Труда 17 так и не убирают", LABOUR),
        ("совсем нет напора. дружбы 53", FRIENDSHIP),
        ("третий год живём на дружбы 53", FRIENDSHIP),
        ("лужа у 94 дома на садовой стоит неделю", GARDEN),
        ("лужа на садовой у 94 дома", GARDEN),
        ("по садовой, дом 94, темно", GARDEN),
    ],
)
def test_it_is_read(reader: PlaceReader, id_of: Callable[[str], str], text: str, address: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert place.building_id == id_of(address), place


@pytest.mark.parametrize(
    "text",
    [
        "Холоднее всего в спальне. Дружбы 54",
        "Нам не хватает труда 17 человек и дружбы 53 семей",
        "Площадок мало: детская 1, садовая 5",
        "Площадок мало. Садовая 5 на весь квартал",
        "у дома 94 на садовой дорожке грязно",
        "за домом 5 на садовом участке свалка",
        "в праздник труда дом 17 украсили",
        "Большая 42",
        "Дворец труда, 17",
        "за дело дружбы 53",
        "Труда 17 лет положили на этот двор",
    ],
)
def test_elsewhere_it_stays_a_word(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is None or place.building_id == ""
