import pytest
from django.urls import reverse

from routing.cases.models import Case
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed

INBOX = reverse("admin:routing_case_changelist")


def test_the_list_shows_the_cases_of_the_own_body(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert case.number in signed_in("executor").get(INBOX).content.decode()
    assert case.number in signed_in("approver").get(INBOX).content.decode()
    assert case.number not in signed_in("stranger").get(INBOX + "?show=all").content.decode()


def test_a_search_does_not_reach_other_bodies(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert f"{case.pk}/change" not in signed_in("stranger").get(INBOX, {"q": case.number}).content.decode()


def test_the_counters_do_not_count_other_bodies(world: World, signed_in: SignIn) -> None:
    routed(world)
    tabs = signed_in("stranger").get(INBOX).context["inbox_tabs"]
    assert {count for _tab, count, _active in tabs} == {0}


def test_a_foreign_card_looks_like_none_at_all(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    stranger = signed_in("stranger")
    assert stranger.get(card(case)).status_code == 404
    assert stranger.get(card(Case(pk=999_999))).status_code == 404


@pytest.mark.parametrize("name", ["take", "decline", "submit_answer", "approve_answer", "send_answer"])
def test_no_button_works_on_a_foreign_case(world: World, signed_in: SignIn, name: str) -> None:
    case = routed(world)
    answer = press(signed_in("stranger"), case, name, reason="Не наше", body="Б" * 60)
    assert answer.status_code == 404
    assert fresh(case).version == case.version


def test_no_draft_is_kept_on_a_foreign_case(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    address = reverse("admin:routing_case_draft", args=[case.pk])
    assert signed_in("stranger").post(address, {"version": case.version, "body": "Текст"}).status_code == 404
    assert not case.answers.exists()


@pytest.mark.parametrize("name", ["delete", "history"])
def test_there_is_no_other_way_to_a_case(world: World, signed_in: SignIn, name: str) -> None:
    case = routed(world)
    assert signed_in("executor").get(reverse(f"admin:routing_case_{name}", args=[case.pk])).status_code == 404


def test_the_coordinator_sees_all(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    assert signed_in("coordinator").get(card(case)).status_code == 200
    assert case.number in signed_in("coordinator").get(INBOX).content.decode()
