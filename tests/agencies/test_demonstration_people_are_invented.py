from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from agencies.demo import make_people
from agencies.loading.lines import DataError, read_lines
from agencies.loading.region import REGIONS, load
from agencies.models import Official, Region
from tests.agencies.conftest import edit


@pytest.fixture
def region(db: None, folder: Path) -> Region:
    load(folder)
    return Region.objects.get(code="far")


def test_every_one_can_sign_in(region: Region, folder: Path) -> None:
    assert make_people(region, folder, "a-password") == 2
    request = RequestFactory().get("/")
    user = authenticate(request, username="lamps-1", password="a-password")
    assert user is not None
    assert user.is_staff
    assert not user.is_superuser
    assert user.official.is_invented


def test_making_them_again_makes_nobody_new(region: Region, folder: Path) -> None:
    make_people(region, folder, "a-password")
    before = set(Official.objects.values_list("pk", "user", "user__password"))
    make_people(region, folder, "a-password")
    assert set(Official.objects.values_list("pk", "user", "user__password")) == before


def test_a_real_person_is_refused(region: Region, folder: Path) -> None:
    edit(folder / "people.csv", "00-01,1", "00-01,0")
    with pytest.raises(DataError, match=r"people\.csv:2:"):
        make_people(region, folder, "a-password")
    assert not Official.objects.exists()


def test_nobody_is_made_outside_a_demonstration(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("make_demo_people")


def test_every_body_has_an_executor_and_another_who_approves() -> None:
    agencies = read_lines(REGIONS / "spb" / "agencies.csv", ("code",))
    people: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in read_lines(REGIONS / "spb" / "people.csv", ("agency", "role", "full_name")):
        people[line.values["agency"]][line.values["role"]] = line.values["full_name"]
    for line in agencies:
        found = people[line.values["code"]]
        assert found["executor"] != found["approver"]
