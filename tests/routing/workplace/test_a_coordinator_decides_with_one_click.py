import pytest
from django.urls import reverse

from routing.cases.models import Case, Correction
from routing.workplace import triage
from tests.routing.workplace.conftest import SignIn, doubtful
from tests.world import World, fresh

TRIAGE = reverse("admin:routing_case_triage")


def address(pk: int) -> str:
    return reverse("admin:routing_case_assign", args=[pk])


def test_the_click_sends_the_case_and_is_stored_as_an_example(world: World, signed_in: SignIn) -> None:
    case = doubtful(world)
    client = signed_in("coordinator")
    assert [choice.percent for choice in client.get(TRIAGE).context["doubts"][0].candidates] == [60, 30]
    client.post(address(case.pk), {"version": case.version, "agency_code": "roads"})
    case = fresh(case)
    assert (case.state, case.agency) == ("routed", world.roads)
    example = Correction.objects.get()
    assert (example.before["agency"], example.after["agency"]) == ("lamps", "roads")
    assert example.official == world.coordinator


def test_any_other_body_and_topic_can_be_named(world: World, signed_in: SignIn) -> None:
    case = doubtful(world)
    form = {"version": case.version, "agency": "центр приёма", "topic": "Граффити"}
    signed_in("coordinator").post(address(case.pk), form)
    case = fresh(case)
    assert (case.agency, case.topic) == (world.centre, world.hole)


def test_an_unknown_name_is_said_at_the_case_and_stays_typed(world: World, signed_in: SignIn) -> None:
    case = doubtful(world)
    answer = signed_in("coordinator").post(address(case.pk), {"version": case.version, "agency": "Горсве-т"})
    assert answer.status_code == 400
    assert "Горсве-т" in answer.content.decode()
    assert fresh(case).state == "triage"


def test_danger_comes_first(world: World, signed_in: SignIn) -> None:
    doubtful(world)
    dangerous = doubtful(world, danger=True)
    assert signed_in("coordinator").get(TRIAGE).context["doubts"][0].case == dangerous


def test_a_decision_made_meanwhile_by_another_is_not_overwritten(world: World, signed_in: SignIn) -> None:
    case = doubtful(world)
    form = {"version": case.version, "agency_code": "lamps"}
    signed_in("coordinator").post(address(case.pk), form)
    late = signed_in("coordinator").post(address(case.pk), form | {"agency_code": "roads"})
    assert late.status_code == 409
    assert fresh(case).agency == world.lamps


def test_the_queue_is_not_for_executors(world: World, signed_in: SignIn) -> None:
    case = doubtful(world)
    executor = signed_in("executor")
    assert executor.get(TRIAGE).status_code == 403
    assert executor.post(address(case.pk), {"version": case.version, "agency_code": "lamps"}).status_code == 403


def test_a_coordinator_lands_in_the_queue(world: World, signed_in: SignIn) -> None:
    assert signed_in("coordinator").get(reverse("admin:index")).headers["Location"] == TRIAGE


def test_a_complaint_goes_to_the_body_complained_of_only_with_a_word_why(world: World, signed_in: SignIn) -> None:
    case = doubtful(world)
    about = [{"span": [0, 3], "what": "body", "agency": "lamps", "barred": True}]
    Case.objects.filter(pk=case.pk).update(understanding=case.understanding | {"complained_of": about})
    client, form = signed_in("coordinator"), {"version": case.version, "agency": "Горсвет"}
    refused = client.post(address(case.pk), form)
    assert refused.status_code == 409
    assert 'name="not_complained"' in refused.content.decode()
    assert fresh(case).state == "triage"
    client.post(address(case.pk), form | {"not_complained": "Просит починить фонарь"})
    assert fresh(case).agency == world.lamps


def test_a_refused_case_of_a_later_page_is_shown_with_the_refusal(
    world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage, "PER_PAGE", 1)
    doubtful(world, danger=True)
    case = doubtful(world)
    answer = signed_in("coordinator").post(address(case.pk), {"version": case.version, "agency": "Горсве-т"})
    assert answer.context["doubts"][0].case == case
    assert "step-error" in answer.content.decode()
