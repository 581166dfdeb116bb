import pytest
from django.core import mail
from django.test import Client

from routing.answers.notices import case_url
from routing.cases import outbox, services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Deadline
from routing.tasks import run
from tests.world import World, fresh, received, routed

BODY, NORM, WHY = "Министерство выдуманных дел", "ст. 12 Положения о министерстве", "Этот вопрос решает министерство."


def test_the_citizen_is_told_where_it_is_and_why(client: Client, world: World) -> None:
    case = received(world)
    services.ask_coordinator(case.pk, {})
    services.redirect_out(case.pk, world.actor("coordinator"), BODY, NORM, WHY)
    for row in outbox.claim("test", 50):
        if row.task == "routing.notify":
            run(row)
    letter = mail.outbox[-1].body
    assert all(words in letter for words in (BODY, NORM, WHY))
    assert BODY in client.get(case_url(fresh(case))).content.decode()


def test_its_clocks_stop(world: World) -> None:
    case = routed(world)
    services.redirect_out(case.pk, world.actor("coordinator"), BODY, NORM, WHY)
    assert fresh(case).state == "redirected"
    assert not Deadline.objects.filter(case=case, met_at=None, cancelled_at=None).exists()


@pytest.mark.parametrize("missing", [("", NORM, WHY), (BODY, "", WHY), (BODY, NORM, "")])
def test_nothing_of_it_may_be_left_out(world: World, missing: tuple[str, str, str]) -> None:
    case = routed(world)
    with pytest.raises(Invalid):
        services.redirect_out(case.pk, world.actor("coordinator"), *missing)


def test_others_do_not_wait_for_a_body_outside(world: World) -> None:
    case, other = routed(world), routed(world)
    services.merge(other.pk, case.pk, world.actor("coordinator"), "Тот же фонарь")
    with pytest.raises(Refused) as refused:
        services.redirect_out(case.pk, world.actor("coordinator"), BODY, NORM, WHY)
    assert refused.value.code == "alone"


def test_a_copy_changes_nothing_for_the_case(world: World) -> None:
    case = routed(world)
    before = fresh(case).due_at
    services.send_copy(case.pk, world.actor("coordinator"), BODY, "Для сведения")
    assert (fresh(case).state, fresh(case).due_at) == ("routed", before)
