import pytest

from agencies.models import Official
from routing.cases.actors import CITIZEN, SYSTEM, Actor
from routing.cases.door import check_allowed
from routing.cases.errors import Refused
from routing.cases.guards import GUARDS
from routing.cases.models import Case
from routing.cases.workflow import State, actions
from tests.world import World

ACTORS = ("system", "citizen", "executor", "approver", "coordinator", "stranger")


def actor(world: World, name: str) -> Actor:
    return {"system": SYSTEM, "citizen": CITIZEN}.get(name) or world.actor(name)


@pytest.mark.parametrize("who", ACTORS)
def test_the_whole_table(world: World, who: str) -> None:
    for state in State:
        case = Case(region=world.region, agency=world.lamps, state=state)
        for name, (sources, _target, meaning) in actions().items():
            role = actor(world, who).role
            own_body = who != "stranger" and not meaning.asked
            allowed = state in sources and role in meaning.who and own_body
            code = refusal(case, actor(world, who), name)
            if allowed:
                assert code == "" or code in meaning.guards
            else:
                assert code == ("state" if role in meaning.who and own_body else "role")


def refusal(case: Case, by: Actor, name: str) -> str:
    """The named reason why not, empty when it is allowed."""
    try:
        check_allowed(case, by, name)
    except Refused as refused:
        return refused.code
    return ""


def test_every_guard_of_an_action_is_known() -> None:
    named = {guard for _s, _t, meaning in actions().values() for guard in meaning.guards}
    assert named == set(GUARDS)


def test_every_state_but_the_last_can_be_left() -> None:
    left = {source for sources, _target, _meaning in actions().values() for source in sources}
    assert set(State) - left == {State.WITHDRAWN, State.REDIRECTED}


def test_every_action_has_somebody_to_do_it() -> None:
    known = {"system", "citizen", *Official.Role.values}
    assert all(meaning.who and set(meaning.who) <= known for _s, _t, meaning in actions().values())
