from datetime import date

import pytest

from agencies.models import RefusalGround
from routing.answers.notices import body_of
from routing.cases import services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Deadline, Event
from tests.world import LONG_AGO, World, fresh, routed


@pytest.fixture
def ground() -> RefusalGround:
    return RefusalGround.objects.create(
        code="no_substance",
        title="Не понять суть",
        basis="ч. 4.1 ст. 11",
        notice="Суть не понять.",
        valid_from=LONG_AGO,
    )


def test_the_case_is_closed_and_its_clocks_are_met(world: World, ground: RefusalGround) -> None:
    case = routed(world)
    services.refuse(case.pk, world.actor("approver"), ground, "В тексте одни цифры.")
    assert fresh(case).state == "closed"
    assert not Deadline.objects.filter(case=case, met_at=None, cancelled_at=None).exists()


def test_the_citizen_reads_the_ground_the_reason_and_how_to_object(world: World, ground: RefusalGround) -> None:
    case = routed(world)
    services.refuse(case.pk, world.actor("coordinator"), ground, "В тексте одни цифры.")
    letter = body_of(Event.objects.get(case=case, kind="refuse"))
    assert all(words in letter for words in ("Суть не понять.", "В тексте одни цифры.", "ч. 4.1 ст. 11"))


def test_an_executor_does_not_refuse(world: World, ground: RefusalGround) -> None:
    case = routed(world)
    with pytest.raises(Refused):
        services.refuse(case.pk, world.actor("executor"), ground, "Не хочу.")


@pytest.mark.parametrize("change", [{"regime": "fz59_appeal"}, {"valid_to": date(2020, 12, 31)}])
def test_a_ground_of_another_regime_or_time_is_no_ground(
    world: World, ground: RefusalGround, change: dict[str, object]
) -> None:
    for name, value in change.items():
        setattr(ground, name, value)
    case = routed(world)
    with pytest.raises(Invalid):
        services.refuse(case.pk, world.actor("approver"), ground, "В тексте одни цифры.")
    assert Case.objects.get(pk=case.pk).state == "routed"


def test_the_explanation_is_needed(world: World, ground: RefusalGround) -> None:
    case = routed(world)
    with pytest.raises(Invalid):
        services.refuse(case.pk, world.actor("approver"), ground, "")
