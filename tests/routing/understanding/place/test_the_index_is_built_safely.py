"""Processes that start at once, a folder that forbids writing and a damaged file do no harm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from routing.understanding.place import PlaceReader, reader
from routing.understanding.place.reader import INDEX_FILE

ROOT = Path(__file__).resolve().parents[4]
ASK = (
    "import sys; from routing.understanding.place import PlaceReader;"
    "print(PlaceReader.load(sys.argv[1]).read('Берёзовая улица, дом 5').building_id)"
)


@pytest.fixture
def folder(town: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "region"
    shutil.copytree(town, copy, ignore=shutil.ignore_patterns("models"))
    return copy


def test_two_processes_may_start_at_once(folder: Path) -> None:
    command = [sys.executable, "-c", ASK, str(folder)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0].strip() for process in both] == ["5", "5"]
    assert [path.name for path in (folder / "models").iterdir()] == ["place.npz"]


def test_a_folder_that_forbids_writing_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(reader, "save", refuse)
    place = PlaceReader.load(folder).read("Берёзовая улица, дом 5")
    assert place is not None
    assert place.building_id == "5"


def test_a_broken_off_write_leaves_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_arrays: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez_compressed", full)
    PlaceReader.load(folder)
    assert list((folder / "models").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not an index", b"PK\x03\x04 half of one"])
def test_a_damaged_index_is_built_anew(folder: Path, content: bytes) -> None:
    (folder / "models").mkdir()
    (folder / INDEX_FILE).write_bytes(content)
    assert PlaceReader.load(folder).read("Берёзовая улица, дом 5") is not None
    assert (folder / INDEX_FILE).stat().st_size > 100


def test_a_changed_register_makes_a_new_index(folder: Path) -> None:
    PlaceReader.load(folder)
    with (folder / "buildings.csv").open("a", encoding="utf-8") as stream:
        stream.write('900,"г.Примерск, Новейшая улица, дом 1",50,40,,\n')
    place = PlaceReader.load(folder).read("Новейшая улица, дом 1")
    assert place is not None
    assert place.building_id == "900"


def test_a_folder_without_a_register_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PlaceReader.load(tmp_path)
