from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Absence, Official
from routing.cases import hands, services
from routing.cases.actors import actor_of
from routing.cases.deadlines import running
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Event, OutboxRow
from tests.world import World, fresh, make_official, routed


@pytest.fixture
def colleague(world: World) -> Official:
    return make_official(world.lamps, Official.Role.EXECUTOR, "Коллега Выдуманная")


@pytest.fixture
def case(world: World, colleague: Official) -> Case:
    case = routed(world)
    Case.objects.filter(pk=case.pk).update(executor=world.executor)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def test_the_colleague_goes_on_and_the_history_says_who_and_why(world: World, case: Case, colleague: Official) -> None:
    services.pass_on(case.pk, world.actor("executor"), colleague, "Ваш участок")
    told = Event.objects.get(case=case, kind="pass_on")
    assert fresh(case).executor == colleague
    assert told.data == {"to": colleague.full_name, "reason": "Ваш участок"}


def test_the_state_the_clocks_and_the_citizens_letters_stay_as_they_were(
    world: World, case: Case, colleague: Official
) -> None:
    clocks, letters = list(running(case).values()), OutboxRow.objects.count()
    services.pass_on(case.pk, world.actor("approver"), colleague, "Ваш участок")
    assert fresh(case).state == case.state
    assert (list(running(case).values()), OutboxRow.objects.count()) == (clocks, letters)


def test_a_case_not_yet_taken_stays_with_the_one_it_was_given_to(world: World, colleague: Official) -> None:
    waiting = routed(world)
    to = colleague if waiting.executor == world.executor else world.executor
    services.pass_on(waiting.pk, world.actor("approver"), to, "Так скорее")
    assert fresh(waiting).executor == to


def test_who_is_on_leave_of_another_body_or_has_it_already_gets_nothing(
    world: World, case: Case, colleague: Official
) -> None:
    today = timezone.localdate()
    Absence.objects.create(official=colleague, first_day=today, last_day=today + timedelta(days=3))
    stranger = make_official(world.roads, Official.Role.EXECUTOR, "Чужой Выдуманный")
    for wrong in (colleague, stranger, world.executor):
        with pytest.raises(Invalid) as refused:
            services.pass_on(case.pk, world.actor("executor"), wrong, "Ваш участок")
        assert refused.value.field == "to"
    assert fresh(case).executor == world.executor


def test_an_executor_of_another_body_may_not_give_it_away(world: World, case: Case, colleague: Official) -> None:
    stranger = make_official(world.roads, Official.Role.EXECUTOR, "Чужой Выдуманный")
    with pytest.raises(Refused) as refused:
        services.pass_on(case.pk, actor_of(stranger), colleague, "Ваш участок")
    assert refused.value.code == "role"


def test_the_least_busy_is_offered_first(world: World, case: Case, colleague: Official) -> None:
    third = make_official(world.lamps, Official.Role.EXECUTOR, "Третий Выдуманный")
    Case.objects.filter(pk=routed(world).pk).update(executor=colleague)
    assert hands.colleagues(case, timezone.now()) == [(third, 0), (colleague, 1)]
