"""Mistakes of a file are told all at once with their lines, and nothing is written."""

from __future__ import annotations

from datetime import date

import pytest

from agencies.loading.bringing import Mistakes
from agencies.loading.lines import DataError
from agencies.loading.rulebook import COLUMNS, bring_in
from agencies.loading.sheets import lines_of
from agencies.models import Competence
from tests.world import World

TODAY = date(2026, 6, 1)
GOOD = "BLG-17,,district:Северный,,roads,,0,0,Распоряжение,2026-06-01,"


def brought(world: World, *rows: str, whole: bool = False) -> object:
    content = "\n".join([",".join(COLUMNS), *rows]).encode()
    return bring_in(world.region, lines_of("rules.csv", content, COLUMNS), TODAY, whole=whole)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("XXX-99,,district:Северный,,roads,,0,0,,2026-06-01,", "XXX-99"),
        ("BLG-17,,district:Луна,,roads,,0,0,,2026-06-01,", "Луна"),
        ("BLG-17,,district:Северный,,nobody,,0,0,,2026-06-01,", "nobody"),
        ("BLG-17,BLG,district:Северный,,roads,,0,0,,2026-06-01,", ":3:"),
        ("BLG-17,,district:Северный,,roads,,0,0,,2026-06-01,2026-05-01", "valid_to"),
        ("BLG-17,,district:Северный,,roads,,0,0,,,", "valid_from"),
        ("BLG-17,,district:Северный,,roads,,3,9,,2026-06-01,", ":3:"),
        ("BLG-17,,district:Северный,,roads,,много,0,,2026-06-01,", "cases"),
        (GOOD, ":3:"),
    ],
)
def test_a_wrong_line_stops_the_whole_file(world: World, row: str, said: str) -> None:
    with pytest.raises(Mistakes) as refused:
        brought(world, GOOD, row)
    assert said in str(refused.value)
    assert Competence.objects.count() == 1


def test_all_mistakes_are_told_at_once(world: World) -> None:
    with pytest.raises(Mistakes) as refused:
        brought(world, "XXX-01,,,,,,,,,,", GOOD, "XXX-02,,,,,,,,,,")
    assert len(refused.value.sentences) == 2


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04broken", b"a,b\n1,2\n", b"\x98\x98" * 10])
def test_what_is_no_file_of_rules_is_told(content: bytes) -> None:
    with pytest.raises(DataError):
        lines_of("rules.csv", content, COLUMNS)


def test_a_rule_not_in_the_whole_list_ends_the_day_before(world: World) -> None:
    brought(world, GOOD, whole=True)
    old, new = Competence.objects.order_by("pk")
    assert old.valid_to == date(2026, 5, 31) and not old.from_file
    assert (new.agency, new.valid_from) == (world.roads, TODAY)


def test_without_that_it_stays(world: World) -> None:
    brought(world, GOOD)
    assert Competence.objects.filter(valid_to=None).count() == 2
