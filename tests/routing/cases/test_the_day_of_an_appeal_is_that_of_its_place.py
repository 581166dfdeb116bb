"""Midnight comes where the body works: the day of the law, the first day of a term and its last second."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from agencies.models import LegalTerm
from routing.cases import deadlines, guards, services
from routing.cases.actors import SYSTEM
from routing.cases.models import Case, Deadline
from tests.world import LONG_AGO, World, inbound

NEW_LAW = date(2026, 3, 1)


def came(world: World, zone: str, local: str) -> Case:
    """A case received at a local time and sent to its body at once."""
    world.region.time_zone = zone
    world.region.save()
    at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    case, _ = services.receive(world.region, inbound(), at=at)
    services.route(case.pk, {"topic": world.hole, "territory": world.north}, world.lamps, None, at=at)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("zone", ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Vladivostok", "Asia/Kamchatka"])
@pytest.mark.parametrize(
    ("local", "days"), [("2026-02-28T23:59:59", 10), ("2026-03-01T00:00:00", 7), ("2026-03-01T06:00:00", 7)]
)
def test_the_law_changes_at_local_midnight(world: World, zone: str, local: str, days: int) -> None:
    LegalTerm.objects.create(
        regime="pos_message", kind="answer", amount=7, unit="working", basis="Новый регламент", valid_from=NEW_LAW
    )
    assert Deadline.objects.get(case=came(world, zone, local), kind="answer").amount == days


@pytest.mark.parametrize("zone", ["Europe/Kaliningrad", "Asia/Vladivostok"])
def test_a_minute_decides_the_day_and_the_term_ends_with_a_local_day(world: World, zone: str) -> None:
    before = Deadline.objects.get(case=came(world, zone, "2026-03-16T23:59:00"), kind="answer")
    after = Deadline.objects.get(case=came(world, zone, "2026-03-17T00:01:00"), kind="answer")
    ends = [row.due_at.astimezone(ZoneInfo(zone)) for row in (before, after)]
    assert [f"{moment:%d.%m %H:%M:%S}" for moment in ends] == ["30.03 23:59:59", "31.03 23:59:59"]


@pytest.mark.parametrize(("local", "allowed"), [("2026-02-28T23:00:00", False), ("2026-03-01T01:00:00", True)])
def test_an_extension_is_known_by_the_law_of_the_local_day(world: World, local: str, allowed: bool) -> None:
    LegalTerm.objects.create(
        regime="pos_message", kind="extend", amount=5, unit="working", basis="Новый регламент", valid_from=NEW_LAW
    )
    case = came(world, "Asia/Vladivostok", local)
    assert (guards.term_can_be_extended(case, SYSTEM, case.received_at) is None) == allowed


def test_an_ended_rule_judges_the_appeals_of_its_time_only(world: World) -> None:
    LegalTerm.objects.filter(regime="pos_message", kind="answer", fast_track=False).update(valid_to=date(2026, 2, 28))
    LegalTerm.objects.create(
        regime="pos_message", kind="answer", amount=7, unit="working", basis="Новый регламент", valid_from=NEW_LAW
    )
    old = came(world, "Europe/Moscow", "2026-02-28T12:00:00")
    services.take(old.pk, world.actor("executor"), at=datetime(2026, 3, 20, 9, tzinfo=UTC))
    assert deadlines.term_for(old, "answer").amount == 10


@pytest.mark.parametrize(("local", "allowed"), [("2026-02-28T23:00:00", True), ("2026-03-01T01:00:00", False)])
def test_a_rule_that_ended_without_another_is_no_law_any_more(world: World, local: str, allowed: bool) -> None:
    LegalTerm.objects.create(
        regime="pos_message",
        kind="extend",
        amount=5,
        unit="working",
        basis="Старый регламент",
        valid_from=LONG_AGO,
        valid_to=date(2026, 2, 28),
    )
    case = came(world, "Asia/Vladivostok", local)
    assert (guards.term_can_be_extended(case, SYSTEM, case.received_at) is None) == allowed
