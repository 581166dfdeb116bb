from django.urls import reverse

from routing.answers.models import Answer
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed

BODY = "Лампу заменили сегодня утром, работу проверил мастер участка."


def test_the_whole_way_by_the_buttons_of_the_card(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor, approver = signed_in("executor"), signed_in("approver")
    press(executor, case, "take")
    assert fresh(case).state == "in_work"
    press(executor, case, "submit_answer", body=BODY, stamp="0")
    assert fresh(case).state == "in_approval"
    letter = approver.get(card(case)).context["letter"]
    assert BODY in letter
    assert letter.startswith(("Здравствуйте", "Уважаемая"))
    press(approver, case, "approve_answer")
    press(executor, case, "send_answer")
    assert fresh(case).state == "answered"
    assert case.answers.get().state == Answer.State.SENT


def test_a_returned_answer_comes_back_with_the_comment(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    press(executor, case, "submit_answer", body=BODY, stamp="0")
    press(signed_in("approver"), case, "return_answer", comment="Напишите, когда проверили")
    composer = executor.get(card(case)).context["composer"]
    assert composer["comment"] == "Напишите, когда проверили"
    assert composer["body"] == BODY


def test_a_draft_is_kept_while_it_is_written(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    address = reverse("admin:routing_case_draft", args=[case.pk])
    form = {"version": fresh(case).version, "stamp": "0", "body": "Начало ответа"}
    kept = executor.post(address, form, headers={"accept": "application/json"}).json()
    again = form | {"stamp": kept["stamp"], "body": "Начало ответа и дальше"}
    assert executor.post(address, again, headers={"accept": "application/json"}).status_code == 200
    assert executor.get(card(case)).context["composer"]["body"] == "Начало ответа и дальше"


def test_the_draft_button_works_without_a_script(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor = signed_in("executor")
    press(executor, case, "take")
    form = {"version": fresh(case).version, "stamp": "0", "body": "Начало ответа"}
    answer = executor.post(reverse("admin:routing_case_draft", args=[case.pk]), form)
    assert answer.status_code == 302
    assert case.answers.get().body == "Начало ответа"


def test_a_step_that_needs_words_is_refused_without_them(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert press(signed_in("executor"), case, "decline", reason="  ").status_code == 400
    assert fresh(case).state == "routed"


def test_a_declined_case_leaves_with_its_reason(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    press(signed_in("executor"), case, "decline", reason="Фонарь на балансе района")
    assert fresh(case).state == "triage"
    assert case.events.get(kind="decline").data["reason"] == "Фонарь на балансе района"
