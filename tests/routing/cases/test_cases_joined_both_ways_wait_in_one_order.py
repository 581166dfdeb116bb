import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routing.cases import services
from routing.cases.errors import Refused
from routing.cases.models import Case
from routing.cases.states import State
from tests.world import World, fresh, routed


@pytest.fixture
def two(world: World) -> tuple[Case, Case]:
    return routed(world), routed(world)


@pytest.mark.parametrize("backwards", [False, True])
def test_both_are_locked_by_number_before_either_is_opened(
    world: World, two: tuple[Case, Case], backwards: bool
) -> None:
    case, into = reversed(two) if backwards else two
    with CaptureQueriesContext(connection) as seen:
        services.merge(case.pk, into.pk, world.actor("coordinator"), "Об одном")
    of_cases = [query["sql"] for query in seen if 'FROM "routing_case"' in query["sql"]]
    lock = next(number for number, sql in enumerate(of_cases) if " IN (" in sql)
    assert of_cases[lock].startswith('SELECT "routing_case"."id"')
    assert "ORDER BY 1 ASC" in of_cases[lock]
    opened = next(number for number, sql in enumerate(of_cases) if '"routing_case"."version"' in sql)
    assert lock < opened


def test_the_second_of_two_opposite_joins_gets_a_sentence(world: World, two: tuple[Case, Case]) -> None:
    one, other = two
    services.merge(one.pk, other.pk, world.actor("coordinator"), "Об одном")
    with pytest.raises(Refused):
        services.merge(other.pk, one.pk, world.actor("coordinator"), "Об одном")
    assert (fresh(one).state, fresh(other).state) == (State.MERGED, State.ROUTED)
