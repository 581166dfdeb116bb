"""The matrix of roles and objects, asked through real requests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, Official
from routing.answers import services as answers
from routing.cases import services
from routing.cases.models import Case
from tests.routing.workplace.conftest import card, doubtful, press
from tests.world import World, fresh, make_official, routed

As = Callable[[str], Client]
CASES = ("own", "below", "other", "undecided")
OBJECTS = (*CASES, "registry", "settings", "reads", "events", "outbox", "triage", "overdue")
OPEN: dict[str, set[str]] = {
    "moderator": {"undecided", "triage", "overdue"},
    "coordinator": {"own", "below", "other", "undecided", "triage", "overdue"},
    "executor": {"own", "overdue"},
    "approver": {"own", "overdue"},
    "signer": {"own", "overdue"},
    "head": {"own", "below", "overdue"},
    "auditor": {"registry", "reads", "events", "overdue"},
    "administrator": set(OBJECTS),
}


@pytest.fixture
def below(world: World) -> Agency:
    """A body two steps below the one of the world's executor."""
    middle = Agency.objects.create(region=world.region, code="middle", name="Участок", superior=world.lamps)
    return Agency.objects.create(region=world.region, code="deep", name="Бригада", superior=middle)


@pytest.fixture
def signed_in_as(world: World) -> As:
    """A browser of somebody in the role; who sits in a body sits in the one of the world's executor."""

    def sign_in(role: str) -> Client:
        inside = role in {"executor", "approver", "signer", "head"}
        official = make_official(world.lamps if inside else world.centre, role, f"Вымышленный {role}")
        client = Client()
        client.force_login(official.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def addresses(world: World, below: Agency) -> dict[str, str]:
    own, deep, other = routed(world), routed(world), routed(world)
    Case.objects.filter(pk=deep.pk).update(agency=below)
    Case.objects.filter(pk=other.pk).update(agency=world.roads)
    return {
        "own": card(own),
        "below": card(deep),
        "other": card(other),
        "undecided": card(doubtful(world)),
        "registry": reverse("admin:agencies_agency_changelist"),
        "settings": reverse("admin:agencies_agency_add"),
        "reads": reverse("admin:routing_reading_changelist"),
        "events": reverse("admin:routing_event_changelist"),
        "outbox": reverse("admin:routing_outboxrow_changelist"),
        "triage": reverse("admin:routing_case_triage"),
        "overdue": reverse("admin:routing_overdue"),
    }


@pytest.mark.parametrize("role", Official.Role.values)
def test_the_whole_matrix_of_pages(world: World, below: Agency, signed_in_as: As, role: str) -> None:
    client = signed_in_as(role)
    found = {name for name, address in addresses(world, below).items() if client.get(address).status_code == 200}
    assert found == OPEN[role]


@pytest.mark.parametrize("role", Official.Role.values)
def test_the_list_holds_what_the_cards_allow(world: World, below: Agency, signed_in_as: As, role: str) -> None:
    where = addresses(world, below)
    answer = signed_in_as(role).get(reverse("admin:routing_case_changelist"), {"show": "all"})
    if role == "auditor":
        assert answer.status_code == 403
        return
    listed = {card(case) for case in answer.context["cl"].result_list}
    assert listed == {where[name] for name in CASES if name in OPEN[role]}


@pytest.mark.parametrize("role", Official.Role.values)
def test_the_first_page_is_one_that_opens(world: World, signed_in_as: As, role: str) -> None:
    answer = signed_in_as(role).get(reverse("admin:index"), follow=True)
    assert answer.status_code == 200
    assert "w-no-role" not in answer.content.decode()


def test_a_moderator_sends_only_where_the_system_proposed(world: World, signed_in_as: As) -> None:
    moderator, case = signed_in_as("moderator"), doubtful(world)
    address = reverse("admin:routing_case_assign", args=[case.pk])
    refused = moderator.post(address, {"version": case.version, "agency": world.centre.name})
    assert refused.status_code == 403
    assert fresh(case).state == "triage"
    moderator.post(address, {"version": case.version, "agency_code": "roads"})
    assert fresh(case).agency == world.roads
    assert moderator.get(card(case)).status_code == 404


def test_a_signer_sends_what_another_approved_and_writes_nothing(world: World, signed_in_as: As) -> None:
    signer, case = signed_in_as("signer"), routed(world)
    assert press(signer, case, "take").status_code == 403
    services.take(case.pk, world.actor("executor"))
    answers.submit(case.pk, world.actor("executor"), "Лампу заменили сегодня утром, проверил мастер участка.")
    assert press(signer, case, "approve_answer").status_code == 403
    answers.approve(case.pk, world.actor("approver"))
    assert press(signer, case, "send_answer").status_code == 302
    assert fresh(case).state == "answered"


def test_a_head_refuses_below_and_never_elsewhere(world: World, below: Agency, signed_in_as: As) -> None:
    head, where = signed_in_as("head"), addresses(world, below)
    for name, status in (("below", 403), ("other", 404)):
        pk = int(where[name].split("/")[-3])
        assert press(head, Case(pk=pk), "take").status_code == status
    assert "refuse" in {step.name for step in head.get(where["below"]).context["steps"]}


def test_nothing_is_a_step_of_an_auditor(world: World, signed_in_as: As) -> None:
    auditor, case = signed_in_as("auditor"), routed(world)
    assert press(auditor, case, "take").status_code == 404
    form = {"name": "Другое"}
    assert auditor.post(reverse("admin:agencies_agency_change", args=[world.lamps.pk]), form).status_code == 403
    assert fresh(case).version == case.version
