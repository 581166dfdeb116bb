from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.loading.lines import DataError
from agencies.loading.region import load
from agencies.models import Region, TopicGroup
from tests.agencies.conftest import edit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("agencies.csv", ",office,0", ",nobody,0", "agencies.csv:2:"),
        ("agencies.csv", "district:Северный", "district:Южный", "agencies.csv:2:"),
        ("agencies.csv", "ORG", "ABC", "agencies.csv:2:"),
        ("agencies.csv", "office,Приёмная", "lamps,Приёмная", "agencies.csv:3:"),
        ("agencies.csv", ",,1", ",,0", "agencies.csv:"),
        ("posts.csv", "lamps,", "lamp,", "posts.csv:2:"),
        ("posts.csv", "Мастер", "М" * 301, "posts.csv:2:"),
        ("posts.csv", "office,Дежурный", "office", "posts.csv:3:"),
        ("topics.csv", "BLG-03", "BLG-99", "topics.csv:2:"),
        ("competence.csv", "far:7,,", "far:7,BLG,", "competence.csv:2:"),
        ("competence.csv", ",Мастер,", ",Дежурный,", "competence.csv:2:"),
        ("competence.csv", ",9,8,", ",9,-8,", "competence.csv:2:"),
        ("competence.csv", "2020-01-01,\n", "01/01/2020,\n", "competence.csv:2:"),
        ("competence.csv", "2030-12-31", "2019-12-31", "competence.csv:3:"),
        ("competence.csv", "topic,group", "tema,group", "competence.csv:1:"),
        ("territories.geojson", '"parent": "\\u0421', '"parent": "\\u0422', "territories.geojson:"),
        ("territories.geojson", '"aliases"', '"names"', "territories.geojson:"),
        ("region.json", "{", "", "region.json:1:"),
        ("region.json", '"lat"', '"latitude"', "region.json:"),
    ],
)
def test_nothing_is_half_loaded(folder: Path, file: str, old: str, new: str, where: str) -> None:
    edit(folder / file, old, new)
    with pytest.raises(DataError) as told:
        load(folder)
    assert str(told.value).startswith(where)
    assert not Region.objects.exists()
    assert not TopicGroup.objects.exists()


def test_a_coordinate_off_the_globe_is_refused(folder: Path) -> None:
    (folder / "buildings.csv.gz").write_bytes(gzip.compress(b"id,address,lat,lon,municipality\n1,A,91,30,\n"))
    with pytest.raises(DataError, match=r"^buildings\.csv\.gz:2:"):
        load(folder)


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x00", b"id,address\n1,A\n"])
def test_a_damaged_file_is_refused(folder: Path, content: bytes) -> None:
    (folder / "buildings.csv.gz").write_bytes(content)
    with pytest.raises(DataError, match=r"buildings\.csv\.gz"):
        load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "posts.csv").unlink()
    with pytest.raises(DataError, match=r"posts\.csv"):
        load(folder)


def test_rules_may_be_missing(folder: Path) -> None:
    (folder / "competence.csv").unlink()
    assert any("competence.csv" in note for note in load(folder).notes)


def test_the_command_ends_with_the_sentence(folder: Path) -> None:
    edit(folder / "posts.csv", "lamps,", "lamp,")
    with pytest.raises(CommandError, match=r"posts\.csv:2:"):
        call_command("load_region", str(folder), verbosity=0)


def test_an_unknown_region_is_named() -> None:
    with pytest.raises(CommandError, match="atlantis"):
        call_command("load_region", "atlantis", verbosity=0)
