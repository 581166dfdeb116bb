"""Of topic, kind of place and place that is asked which gains most, and nothing that gains little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.understanding.asking import WORTH, one_question
from routing.understanding.types import Place, TopicGuess


def guess(code: str, p: float, title: str = "") -> TopicGuess:
    return TopicGuess(code, None, title or code, p)


def test_a_sure_topic_asks_nothing() -> None:
    assert one_question([(guess("DOR-01", 0.9), "Улица"), (guess("BLG-01", 0.08), "Двор")], None, False) is None


def test_two_topics_of_one_kind_of_place_ask_for_the_topic() -> None:
    ask = one_question([(guess("DOR-01", 0.45), "Улица"), (guess("DOR-02", 0.45), "Улица")], None, False)
    assert ask is not None and ask.about == "topic"
    assert [option.value for option in ask.options] == ["DOR-01", "DOR-02"]


def test_many_topics_of_two_kinds_of_place_ask_for_the_kind() -> None:
    topics = [(guess("DOR-03", 0.45), "Улица"), (guess("BLG-02", 0.41), "Двор"), (guess("MKD-05", 0.03), "Дом")]
    ask = one_question(topics, None, False)
    assert ask is not None and ask.about == "object"
    assert [option.words for option in ask.options] == ["Улица", "Двор"]


def test_a_kind_of_place_named_is_not_asked_again() -> None:
    ask = one_question([(guess("DOR-03", 0.45), "Улица"), (guess("BLG-02", 0.45), "Двор")], None, True)
    assert ask is not None and ask.about == "topic"


def test_the_same_title_twice_is_told_apart_by_its_kind_of_place() -> None:
    topics = [(guess("DOR-03", 0.5, "Снег"), "Улица"), (guess("BLG-02", 0.4, "Снег"), "Двор")]
    ask = one_question(topics, None, True)
    assert ask is not None and [option.words for option in ask.options] == ["Снег (Улица)", "Снег (Двор)"]


def test_what_is_not_understood_is_not_asked_about() -> None:
    assert one_question([(guess("DOR-01", 0.2), ""), (guess("DOR-02", 0.2), "")], None, False) is None


def test_namesakes_ask_for_the_place_before_the_topic() -> None:
    other = Place(address="Дубки, улица Ленина", confidence=0.45)
    place = Place(address="улица Ленина", confidence=0.45, note="ambiguous", alternatives=(other,))
    ask = one_question([(guess("DOR-01", 0.8), ""), (guess("DOR-02", 0.15), "")], place, False)
    assert ask is not None and ask.about == "place"
    assert [option.words for option in ask.options] == ["улица Ленина", "Дубки, улица Ленина"]


def test_a_house_that_is_not_there_offers_the_nearest() -> None:
    near = Place(address="улица Ленина, дом 7", building_id="7")
    place = Place(address="улица Ленина", note="no_such_house", alternatives=(near,))
    ask = one_question([], place, False)
    assert ask is not None and ask.about == "no_such_house" and ask.options[0].words == near.address


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.booleans())
def test_what_is_asked_always_gains(shares: list[float], named: bool) -> None:
    total = sum(shares) or 1.0
    topics = sorted((guess(f"DOR-{i:02}", p / total) for i, p in enumerate(shares)), key=lambda one: -one.p)
    ask = one_question([(one, "Двор" if i % 2 else "Улица") for i, one in enumerate(topics)], None, named)
    if ask is not None:
        assert WORTH <= ask.gain <= 1 and len(ask.options) > 1
        assert len({option.value for option in ask.options}) == len(ask.options)


@pytest.mark.parametrize("note", ["", "outside_region", "unlisted"])
def test_a_place_without_doubt_asks_nothing(note: str) -> None:
    assert one_question([], Place(address="улица Мира", note=note, confidence=0.9), False) is None
