from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import RefusalGround
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Refused
from routing.cases.models import Case
from tests.world import LONG_AGO, World, answered, fresh, routed

DAY = timedelta(days=1)


@pytest.fixture
def ground(world: World) -> RefusalGround:
    return RefusalGround.objects.create(
        code="judicial", title="Суд", basis="ч. 2 ст. 11", notice="Решает суд.", valid_from=LONG_AGO
    )


def refused_reopening(case: Case, days: int = 0) -> str:
    with pytest.raises(Refused) as refused:
        services.reopen(case.pk, CITIZEN, "Не согласна", at=timezone.now() + days * DAY)
    return refused.value.code


@pytest.mark.parametrize("days", [0, 3, 700])
def test_a_refusal_is_appealed_against_and_not_returned(world: World, ground: RefusalGround, days: int) -> None:
    case = routed(world)
    services.refuse(case.pk, world.actor("coordinator"), ground, "Это решил суд")
    assert refused_reopening(case, days) == "had_an_answer"


def test_a_refusal_after_a_return_is_not_returned_again(world: World, ground: RefusalGround) -> None:
    case = answered(world)
    services.reopen(case.pk, CITIZEN, "Снова темно")
    services.refuse(case.pk, world.actor("coordinator"), ground, "Это решил суд")
    assert refused_reopening(case) == "had_an_answer"


def test_an_answer_is_returned_as_before(world: World) -> None:
    case = answered(world)
    services.reopen(case.pk, CITIZEN, "Снова темно")
    assert fresh(case).state == "routed"
