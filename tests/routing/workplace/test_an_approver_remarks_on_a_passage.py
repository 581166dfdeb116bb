from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routing.answers.models import PassageRemark
from routing.cases.models import Case
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed

BODY = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."


@pytest.fixture
def case(world: World, signed_in: SignIn) -> Case:
    case = routed(world)
    press(signed_in("executor"), case, "take")
    press(signed_in("executor"), case, "submit_answer", body=BODY, stamp="0")
    return fresh(case)


def remark(client: Client, case: Case, passage: str, words: str) -> Any:
    address = reverse("admin:routing_case_passage", args=[case.pk])
    return client.post(address, {"passage": passage, "remark": words})


def test_it_is_marked_in_the_letter(signed_in: SignIn, case: Case) -> None:
    assert remark(signed_in("approver"), case, "сегодня утром", "<b>Когда</b> именно?").status_code == 302
    page = signed_in("approver").get(card(case)).content.decode()
    assert '<mark class="m-remark" title="&lt;b&gt;Когда&lt;/b&gt; именно?">сегодня утром</mark>' in page


def test_the_author_reads_it_beside_the_draft_and_says_it_is_done(signed_in: SignIn, case: Case) -> None:
    remark(signed_in("approver"), case, "сегодня утром", "Когда именно?")
    press(signed_in("approver"), case, "return_answer", comment="См. замечание")
    executor = signed_in("executor")
    page = executor.get(card(case))
    assert "Когда именно?" in page.content.decode()
    found = PassageRemark.objects.get()
    form = {"version": fresh(case).version, "stamp": page.context["composer"]["stamp"], "body": BODY + " В 9:40."}
    executor.post(reverse("admin:routing_case_passage_done", args=[case.pk, found.pk]), form)
    after = executor.get(card(case)).context
    assert after["open_passages"] == []
    assert after["composer"]["body"] == BODY + " В 9:40."


def test_words_not_in_the_letter_come_back_with_the_remark(signed_in: SignIn, case: Case) -> None:
    page = remark(signed_in("approver"), case, "чего там нет", "Моё замечание")
    assert page.status_code == 400
    assert "Моё замечание" in page.content.decode()


def test_a_remark_of_another_case_is_not_touched(world: World, signed_in: SignIn, case: Case) -> None:
    remark(signed_in("approver"), case, "сегодня утром", "Когда именно?")
    found = PassageRemark.objects.get()
    address = reverse("admin:routing_case_passage_done", args=[routed(world).pk, found.pk])
    assert signed_in("executor").post(address).status_code == 404
    assert PassageRemark.objects.get().resolved_at is None
