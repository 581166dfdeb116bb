from django.urls import reverse

from routing.cases import services
from tests.routing.workplace.conftest import SignIn, press
from tests.world import World, fresh, routed

BODY = "Лампу заменили сегодня утром, работу проверил мастер участка."


def test_a_question_typed_on_an_old_page_comes_back(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    answer = press(signed_in("executor"), case, "ask_citizen", question="Какой подъезд?", version=case.version)
    assert answer.status_code == 409
    assert answer.context["error"]
    assert "Какой подъезд?" in answer.content.decode()
    assert fresh(case).state == "in_work"


def test_an_answer_written_while_the_case_moved_on_comes_back(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    seen = fresh(case).version
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"})
    answer = press(signed_in("executor"), case, "submit_answer", body=BODY, stamp="0", version=seen)
    assert answer.status_code == 409
    assert BODY in answer.content.decode()


def test_an_answer_written_while_the_case_went_to_another_body_comes_back(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.decline(case.pk, world.actor("executor"), "Не наше")
    services.assign(case.pk, world.actor("coordinator"), world.roads)
    answer = press(signed_in("executor"), case, "submit_answer", body=BODY, stamp="0")
    assert answer.status_code == 404
    assert BODY in answer.content.decode()


def test_a_draft_does_not_write_over_another_draft(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    address = reverse("admin:routing_case_draft", args=[case.pk])
    form = {"version": fresh(case).version, "stamp": "0"}
    quiet = {"accept": "application/json"}
    signed_in("executor").post(address, form | {"body": "Первый"}, headers=quiet)
    second = signed_in("executor").post(address, form | {"body": "Второй"}, headers=quiet)
    assert second.status_code == 409
    assert second.json()["error"]
    assert case.answers.get().body == "Первый"


def test_a_form_without_the_version_is_out_of_date(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert press(signed_in("executor"), case, "take", version="").status_code == 409
    assert fresh(case).state == "routed"
