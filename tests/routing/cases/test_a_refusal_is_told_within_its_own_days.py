from datetime import UTC, datetime, timedelta

import pytest

from agencies.models import LegalTerm, RefusalGround
from routing.cases import services
from routing.cases.models import Case, Deadline
from routing.workplace.verbs import grounds
from tests.world import LONG_AGO, World, add_law, fresh, inbound

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def case(world: World) -> Case:
    """An appeal by law, registered on Monday; the law knows two terms of seven days for telling of a refusal."""
    add_law()
    for kind in ("return_judicial", "unreadable"):
        LegalTerm.objects.create(
            regime="fz59_appeal", kind=kind, amount=7, unit="calendar", basis="ст. 11", valid_from=LONG_AGO
        )
    message = inbound(
        regime="fz59_appeal", name="Выдуманная Анна Сергеевна", postal_address="190000, Садовая, 1, кв. 2"
    )
    case, _ = services.receive(world.region, message, at=MONDAY)
    services.ask_coordinator(case.pk, {}, at=MONDAY)
    services.register(case.pk, world.actor("coordinator"), at=MONDAY)
    return fresh(case)


def ground(code: str) -> RefusalGround:
    return RefusalGround.objects.create(
        regime="fz59_appeal", code=code, title=code, basis="ст. 11", notice="Нельзя.", valid_from=LONG_AGO
    )


@pytest.mark.parametrize("code", ["judicial", "unreadable", "no_substance"])
@pytest.mark.parametrize(("days", "in_time"), [(3, True), (7, True), (8, False)])
def test_the_seven_days_stand_among_the_deadlines(
    world: World, case: Case, code: str, days: int, in_time: bool
) -> None:
    services.refuse(case.pk, world.actor("coordinator"), ground(code), "Это решил суд", at=MONDAY + days * DAY)
    told = Deadline.objects.get(case=case, kind__in=("return_judicial", "unreadable"))
    assert told.starts_at == MONDAY
    assert told.met_at is not None
    assert (told.met_at <= told.limit_at) == in_time


def test_a_ground_without_such_a_term_has_none(world: World, case: Case) -> None:
    services.refuse(case.pk, world.actor("coordinator"), ground("secret"), "Это тайна", at=MONDAY + 20 * DAY)
    assert not Deadline.objects.filter(case=case, kind__in=("return_judicial", "unreadable")).exists()


def test_the_official_reads_the_day_beside_the_ground(case: Case) -> None:
    ground("judicial"), ground("secret")
    words = [label for _pk, label in grounds(case)]
    assert [("09.03.2026" in label) for label in words] == ["judicial" in label for label in words]
    assert len(words) == 2
