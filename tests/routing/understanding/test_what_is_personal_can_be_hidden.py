from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.understanding.people import find_people, hide
from tests.routing.understanding.marked import marked_lines

HELD_OUT = Path(__file__).parent / "people" / "held_out.txt"


def test_the_words_around_stay():
    text = "Сосед Николай Фёдоров из квартиры 17 шумит, звоните 8 (900) 000-12-34"
    assert hide(text) == "Сосед [имя] из [квартира] шумит, звоните [телефон]"


def test_numbers_of_people_never_pass():
    for text, gold in marked_lines(HELD_OUT):
        shown = hide(text)
        for code, (start, end) in gold:
            if code not in ("author", "person"):
                assert text[start:end] not in shown, shown


def test_what_is_given_is_hidden_without_looking_again():
    text = "Пишет Выдуманный"
    assert hide(text, []) == text


@pytest.mark.parametrize("text", ["", "Не горит фонарь у второго подъезда"])
def test_a_text_without_people_stays(text):
    assert hide(text) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="Аанна .,8900-@рИ\n", max_size=120))
def test_nothing_found_can_be_read_any_more(text):
    names, numbers = find_people(text)
    shown = hide(text)
    assert (shown == text) == (not names and not numbers)
