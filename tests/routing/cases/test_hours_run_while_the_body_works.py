from datetime import UTC, date, datetime, time

import pytest

from agencies.models import LegalTerm, OfficeHours, WorkCalendarDay
from routing.cases import deadlines, services
from routing.cases.errors import Refused
from routing.cases.models import Case
from tests.world import LONG_AGO, World, inbound


@pytest.fixture
def case(world: World) -> Case:
    """Routed on a Friday at half past four in the afternoon, by a region east of Moscow."""
    world.region.time_zone = "Asia/Yekaterinburg"
    world.region.save()
    LegalTerm.objects.create(
        regime="pos_message", kind="first_word", amount=4, unit="hours", basis="Регламент", valid_from=LONG_AGO
    )
    friday = datetime(2026, 3, 20, 11, 30, tzinfo=UTC)
    made, _ = services.receive(world.region, inbound(), at=friday)
    services.route(made.pk, {"topic": world.lamp}, world.lamps, None, at=friday)
    return Case.objects.select_related("region", "topic").get(pk=made.pk)


def hours(world: World, opens: int, closes: int, **more: object) -> None:
    for weekday in range(5):
        OfficeHours.objects.create(
            region=world.region, weekday=weekday, opens=time(opens), closes=time(closes), valid_from=LONG_AGO, **more
        )


def test_the_weekend_and_the_night_do_not_count(world: World, case: Case) -> None:
    hours(world, 9, 18)
    row = deadlines.start(case, "first_word", case.received_at)
    assert row is not None
    # An hour and a half on Friday, two and a half on Monday morning, in the region's own time.
    assert row.due_at == datetime(2026, 3, 23, 6, 30, tzinfo=UTC)


def test_a_body_has_hours_of_its_own(world: World, case: Case) -> None:
    hours(world, 9, 18)
    hours(world, 8, 20, agency=world.lamps)
    row = deadlines.start(case, "first_word", case.received_at)
    assert row is not None
    assert row.due_at == datetime(2026, 3, 23, 3, 30, tzinfo=UTC)


def test_a_day_before_a_holiday_is_an_hour_shorter(world: World, case: Case) -> None:
    hours(world, 9, 18)
    WorkCalendarDay.objects.create(date=date(2026, 3, 20), kind="short")
    row = deadlines.start(case, "first_word", case.received_at)
    assert row is not None
    assert row.due_at == datetime(2026, 3, 23, 7, 30, tzinfo=UTC)


def test_no_hours_are_said_not_guessed(case: Case) -> None:
    with pytest.raises(Refused, match=r"hours|час"):
        deadlines.start(case, "first_word", case.received_at)
