from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from agencies.loading.region import REGIONS, load
from agencies.models import Agency, Competence, Region, Territory
from tests.agencies.conftest import edit

pytestmark = pytest.mark.django_db


def test_the_second_loading_writes_no_row(folder: Path) -> None:
    load(folder)
    report = load(folder, force=True)
    assert report.loaded
    assert sum(table.created + table.changed + table.removed for table in report.tables) == 0


def test_unchanged_files_are_not_read(folder: Path, django_assert_num_queries: object) -> None:
    load(folder)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert not load(folder).loaded


def test_a_changed_row_is_changed_in_place(folder: Path) -> None:
    load(folder)
    number = Agency.objects.get(code="lamps").pk
    edit(folder / "agencies.csv", "Горсвет", "Светгор")
    load(folder)
    assert Agency.objects.get(code="lamps").pk == number
    assert Agency.objects.get(code="lamps").name == "Светгор"


def test_a_superior_may_be_written_below(folder: Path) -> None:
    load(folder)
    assert Agency.objects.get(code="lamps").superior == Agency.objects.get(code="office")


def test_a_finer_topic_is_as_urgent_as_the_wider_one(folder: Path) -> None:
    load(folder)
    finer = Region.objects.get(code="far").topic_set.get(external_id="7")
    assert finer.parent is not None
    assert finer.parent.code == "BLG-03"
    assert finer.fast_track


def test_a_rule_gone_from_the_file_goes(folder: Path) -> None:
    load(folder)
    edit(folder / "competence.csv", "far:7,,district:Северный,,lamps,Мастер,9,8,Девять ответов,2020-01-01,\n", "")
    load(folder)
    assert Competence.objects.get().group is not None


def test_a_rule_made_by_a_person_stays(folder: Path) -> None:
    load(folder)
    region = Region.objects.get(code="far")
    mine = Competence.objects.create(
        region=region,
        territory=Territory.objects.get(region=region, level="district"),
        agency=Agency.objects.get(code="office"),
        valid_from="2026-01-01",
    )
    load(folder, force=True)
    assert Competence.objects.filter(pk=mine.pk).exists()


def test_saint_petersburg_loads_whole() -> None:
    call_command("load_region", "spb", verbosity=0)
    region = Region.objects.get(code="spb")
    levels = {level: region.territories.filter(level=level).count() for level in Territory.Level.values}
    assert levels == {"federation": 0, "region": 1, "district": 18, "municipality": 111, "area": 0}
    assert region.topic_set.count() == 131
    assert region.buildings.count() == 32945
    assert region.agencies.filter(is_coordinator=True).exists()
    assert (REGIONS / "spb" / "people.csv").exists()
