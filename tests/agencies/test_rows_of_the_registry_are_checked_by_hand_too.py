"""What a person writes into a form of the registry is checked as a line of a file is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from agencies.models import Agency, Competence, Post, Region, SendingThreshold, Territory
from tests.world import World


def rule(world: World, **values: Any) -> Competence:
    given = {"topic": world.hole, "territory": world.north, "agency": world.roads, "valid_from": date(2026, 1, 1)}
    return Competence(region=world.region, **given | values)


def test_a_rule_in_order_is_taken(world: World) -> None:
    rule(world, valid_to=date(2026, 1, 1)).full_clean()


def wrong(world: World, name: str) -> dict[str, Any]:
    other = Region.objects.create(code="far", name="Другая область", time_zone="Europe/Moscow", lat=60, lon=30)
    return {
        "valid_to": {"valid_to": date(2025, 12, 31)},
        "territory": {"territory": Territory.objects.create(region=other, level="region", name="Другая область")},
        "agency": {"agency": Agency.objects.create(region=other, code="far", name="Дальний орган")},
        "post": {"post": Post.objects.create(agency=world.lamps, title="Чужая должность")},
        "agreed": {"agreed": 5, "cases": 3},
    }[name]


@pytest.mark.parametrize("name", ["valid_to", "territory", "agency", "post", "agreed"])
def test_a_wrong_one_is_refused_at_its_field(world: World, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        rule(world, **wrong(world, name)).full_clean()
    assert name in refused.value.message_dict


def test_every_dated_row_ends_after_it_begins(world: World) -> None:
    row = SendingThreshold(region=world.region, risk=0.05, confidence=0.9, valid_from=date(2026, 2, 1))
    row.valid_to = date(2026, 1, 1)
    with pytest.raises(ValidationError):
        row.full_clean()
