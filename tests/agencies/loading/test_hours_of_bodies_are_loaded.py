from datetime import time
from pathlib import Path

import pytest

from agencies.loading.hours import COLUMNS, load_hours
from agencies.loading.lines import DataError, read_lines
from agencies.models import OfficeHours
from agencies.selectors import timetable
from tests.world import World


def load(world: World, path: Path, *rows: str) -> None:
    path.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", "utf-8")
    load_hours(world.region, read_lines(path, COLUMNS), lambda _rows: None)


def test_a_break_is_left_between_two_rows(world: World, tmp_path: Path) -> None:
    rows = (",1,09:00,13:00,2020-01-01,", ",1,14:00,18:00,2020-01-01,", "lamps,1,08:00,20:00,2020-01-01,")
    load(world, tmp_path / "office_hours.csv", *rows)
    assert timetable(world.region).hours == {0: ((time(9), time(13)), (time(14), time(18)))}
    assert timetable(world.region, world.lamps.pk).hours == {0: ((time(8), time(20)),)}


@pytest.mark.parametrize(
    "row", [",8,09:00,18:00,2020-01-01,", ",1,18:00,09:00,2020-01-01,", ",1,nine,18:00,2020-01-01,"]
)
def test_a_wrong_row_is_told_by_its_line(world: World, tmp_path: Path, row: str) -> None:
    with pytest.raises(DataError, match=r"office_hours\.csv:2"):
        load(world, tmp_path / "office_hours.csv", row)
    assert not OfficeHours.objects.exists()
