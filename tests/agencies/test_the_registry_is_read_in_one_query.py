from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agencies import selectors
from agencies.loading.region import load
from agencies.models import LegalTerm, Region, Territory, WorkCalendarDay


@pytest.fixture
def region(db: None, folder: Path) -> Region:
    load(folder)
    return Region.objects.get(code="far")


def test_each_reading_is_one_query(region: Region, django_assert_num_queries: Callable[[int], Any]) -> None:
    for reading in (
        lambda: selectors.find_territory(region, municipality="посёлок Тихий"),
        lambda: selectors.agency_by_code(region, "lamps").superior.name,  # type: ignore[union-attr]
        lambda: selectors.legal_terms(date(2026, 1, 12), "pos_message"),
        lambda: selectors.work_calendar(region),
    ):
        with django_assert_num_queries(1):
            reading()


def test_the_smallest_territory_wins(region: Region) -> None:
    found = selectors.find_territory(region, municipality="поселок тихий", district="Северный")
    assert found is not None
    assert found.level == Territory.Level.MUNICIPALITY


def test_an_unknown_municipality_gives_its_district(region: Region) -> None:
    found = selectors.find_territory(region, municipality="посёлок Нигде", district="Северный")
    assert found is not None
    assert found.name == "Северный"


@pytest.mark.parametrize("spelling", ["Округ N 7", "округ №7", "Округ  № 7"])
def test_spellings_of_a_number_are_one(spelling: str) -> None:
    assert selectors.territory_key(spelling) == "округ №7"


def test_a_term_no_longer_in_force_is_not_given(region: Region) -> None:
    LegalTerm.objects.filter(regime="pos_message").update(valid_to=date(2025, 12, 31))
    assert selectors.legal_terms(date(2025, 12, 31), "pos_message")
    assert not selectors.legal_terms(date(2026, 1, 1), "pos_message")


def test_a_day_of_the_region_is_put_over_the_day_of_the_country(region: Region) -> None:
    day = date(2026, 3, 9)
    assert not selectors.work_calendar(region).is_working(day)
    WorkCalendarDay.objects.create(region=region, date=day, kind="working")
    assert selectors.work_calendar(region).is_working(day)
    assert not selectors.work_calendar(None).is_working(day)
