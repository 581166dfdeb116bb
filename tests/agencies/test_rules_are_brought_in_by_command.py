"""``export_competence`` and ``import_competence`` are the same pages for those without a browser."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.loading.rulebook import COLUMNS
from agencies.models import Competence
from routing.dispatch import loading
from tests.world import World

RULE = "BLG-17,,district:Северный,,roads,,0,0,Указ,2020-06-01,"


@pytest.fixture(autouse=True)
def no_region_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented region has no folder; its policy is the shipped region's."""
    folder = loading.region_folder("spb")
    monkeypatch.setattr(loading, "region_folder", lambda _code: folder)


def test_a_trial_writes_nothing_and_tells_who_changes(world: World, tmp_path: Path) -> None:
    file, said = tmp_path / "rules.csv", StringIO()
    file.write_text("\n".join([",".join(COLUMNS), RULE]), encoding="utf-8")
    call_command("import_competence", file, "--region", "test", "--dry-run", stdout=said)
    assert "Граффити · Северный: — → Дирекция дорог (" in said.getvalue()
    assert Competence.objects.count() == 1
    call_command("import_competence", file, "--region", "test", stdout=said)
    assert Competence.objects.count() == 2


@pytest.mark.parametrize("name", ["rules.csv", "rules.xlsx"])
def test_what_was_written_is_read(world: World, tmp_path: Path, name: str) -> None:
    call_command("export_competence", tmp_path / name, "--region", "test", stdout=StringIO())
    call_command("import_competence", tmp_path / name, "--region", "test", "--whole", stdout=StringIO())
    assert Competence.objects.filter(valid_to=None).count() == 1


def test_a_file_that_is_not_there_is_told(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("import_competence", tmp_path / "nothing.csv", "--region", "test")
