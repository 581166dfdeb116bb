"""What is exported can be brought in again, as CSV and as XLSX, and changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from agencies.loading.rulebook import COLUMNS, WIDTHS, bring_in, exported
from agencies.loading.sheets import lines_of, to_csv, to_xlsx
from agencies.models import Competence
from tests.world import World

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_round_trip_changes_nothing(world: World, kind: str) -> None:
    Competence.objects.update(basis="=1+1")
    rows = list(exported(world.region))
    content = to_csv(rows) if kind == "csv" else to_xlsx("Правила", rows, WIDTHS)
    before = list(Competence.objects.values())
    brought = bring_in(world.region, lines_of(f"rules.{kind}", content, COLUMNS), TODAY, whole=True)
    assert (brought.added, brought.changed, brought.ended, brought.same) == (0, 0, 0, 1)
    assert list(Competence.objects.values()) == before


def test_a_text_like_a_formula_leaves_as_text(world: World) -> None:
    Competence.objects.update(basis="=cmd()")
    assert "'=cmd()" in to_csv(exported(world.region)).decode()


def test_an_old_spreadsheet_in_cyrillic_encoding_is_read() -> None:
    lines = lines_of("rules.csv", "topic;basis\nBLG-03;Указ\n".encode("cp1251"), ("topic", "basis"))
    assert lines[0].values == {"topic": "BLG-03", "basis": "Указ"}
