import pytest

from agencies.models import RefusalGround
from routing.cases import services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Deadline
from tests.world import LONG_AGO, World, add_law, answered, fresh, routed


@pytest.fixture
def case(world: World) -> Case:
    """A repeated appeal under the law, with the ground in force."""
    add_law()
    RefusalGround.objects.create(
        regime="fz59_appeal",
        code="stop_correspondence",
        title="Переписка прекращается",
        basis="ч. 5 ст. 11",
        notice="Вам отвечали.",
        valid_from=LONG_AGO,
    )
    answered(world), answered(world)
    found = routed(world)
    Case.objects.filter(pk=found.pk).update(regime="fz59_appeal")
    return fresh(found)


def link(world: World, case: Case, count: int) -> None:
    for earlier in Case.objects.filter(state="answered").order_by("pk")[:count]:
        services.link_earlier(case.pk, world.actor("executor"), earlier.number)


def test_one_answer_is_not_enough(world: World, case: Case) -> None:
    link(world, case, 1)
    with pytest.raises(Refused) as refused:
        services.stop_correspondence(case.pk, world.actor("approver"), "Отвечали дважды")
    assert refused.value.code == "answered_twice"


def test_the_head_decides_and_the_history_names_the_answers(world: World, case: Case) -> None:
    link(world, case, 2)
    with pytest.raises(Refused):
        services.stop_correspondence(case.pk, world.actor("executor"), "Отвечали дважды")
    services.stop_correspondence(case.pk, world.actor("approver"), "Отвечали дважды")
    assert fresh(case).state == "closed"
    told = case.events.get(kind="stop_correspondence").data
    assert len(told["linked"]) == 2
    assert told["basis"] == "ч. 5 ст. 11"
    assert not Deadline.objects.filter(case=case, met_at=None, cancelled_at=None).exists()


def test_the_ground_is_no_way_around(world: World, case: Case) -> None:
    ground = RefusalGround.objects.get(code="stop_correspondence")
    with pytest.raises(Invalid):
        services.refuse(case.pk, world.actor("approver"), ground, "Отвечали")


def test_an_appeal_of_another_person_is_not_linked(world: World, case: Case) -> None:
    other = routed(world, name="Другой Человек", email="other@example.org")
    with pytest.raises(Invalid) as invalid:
        services.link_earlier(other.pk, world.actor("executor"), case.number)
    assert invalid.value.field == "earlier"


def test_a_message_knows_no_such_end(world: World, case: Case) -> None:
    message = routed(world)
    link(world, message, 2)
    with pytest.raises(Refused) as refused:
        services.stop_correspondence(message.pk, world.actor("approver"), "Отвечали дважды")
    assert refused.value.code == "no_ground"
