from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.models import WorkCalendarDay
from agencies.selectors import work_calendar

pytestmark = pytest.mark.django_db


def run(*words: object) -> str:
    out = StringIO()
    call_command("work_calendar", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "calendar.csv"
    path.write_text("date,kind,note\n2028-01-03,holiday,Каникулы\n2028-02-26,working,\n2028-03-07,short,\n", "utf-8")
    return path


def test_a_year_becomes_as_the_file_says(file: Path) -> None:
    WorkCalendarDay.objects.create(date=date(2028, 5, 5), kind="holiday")
    WorkCalendarDay.objects.create(date=date(2027, 5, 5), kind="holiday")
    said = run("import", file)
    calendar = work_calendar(None)
    assert calendar.is_working(date(2028, 2, 26))
    assert calendar.is_working(date(2028, 5, 5))
    assert not calendar.is_working(date(2027, 5, 5))
    assert (calendar.short, calendar.years) == ({date(2028, 3, 7)}, {2027, 2028})
    assert "- 05.05.2028 holiday" in said


def test_a_trial_changes_nothing(file: Path) -> None:
    assert "+ 03.01.2028 holiday Каникулы" in run("import", "--dry-run", file)
    assert not WorkCalendarDay.objects.exists()


def test_what_is_taken_out_comes_in_again(file: Path, tmp_path: Path) -> None:
    run("import", file)
    again = tmp_path / "again.csv"
    again.write_text(run("export", 2028), "utf-8")
    assert again.read_text("utf-8") == file.read_text("utf-8")
    assert "+" not in run("import", again)


@pytest.mark.parametrize(
    "line", ["2028-13-01,holiday,", "2028-01-01,festival,", "2028-01-03,holiday,\n2028-01-03,short,"]
)
def test_a_wrong_line_is_told_and_nothing_is_written(tmp_path: Path, line: str) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(f"date,kind,note\n{line}\n", "utf-8")
    with pytest.raises(CommandError, match=r"wrong\.csv:\d"):
        run("import", path)
    assert not WorkCalendarDay.objects.exists()


def test_a_year_is_built_from_the_package_with_its_transfers() -> None:
    run("build", 2025)
    calendar = work_calendar(None)
    assert calendar.is_working(date(2025, 11, 1))
    assert not calendar.is_working(date(2025, 12, 31))
    assert calendar.years == {2025}


def test_a_missing_year_fails_the_check() -> None:
    with pytest.raises(CommandError, match=r"\d{4}, \d{4}"):
        run("check")
