"""Hard stops of the quality gate hold in the service, whatever page the answer comes from."""

import pytest

from routing.answers import services as answers
from routing.answers.models import Answer
from routing.cases import services
from routing.cases.errors import Invalid
from tests.world import World, fresh, routed

GOOD = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."
PLACEHOLDER = "Сообщаем, что работы выполнены [указать дату], ответственный: ФИО исполнителя."
PASSPORT = "Заявку по паспорту 4005 123456 приняли, лампу заменили сегодня утром."
STRANGER = "Уважаемый Пётр Ильич! Лампу заменили сегодня, проверил мастер участка."


@pytest.mark.parametrize("body", [PLACEHOLDER, PASSPORT, STRANGER])
def test_it_is_refused_and_nothing_is_half_written(world: World, body: str) -> None:
    case = routed(world)
    executor = world.actor("executor")
    services.take(case.pk, executor)
    with pytest.raises(Invalid) as refused:
        answers.submit(case.pk, executor, body)
    assert refused.value.field == "body"
    assert fresh(case).state == "in_work"
    assert not Answer.objects.exists()


def test_an_answer_of_substance_passes(world: World) -> None:
    case = routed(world)
    executor = world.actor("executor")
    services.take(case.pk, executor)
    assert answers.submit(case.pk, executor, GOOD).state == Answer.State.SUBMITTED


def test_it_does_not_pass_the_approver_either(world: World) -> None:
    case = routed(world)
    executor = world.actor("executor")
    services.take(case.pk, executor)
    answer = answers.submit(case.pk, executor, GOOD)
    Answer.objects.filter(pk=answer.pk).update(body=PASSPORT)
    with pytest.raises(Invalid):
        answers.approve(case.pk, world.actor("approver"))
    assert fresh(case).state == "in_approval"
