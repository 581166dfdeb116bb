from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.models import Absence, Official
from agencies.selectors import away
from routing.answers import services as answers
from routing.cases import services
from routing.cases.actors import CITIZEN, actor_of
from routing.cases.errors import Refused
from routing.cases.models import Event
from routing.control.people import Directory
from tests.world import World, fresh, make_official, routed

DAY = timedelta(days=1)
BODY = "Лампу заменили сегодня утром, проверил мастер участка."


def leave(official: Official, substitute: Official | None, *, begins: int = 0, days: int = 14) -> Absence:
    today = timezone.localdate()
    return Absence.objects.create(
        official=official, substitute=substitute, first_day=today + begins * DAY, last_day=today + (begins + days) * DAY
    )


def test_a_case_comes_into_the_hands_of_the_least_busy_executor(world: World) -> None:
    second = make_official(world.lamps, Official.Role.EXECUTOR, "Вторая Выдуманная")
    second.post = world.executor.post
    second.save()
    hands = [routed(world).executor for _ in range(4)]
    assert hands == [world.executor, second, world.executor, second]


def test_who_is_on_leave_gets_no_new_case(world: World) -> None:
    second = make_official(world.lamps, Official.Role.EXECUTOR, "Вторая Выдуманная")
    leave(world.executor, None)
    assert {routed(world).executor for _ in range(3)} == {second}


def test_the_substitute_gets_the_case_when_all_are_away_and_may_work_on_it(world: World) -> None:
    helper = make_official(world.roads, Official.Role.EXECUTOR, "Помощник Выдуманный")
    leave(world.executor, helper)
    case = routed(world)
    assert case.executor == helper
    services.take(case.pk, actor_of(helper))
    assert Event.objects.get(case=case, kind="take").data["instead_of"] == world.executor.full_name


def test_the_right_ends_with_the_absence(world: World) -> None:
    helper = make_official(world.roads, Official.Role.EXECUTOR, "Помощник Выдуманный")
    leave(world.executor, helper, begins=-9, days=8)
    with pytest.raises(Refused):
        services.take(routed(world).pk, actor_of(helper))


def test_a_substitute_approves_for_the_absent_but_never_an_answer_of_his_own(world: World) -> None:
    leave(world.approver, world.executor)
    case = routed(world)
    me = actor_of(world.executor)
    services.take(case.pk, me)
    answers.submit(case.pk, me, BODY)
    with pytest.raises(Refused) as refused:
        answers.approve(case.pk, me)
    assert refused.value.code == "four_eyes"


def test_reminders_of_the_absent_go_to_the_substitute(world: World) -> None:
    case = routed(world)
    helper = make_official(world.roads, Official.Role.EXECUTOR, "Помощник Выдуманный")
    leave(world.executor, helper)
    assert Directory.load().told("executor", case) == helper


def test_substitutes_who_are_away_themselves_pass_it_on_and_circles_end(world: World) -> None:
    first, second = (make_official(world.roads, Official.Role.EXECUTOR, name) for name in ("Первый", "Вторая"))
    leave(world.executor, first)
    leave(first, second)
    assert away(timezone.localdate())[world.executor.pk] == second
    leave(second, world.executor)
    assert away(timezone.localdate())[world.executor.pk] is None


def test_nobody_stands_in_for_himself_and_days_run_forward(world: World) -> None:
    today = timezone.localdate()
    for wrong in (
        Absence(official=world.executor, substitute=world.executor, first_day=today, last_day=today),
        Absence(official=world.executor, first_day=today, last_day=today - DAY),
    ):
        with pytest.raises(ValidationError):
            wrong.full_clean()
    leave(world.executor, None)
    with pytest.raises(ValidationError):
        Absence(official=world.executor, first_day=today, last_day=today).full_clean()


def test_a_returned_case_comes_back_to_who_had_it(world: World) -> None:
    make_official(world.lamps, Official.Role.EXECUTOR, "Вторая Выдуманная")
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    answers.submit(case.pk, world.actor("executor"), BODY)
    answers.approve(case.pk, world.actor("approver"))
    answers.send(case.pk, world.actor("executor"))
    services.reopen(case.pk, CITIZEN, "Снова темно, лампа не горит.")
    assert fresh(case).executor == world.executor
