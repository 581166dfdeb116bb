"""People signed in, and what a coordinator's case looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routing.cases import services
from routing.cases.models import Case
from tests.world import World, fresh, received

SignIn = Callable[[str], Client]


@pytest.fixture
def signed_in(world: World) -> SignIn:
    """A browser of one of the world's people («executor», «approver», «coordinator», «stranger»)."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(world, name).user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def card(case: Case) -> str:
    """The address of the card."""
    return reverse("admin:routing_case_change", args=[case.pk])


def press(client: Client, case: Case, name: str, **form: Any) -> Any:
    """Press a button of the card as it looks now."""
    values = {"version": fresh(case).version} | form
    return client.post(reverse("admin:routing_case_step", args=[case.pk, name]), values)


def candidate(code: str, name: str, confidence: float) -> dict[str, Any]:
    """A body in a stored decision."""
    because = [{"code": "no_place", "params": {}}]
    return {
        "agency_code": code,
        "agency": name,
        "position": "",
        "confidence": confidence,
        "rule": "",
        "because": because,
    }


def doubtful(world: World, **facts: Any) -> Case:
    """A case that waits for the coordinator, with two candidates."""
    case = received(world)
    candidates = [candidate("lamps", "Горсвет", 0.6), candidate("roads", "Дирекция дорог", 0.3)]
    decision = {"agency_code": "lamps", "because": [], "candidates": candidates}
    services.ask_coordinator(case.pk, {"topic": world.lamp, "decision": decision} | facts)
    return fresh(case)
