import pytest

from agencies.models import Official
from routing.answers import services as answers
from routing.cases import services
from routing.cases.actors import actor_of
from routing.cases.errors import Refused
from tests.world import World, fresh, routed

WORDS = "Лампу заменили сегодня утром, проверил мастер участка."


def submitted(world: World):
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    answers.submit(case.pk, world.actor("executor"), WORDS)
    return fresh(case)


def test_the_author_is_refused_even_in_the_approvers_role(world: World) -> None:
    case = submitted(world)
    Official.objects.filter(pk=world.executor.pk).update(role="approver")
    author = actor_of(Official.objects.get(pk=world.executor.pk))
    with pytest.raises(Refused) as refused:
        answers.approve(case.pk, author)
    assert refused.value.code == "four_eyes"
    assert fresh(case).state == "in_approval"


def test_a_second_person_may(world: World) -> None:
    case = submitted(world)
    answers.approve(case.pk, world.actor("approver"))
    assert fresh(case).state == "approved"
