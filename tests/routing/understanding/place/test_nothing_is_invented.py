"""Numbers, dates, people and common words are no addresses; a house that is not there is not guessed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.understanding.place import PlaceReader


@pytest.mark.parametrize(
    "text",
    [
        "дом 5",
        "ул.",
        "улица",
        "Берёзовая улица, д. 99999",
        "звоните +7 (000) 000-00-05, Берёзовая",
        "12.03.2021 на улице было темно",
        "Гуляли с детьми, площадка грязная, 5 качелей",
        "Парадная номер 2 в грязи",
        "Парадная 2, этаж 5",
        "Королёва Анна Петровна, 65 лет",
        "Примерский район, 5 обращений",
        "Ленин и 3 пионера на постаменте",
        "Ленин, 5 метров высотой, грязный",
        "площадка",
        "с детьми",
        "с детьми 7 и 12 лет гуляем у дома 3",
        "д. 99999",
        "ул. ул. ул. 5",
        "автобус 14 опоздал на 40 минут",
        "в 5-й парадной, 2 подъезд",
        "",
    ],
)
def test_it_names_no_building(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is None or place.building_id == ""


def test_a_word_of_the_language_is_no_misspelt_name(reader: PlaceReader) -> None:
    place = reader.read("В дворовом проезде яма")
    assert place is None or place.address == ""
    misspelt = reader.read("На Двроцовом проезде яма")
    assert misspelt is not None and misspelt.address == "Дворцовый проезд"


def test_a_house_that_is_not_there_is_told(reader: PlaceReader) -> None:
    place = reader.read("Берёзовая улица, дом 6, течёт крыша")
    assert place is not None
    assert (place.building_id, place.note) == ("", "no_such_house")
    assert "Берёзовая улица" in place.address
    offered = [other.address for other in place.alternatives]
    assert any("дом 5" in address for address in offered)
    assert any("Малая Берёзовая улица, дом 6" in address for address in offered)


def test_several_streets_of_one_name_are_all_offered(reader: PlaceReader) -> None:
    place = reader.read("На улице Ленина не горят фонари")
    assert place is not None
    assert (place.building_id, place.note) == ("", "ambiguous")
    named = {place.address, *(other.address for other in place.alternatives)}
    assert {"улица Ленина", "Заречье, улица Ленина", "Дубки, улица Ленина"} <= named


def test_several_buildings_of_one_number_are_all_offered(reader: PlaceReader, id_of: Callable[[str], str]) -> None:
    place = reader.read("улица Садовников, 2")
    assert place is not None
    ids = {place.building_id, *(other.building_id for other in place.alternatives)} - {""}
    assert {id_of(f"улица Садовников, дом 2, корпус {number}, литера А") for number in (1, 2)} <= ids


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.sampled_from("абвгд улдом.,125№-/«»() ЛенинаКоролёва\n") | st.characters(exclude_categories=["Cs"]),
        max_size=300,
    )
)
def test_any_text_is_read_and_spans_are_in_it(reader: PlaceReader, text: str) -> None:
    for place in reader.mentions(text):
        assert place.span is not None
        assert text[slice(*place.span)] == place.text != ""
    reader.resolve(text)


@pytest.mark.parametrize("piece", ["Ленина ", "улица ", "угол Ленина и ", "д. 1 ", "улица Кородева 5 ", "1/2-", "(«"])
def test_no_text_holds_up_the_others(reader: PlaceReader, piece: str) -> None:
    text = (piece * 50_000)[:250_000]
    reader.read(text[:4_000])
    started = time.process_time()
    reader.read(text)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Берёзовая 100500",
        "Берёзовая улица, дом 100500",
        "Берёзовая улица 100500 яма",
        "дом 100500 по Берёзовой улице",
    ],
)
def test_a_number_no_street_reaches_is_no_house(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is not None
    assert (place.building_id, place.note) == ("", "no_such_house")
    assert "дом 40" in place.alternatives[0].address


@pytest.mark.parametrize("text", ["Берёзовая улица, 190000", "Берёзовая улица 8120000005", "Берёзовая, 50000 рублей"])
def test_an_index_a_phone_or_a_sum_is_no_house(reader: PlaceReader, text: str) -> None:
    place = reader.read(text)
    assert place is None or (place.building_id, place.note) == ("", "")
