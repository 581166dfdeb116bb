"""State × action × role × body: what is allowed follows from the table of actions and from where the official works."""

import re

import pytest

from agencies.models import Agency, Official
from routing.cases.actors import CITIZEN, SYSTEM, Actor
from routing.cases.door import check_allowed
from routing.cases.errors import Refused
from routing.cases.guards import GUARDS
from routing.cases.models import Case
from routing.cases.workflow import State, actions
from tests.world import World, make_official

Role = Official.Role
BODIES = ("own", "above", "other")
REACH = {
    Role.EXECUTOR: {"own"},
    Role.APPROVER: {"own"},
    Role.SIGNER: {"own"},
    Role.HEAD: {"own", "above"},
    Role.COORDINATOR: set(BODIES),
    Role.MODERATOR: set(BODIES),
    Role.ADMINISTRATOR: set(BODIES),
    Role.AUDITOR: set(),
}
"""From which bodies an official of a role reaches a case of «own»; whoever is not named here reaches none."""
FIRST_LOOK = {State.RECEIVED, State.TRIAGE}


@pytest.fixture
def bodies(world: World) -> dict[str, Agency]:
    above = Agency.objects.create(region=world.region, code="above", name="Комитет")
    world.lamps.superior = above
    world.lamps.save()
    return {"own": world.lamps, "above": above, "other": world.roads}


def reaches(role: str, body: str, state: State) -> bool:
    return body in REACH.get(Role(role), set()) and (role != Role.MODERATOR or state in FIRST_LOOK)


def refusal(case: Case, by: Actor, name: str) -> str:
    """The named reason why not, empty when it is allowed."""
    try:
        check_allowed(case, by, name)
    except Refused as refused:
        assert re.search("[А-Яа-я]{3}", str(refused)), "a refusal is a sentence in Russian"
        return refused.code
    return ""


def check_table(case: Case, by: Actor, reached: bool) -> None:
    for name, (sources, _target, meaning) in actions().items():
        his = by.role in meaning.who and reached and not meaning.asked
        code = refusal(case, by, name)
        if not his:
            assert code == "role", f"{by.role} {name} in {case.state}"
        elif case.state not in sources:
            assert code == "state", f"{by.role} {name} in {case.state}"
        else:
            assert code == "" or code in meaning.guards, f"{by.role} {name} in {case.state}"


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("role", Role.values)
def test_the_whole_table_of_an_official(world: World, bodies: dict[str, Agency], role: str, body: str) -> None:
    by = Actor(role, make_official(bodies[body], role, f"{role} Выдуманный"))
    for state in State:
        case = Case(region=world.region, agency=world.lamps, state=state)
        assert by.reaches(case) == reaches(role, body, state)
        check_table(case, by, reaches(role, body, state))


@pytest.mark.parametrize("by", [SYSTEM, CITIZEN], ids=lambda by: by.role)
def test_the_whole_table_of_the_citizen_and_the_program(world: World, by: Actor) -> None:
    for state in State:
        check_table(Case(region=world.region, agency=world.lamps, state=state), by, reached=True)


def test_every_role_of_the_register_stands_in_the_table() -> None:
    assert set(REACH) == set(Role)


def test_every_guard_of_an_action_is_known() -> None:
    named = {guard for _s, _t, meaning in actions().values() for guard in meaning.guards}
    assert named == set(GUARDS)


def test_every_state_but_the_last_can_be_left() -> None:
    left = {source for sources, _target, _meaning in actions().values() for source in sources}
    assert set(State) - left == {State.WITHDRAWN, State.REDIRECTED}


def test_every_action_has_somebody_to_do_it() -> None:
    known = {"system", "citizen", *Role.values}
    assert all(meaning.who and set(meaning.who) <= known for _s, _t, meaning in actions().values())
