"""The register of objects goes out as a file and comes in again; mistakes are told by line and nothing is written."""

from __future__ import annotations

from datetime import date

import pytest

from agencies.loading.bringing import Mistakes
from agencies.loading.lines import Line
from agencies.loading.owners import COLUMNS, bring_in, exported
from agencies.models import OwnedObject
from tests.world import World

DAY = date(2026, 3, 2)
GOOD = {"kind": "house", "name": "Тихая, 7", "street": "Тихая улица", "manager": "lamps", "valid_from": "2026-01-01"}


def line(number: int = 2, **values: str) -> Line:
    return Line("objects.csv", number, dict.fromkeys(COLUMNS, "") | GOOD | values)


def test_what_goes_out_comes_in_without_a_change(world: World) -> None:
    bring_in(world.region, [line()], DAY)
    heading, *rows = exported(world.region)
    again = [Line("again.csv", number, dict(zip(heading, row, strict=True))) for number, row in enumerate(rows, 2)]
    brought = bring_in(world.region, again, DAY)
    assert (brought.same, brought.added, brought.changed, brought.ended) == (1, 0, 0, 0)


def test_a_whole_list_ends_what_it_does_not_name(world: World) -> None:
    bring_in(world.region, [line()], DAY)
    bring_in(world.region, [line(name="Шумная, 1")], DAY, whole=True)
    assert OwnedObject.objects.get(name="Тихая, 7").valid_to == date(2026, 3, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"street": ""},
        {"border": "59 30; 60"},
        {"border": "59 30; 60 30"},
        {"border": "nan 30; 60 30; 60 31"},
        {"owner": "nobody"},
        {"kind": "moon"},
        {"valid_from": ""},
        {"valid_to": "2025-01-01"},
    ],
)
def test_a_mistake_is_told_with_its_line(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(Mistakes) as mistakes:
        bring_in(world.region, [line(2, name="Другой"), line(3, **wrong)], DAY)
    assert mistakes.value.sentences[0].startswith("objects.csv:3:")
    assert not OwnedObject.objects.exists()


def test_the_same_object_twice_is_a_mistake(world: World) -> None:
    with pytest.raises(Mistakes):
        bring_in(world.region, [line(2), line(3)], DAY)
