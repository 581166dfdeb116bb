from routing.cases import services
from routing.cases.actors import CITIZEN
from tests.world import World, answered, fresh, routed


def test_a_case_is_open_until_it_is_answered_and_again_when_it_is_reopened(world: World) -> None:
    assert routed(world).is_open
    case = answered(world)
    assert not case.is_open
    services.reopen(case.pk, CITIZEN, "Снова темно")
    assert fresh(case).is_open
