from datetime import timedelta

import pytest
from django.urls import reverse

from routing.cases import services
from routing.cases.models import Case
from routing.workplace.models import Writing
from routing.workplace.writing import EXPIRES
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed

BODY = "Лампу заменили сегодня утром, работу проверил мастер участка."


@pytest.fixture
def case(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def at(case: Case) -> str:
    return reverse("admin:routing_case_writing", args=[case.pk])


def test_by_name_and_since_when(world: World, signed_in: SignIn, case: Case) -> None:
    assert signed_in("executor").post(at(case)).json() == {"others": ""}
    told = signed_in("approver").get(at(case)).json()["others"]
    assert world.executor.full_name in told
    assert world.executor.full_name in signed_in("approver").get(card(case)).context["writers"]
    assert signed_in("executor").get(card(case)).context["writers"] == ""


def test_until_the_beats_stop(signed_in: SignIn, case: Case) -> None:
    signed_in("executor").post(at(case))
    row = Writing.objects.get()
    Writing.objects.update(seen_at=row.seen_at - EXPIRES - timedelta(seconds=1))
    assert signed_in("approver").get(at(case)).json() == {"others": ""}


def test_until_the_answer_is_sent(signed_in: SignIn, case: Case) -> None:
    signed_in("executor").post(at(case))
    press(signed_in("executor"), case, "submit_answer", body=BODY, stamp="0")
    assert fresh(case).state == "in_approval"
    assert signed_in("approver").get(at(case)).json() == {"others": ""}


def test_looking_is_not_writing(signed_in: SignIn, case: Case) -> None:
    signed_in("executor").get(at(case))
    assert not Writing.objects.exists()


def test_a_case_of_another_body_tells_nothing(signed_in: SignIn, case: Case) -> None:
    assert signed_in("stranger").post(at(case)).status_code == 404
