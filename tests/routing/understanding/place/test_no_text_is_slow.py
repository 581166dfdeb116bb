"""No text of 4,000 characters is slow against the register of a whole region, however it is made.

The goal of 20 ms is measured by ``make bench`` (``tools.bench_place``); here a text must not run away on any machine.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.understanding.place import PlaceReader

LIMIT_S = 0.100
REGION = Path(__file__).resolve().parents[4] / "agencies" / "regions" / "spb"
PIECES = (
    *(
        "ул. ",
        "улица ",
        "Ленина",
        "Садовая ",
        "сад ",
        "25 Октября ",
        "д. ",
        "дом ",
        "5 ",
        "12к2 ",
        "лит. А, ",
        "1/2-",
        "корпус",
    ),
    *(
        "сто двадцать пять ",
        "шестого дома ",
        "угол ",
        " и ",
        "между 64 и 66 домами ",
        "Лниена ",
        "Малая ",
        "Морская, ",
        "в.о. ",
    ),
    *(
        "метро ",
        "школа № ",
        "ytdcrbq ",
        "ktybyf",
        "«(",
        "-",
        "\n\n",
        "Новгород, ",
        "40-й км ",
        "99999 ",
        "А. ",
        "СОВЕТСКАЯ ",
    ),
)


@pytest.fixture(scope="module")
def region() -> PlaceReader:
    reader = PlaceReader.load(REGION)
    reader.read("Лниена 5, угол Садовой и Гороховой, 5")
    return reader


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
def test_repeated_pieces_are_read_in_time(region: PlaceReader, pieces: list[str]) -> None:
    text = ("".join(pieces) * 4_000)[:4_000]
    assert min(seconds(region, text) for _ in range(3)) < LIMIT_S


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=400, max_size=600))
def test_mixed_pieces_are_read_in_time(region: PlaceReader, pieces: list[str]) -> None:
    text = "".join(pieces)[:4_000]
    assert min(seconds(region, text) for _ in range(3)) < LIMIT_S


@pytest.mark.parametrize("word", ["Ленина ", "слово ", "Садовая 5, ", "дом сто "])
def test_fifty_thousand_words_take_little_more(region: PlaceReader, word: str) -> None:
    text = word * 50_000
    assert min(seconds(region, text) for _ in range(2)) < 5 * LIMIT_S


def seconds(reader: PlaceReader, text: str) -> float:
    started = time.process_time()
    reader.read(text)
    return time.process_time() - started
