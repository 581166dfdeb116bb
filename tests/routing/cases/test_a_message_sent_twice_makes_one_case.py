from routing.cases.models import Case, OutboxRow
from routing.cases.services import receive
from tests.world import World, inbound


def test_the_second_time_finds_the_first_case(world: World) -> None:
    message = inbound()
    first, is_new = receive(world.region, message)
    second, is_new_again = receive(world.region, message)
    assert (is_new, is_new_again) == (True, False)
    assert first.pk == second.pk
    assert Case.objects.count() == 1


def test_it_is_understood_once(world: World) -> None:
    message = inbound()
    receive(world.region, message)
    receive(world.region, message)
    assert OutboxRow.objects.filter(task="routing.understand").count() == 1


def test_the_same_words_in_another_form_are_another_case(world: World) -> None:
    receive(world.region, inbound())
    receive(world.region, inbound())
    assert Case.objects.count() == 2
