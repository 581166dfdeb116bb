import pytest

from agencies.models import Agency
from routing.cases import services
from routing.cases.errors import Refused
from routing.cases.models import Case, Deadline, Event
from tests.world import World, fresh, make_official, routed


def send_on(world: World, case: Case, by: str, to: Agency) -> None:
    services.decline(case.pk, world.actor(by), "Это не наша улица")
    services.assign(case.pk, world.actor("coordinator"), to)


def binds(case: Case) -> bool:
    return bool(Event.objects.filter(case=case, kind="assign").latest("seq").data["binding"])


def test_the_first_redirect_to_another_body_does_not_bind(world: World) -> None:
    case = routed(world)
    send_on(world, case, "executor", world.roads)
    assert not binds(case)
    services.decline(case.pk, world.actor("stranger"), "И не наша")


def test_a_body_that_declined_gets_the_case_back_only_for_good(world: World) -> None:
    case = routed(world)
    send_on(world, case, "executor", world.lamps)
    assert binds(case)
    with pytest.raises(Refused) as refused:
        services.decline(case.pk, world.actor("executor"), "Всё равно не наша")
    assert refused.value.code == "not_bound"
    services.take(case.pk, world.actor("executor"))


def test_the_third_choice_is_arbitration(world: World) -> None:
    case = routed(world)
    third = Agency.objects.create(region=world.region, code="third", name="Третий орган")
    world.third = make_official(third, "executor", "Третьяк Выдуманный")  # type: ignore[attr-defined]
    send_on(world, case, "executor", world.roads)
    send_on(world, case, "stranger", third)
    assert binds(case)
    with pytest.raises(Refused):
        services.decline(case.pk, world.actor("third"), "Не наша")


def test_the_clock_of_the_answer_is_never_set_back(world: World) -> None:
    case = routed(world)
    before = Deadline.objects.get(case=case, kind="answer")
    send_on(world, case, "executor", world.roads)
    send_on(world, case, "stranger", world.lamps)
    after = Deadline.objects.get(case=case, kind="answer")
    assert (after.pk, after.starts_at, after.due_at) == (before.pk, before.starts_at, before.due_at)


def test_the_coordinator_may_correct_himself(world: World) -> None:
    case = routed(world)
    send_on(world, case, "executor", world.lamps)
    services.recall(case.pk, world.actor("coordinator"), "Дорога передана другой дирекции")
    services.assign(case.pk, world.actor("coordinator"), world.roads)
    assert fresh(case).agency == world.roads
    assert not binds(case)


def test_a_body_the_case_was_taken_back_from_gets_it_again_only_for_good(world: World) -> None:
    case = routed(world)
    services.recall(case.pk, world.actor("coordinator"), "Похоже, это дорога")
    services.assign(case.pk, world.actor("coordinator"), world.roads)
    send_on(world, case, "stranger", world.lamps)
    assert binds(case)


def test_taking_back_is_no_sending_on(world: World) -> None:
    case = routed(world)
    for body in (world.roads, world.centre):
        services.recall(case.pk, world.actor("coordinator"), "Ошибка")
        services.assign(case.pk, world.actor("coordinator"), body)
    assert not binds(case)
