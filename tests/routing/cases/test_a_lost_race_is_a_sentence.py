import pytest

from routing.cases import services
from routing.cases.errors import Conflict, Refused
from tests.world import World, fresh, routed


def test_an_old_page_is_told_that_the_case_moved_on(world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"), expected=case.version)
    with pytest.raises(Conflict) as lost:
        services.decline(case.pk, world.actor("executor"), "Не наше", expected=case.version)
    assert str(lost.value)
    assert fresh(case).state == "in_work"


def test_a_step_that_is_not_possible_now_leaves_no_trace(world: World) -> None:
    case = routed(world)
    with pytest.raises(Refused):
        services.confirm(case.pk, world.actor("executor"), 5)
    assert fresh(case).version == case.version
    assert case.events.count() == case.version
