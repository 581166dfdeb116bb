"""Remarks of the gate stand beside the draft and beside the letter that waits for approval."""

from django.urls import reverse

from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed

EVASIVE = "Ваше обращение рассмотрено. Меры будут приняты в установленном порядке в ближайшее время."
CLEAR = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."


def test_an_evasive_draft_is_told_so(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    form = {"version": fresh(case).version, "stamp": "0", "body": EVASIVE}
    executor.post(reverse("admin:routing_case_draft", args=[case.pk]), form)
    remarks = executor.get(card(case)).context["composer"]["remarks"]
    assert remarks["weak"]
    assert remarks["sentences"]


def test_the_remarks_come_while_the_draft_is_written(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    form = {"version": fresh(case).version, "stamp": "0", "body": EVASIVE}
    address = reverse("admin:routing_case_draft", args=[case.pk])
    kept = executor.post(address, form, headers={"accept": "application/json"}).json()
    assert 'data-testid="remarks"' in kept["remarks"]


def test_a_hard_stop_keeps_what_was_typed_and_says_why(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    body = CLEAR + " Исполнитель: [указать ФИО]."
    form = {"version": fresh(case).version, "stamp": "0", "body": body}
    page = executor.post(reverse("admin:routing_case_step", args=[case.pk, "submit_answer"]), form)
    composer = page.context["composer"]
    assert composer["body"] == body
    assert "[указать ФИО]" in composer["error"]
    assert composer["remarks"]["blocked"]


def test_the_approver_reads_the_same_remarks(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    press(executor, case, "submit_answer", body=EVASIVE, because="Срочно велено ответить до обеда", stamp="0")
    page = signed_in("approver").get(card(case))
    assert page.context["remarks"]["weak"]
    assert 'data-testid="remarks"' in page.content.decode()


def test_the_reply_for_a_social_network_is_shown_beside_the_draft_without_the_citizen(
    world: World, signed_in: SignIn
) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    form = {"version": fresh(case).version, "stamp": "0", "body": f"Анна Сергеевна, мы всё проверили. {CLEAR}"}
    executor.post(reverse("admin:routing_case_draft", args=[case.pk]), form)
    short = executor.get(card(case)).context["composer"]["remarks"]["short"]
    assert CLEAR in short
    assert "Анна" not in short
