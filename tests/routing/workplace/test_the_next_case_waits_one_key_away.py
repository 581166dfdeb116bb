from django.urls import reverse

from routing.cases import services
from routing.workplace.turn import after
from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, make_official, routed


def test_it_goes_round(world: World, signed_in: SignIn) -> None:
    cases = [routed(world) for _ in range(3)]
    client, seen = signed_in("executor"), set()
    here = cases[0]
    for _ in cases:
        there = client.get(reverse("admin:routing_case_next", args=[here.pk])).url
        here = next(case for case in cases if card(case) == there)
        seen.add(here.pk)
    assert seen == {case.pk for case in cases}


def test_another_ones_case_does_not_wait_for_me(world: World, signed_in: SignIn) -> None:
    case, taken = routed(world), routed(world)
    world.stranger = make_official(world.lamps, "executor", "Олег Второй Выдуманный")
    services.take(taken.pk, world.actor("stranger"))
    address = reverse("admin:routing_case_next", args=[case.pk])
    assert signed_in("executor").get(address).url == reverse("admin:routing_case_changelist")
    assert signed_in("stranger").get(address).url == card(taken)


def test_an_approver_is_led_to_answers(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    address = reverse("admin:routing_case_next", args=[case.pk])
    assert signed_in("approver").get(address).url == reverse("admin:routing_case_changelist")


def test_the_order_is_kept() -> None:
    assert after(2, [1, 2, 3]) == 3
    assert after(3, [1, 2, 3]) == 1
    assert after(9, [1, 2]) == 1
    assert after(1, [1]) is None
    assert after(1, []) is None
