"""Two pages opened at the same moment, two different buttons: one is done, the other is told; nothing typed is lost."""

import pytest
from django.urls import reverse

from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Refused
from routing.cases.models import Case, OutboxRow
from routing.cases.numbers import secret_of
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed

BODY = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."
MARKUP = "<script>alert('фонарь')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def case(world: World, signed_in: SignIn) -> Case:
    case = routed(world)
    press(signed_in("executor"), case, "take")
    return fresh(case)


def waiting(signed_in: SignIn, case: Case, body: str = BODY) -> Case:
    press(signed_in("executor"), case, "submit_answer", body=body, stamp="0")
    return fresh(case)


def test_the_second_button_is_told_and_changes_nothing(signed_in: SignIn, case: Case) -> None:
    seen = case.version
    press(signed_in("coordinator"), case, "recall", reason="Это другой район", version=seen)
    late = press(signed_in("executor"), case, "ask_citizen", question="Какой подъезд?", version=seen)
    assert late.status_code in {404, 409}
    assert "Какой подъезд?" in late.content.decode()
    assert fresh(case).state == "triage"


def test_approving_and_returning_at_once_does_one_of_them(signed_in: SignIn, case: Case) -> None:
    seen = waiting(signed_in, case).version
    press(signed_in("approver"), case, "approve_answer", version=seen)
    late = press(signed_in("approver"), case, "return_answer", comment="Нет даты работ", version=seen)
    assert late.status_code == 409
    assert "Нет даты работ" in late.content.decode()
    assert case.answers.get().state == "approved"


def test_a_citizen_who_withdraws_while_it_is_signed_gets_no_answer(signed_in: SignIn, case: Case) -> None:
    seen = waiting(signed_in, case).version
    services.act(case.pk, CITIZEN, "withdraw")
    late = press(signed_in("approver"), case, "approve_answer", version=seen)
    assert late.status_code == 409
    assert late.context["error"]
    assert fresh(case).state == "withdrawn"
    assert case.answers.get().state == "submitted"


def test_a_citizen_who_withdraws_before_it_is_sent_gets_no_answer(signed_in: SignIn, case: Case) -> None:
    waiting(signed_in, case)
    press(signed_in("approver"), case, "approve_answer")
    seen = fresh(case).version
    services.act(case.pk, CITIZEN, "withdraw")
    written = OutboxRow.objects.count()
    assert press(signed_in("executor"), case, "send_answer", version=seen).status_code == 409
    assert case.answers.get().letter == ""
    assert OutboxRow.objects.count() == written


def test_what_is_sent_is_not_withdrawn(signed_in: SignIn, case: Case) -> None:
    waiting(signed_in, case)
    press(signed_in("approver"), case, "approve_answer")
    press(signed_in("executor"), case, "send_answer")
    with pytest.raises(Refused):
        services.act(case.pk, CITIZEN, "withdraw")
    assert fresh(case).state == "answered"


def test_markup_in_an_answer_is_text_for_everybody(signed_in: SignIn, case: Case) -> None:
    waiting(signed_in, case, f"{BODY} {MARKUP}")
    approver = signed_in("approver")
    press(approver, case, "return_answer", comment=MARKUP)
    pages = [signed_in("executor").get(card(case))]
    form = {"version": fresh(case).version, "stamp": pages[0].context["composer"]["stamp"]}
    address = reverse("admin:routing_case_step", args=[case.pk, "submit_answer"])
    signed_in("executor").post(address, form | {"body": f"{BODY} Ещё раз {MARKUP}"})
    pages.append(approver.get(card(case)))
    press(approver, case, "approve_answer")
    press(signed_in("executor"), case, "send_answer")
    now = fresh(case)
    assert now.state == "answered"
    pages.append(approver.get(reverse("case", args=[now.number, secret_of(now.number, now.nonce)])))
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
