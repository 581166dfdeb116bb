"""A case whose answer is due on a known day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from routing.cases import services
from routing.cases.models import Case
from tests.world import World, fresh, inbound

MONDAY = datetime(2026, 3, 16, 9, tzinfo=UTC)
"""Received, sent and taken on this Monday; the answer is due in ten working days, on Monday the 30th."""
DUE = MONDAY + timedelta(days=14)


def taken(world: World, at: datetime = MONDAY) -> Case:
    """A case in the hands of the world's executor."""
    case, _ = services.receive(world.region, inbound(), at=at)
    services.route(case.pk, {"topic": world.hole, "territory": world.north}, world.lamps, None, at=at)
    services.take(case.pk, world.actor("executor"), at=at)
    return fresh(case)


@pytest.fixture
def case(world: World) -> Case:
    """Such a case, in a body under the coordinating one; the executor and the approver have e-mail addresses."""
    world.lamps.superior = world.centre
    world.lamps.save()
    for official in (world.executor, world.approver):
        official.user.email = f"{official.role}@example.org"
        official.user.save()
    return taken(world)
