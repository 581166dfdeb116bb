"""The lines kept for measuring are the same in every tool."""

from __future__ import annotations

from tools.evaluate import held_out_pairs
from tools.place_mentions import Labelled, Text, joined, score
from tools.place_truth import names_building, part_of


def test_evaluation_and_learning_share_no_line() -> None:
    lines = [f"Берёзовая, {number}" for number in range(500)]
    held = {row["line"] for row in held_out_pairs([{"address": line} for line in lines])}
    assert held == {line for line in lines if part_of(line) == "held"}
    assert 60 < len(held) < 140


def test_a_text_names_its_building_only_with_street_and_number() -> None:
    address = "г.Примерск, улица Королёва, дом 6, корпус 1, литера А"
    assert names_building("мусор на Королева 6 к 1", address) is True
    assert names_building("мусор на Королёва 6", address) is False
    assert names_building("мусор на Королёва, этаж 7", address) is None
    assert names_building("дом 6", address) is None


def test_doubtful_mentions_count_neither_way() -> None:
    text = Text("here", "x" * 40, [Labelled("a", (0, 5), {}), Labelled("x", (10, 15), {})], check=True)
    result = score([text], lambda _text: [(2, 8), (11, 12), (30, 31)])
    assert (result.recall, result.right, result.false) == (1.0, 1, 1)


def test_parts_of_one_address_are_one_span() -> None:
    assert joined([(0, 5), (7, 8), (20, 22)], "улица, 5 а потом и это.") == [(0, 8), (20, 22)]
