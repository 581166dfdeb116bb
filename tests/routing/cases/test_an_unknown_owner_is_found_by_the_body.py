"""Whose the object is, the body finds out within its own term; the citizen is not asked."""

from __future__ import annotations

from datetime import date

import pytest

from agencies.kept import forget_all
from agencies.models import LegalTerm
from routing.cases import services
from routing.cases.models import Case, Deadline
from tests.world import World, fresh, received


@pytest.fixture
def term(world: World) -> None:
    LegalTerm.objects.create(
        regime="pos_message",
        kind="find_owner",
        amount=1,
        unit="working",
        basis="Регламент",
        valid_from=date(2020, 1, 1),
    )
    forget_all()


def sent(world: World, **decision: object) -> Case:
    case = received(world)
    facts = {"topic": world.lamp, "decision": {"agency_code": "lamps", "finds_out": True} | decision}
    services.route(case.pk, facts, world.lamps, None)
    return fresh(case)


def task(case: Case) -> Deadline | None:
    return Deadline.objects.filter(case=case, kind="find_owner", met_at=None, cancelled_at=None).first()


def test_the_task_has_its_own_clock_beside_the_answers(world: World, term: None) -> None:
    case = sent(world)
    found = task(case)
    assert found is not None and found.due_at < case.due_at


def test_the_citizen_is_told_of_the_body_and_not_asked(world: World, term: None) -> None:
    kinds = [event.kind for event in sent(world).events.all()]
    assert kinds == ["receive", "route"]


def test_a_known_owner_needs_no_task(world: World, term: None) -> None:
    assert task(sent(world, finds_out=False)) is None


def test_handing_the_case_on_ends_the_task(world: World, term: None) -> None:
    case = sent(world)
    services.decline(case.pk, world.actor("executor"), "Дом управляющей компании")
    assert task(case) is None
    assert Deadline.objects.get(case=case, kind="find_owner").met_at is not None


def test_a_coordinator_who_chooses_another_body_needs_no_task(world: World, term: None) -> None:
    case = received(world)
    services.ask_coordinator(case.pk, {"topic": world.lamp, "decision": {"agency_code": "lamps", "finds_out": True}})
    services.assign(case.pk, world.actor("coordinator"), world.roads)
    assert task(case) is None


def test_a_region_without_the_term_sends_the_case_all_the_same(world: World) -> None:
    case = sent(world)
    assert case.state == "routed" and task(case) is None
