"""Ч. 6 и ч. 7 ст. 8 59-ФЗ: whoever chooses the body, a complaint does not reach those it is about."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Agency, Official
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Refused
from routing.cases.hands import executor_for
from routing.cases.models import Case, Event
from tests.world import World, answered, fresh, make_official, received, routed


def complaint(world: World, *codes: str, text: str = "Жалоба на бездействие", name: str = "") -> Case:
    """A complaint in triage whose reading names these bodies."""
    case = received(world)
    services.ask_coordinator(case.pk, {})
    about = [{"span": [0, 6], "what": "body", "agency": code, "barred": True} for code in codes]
    Case.objects.filter(pk=case.pk).update(understanding={"kind": "жалоба", "complained_of": about})
    type(case.message).objects.filter(pk=case.message.pk).update(text=text, name=name)
    return fresh(case)


def refused_code(do: Any) -> str:
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.code


def test_the_coordinator_cannot_send_it_to_the_body_complained_of(world: World) -> None:
    case = complaint(world, "lamps")
    assert refused_code(lambda: services.assign(case.pk, world.actor("coordinator"), world.lamps)) == "complained_of"
    assert fresh(case).state == "triage"


def test_nor_to_one_under_it_however_deep(world: World) -> None:
    case = complaint(world, "centre")
    Agency.objects.filter(pk=world.roads.pk).update(superior=world.centre)
    deep = Agency.objects.create(region=world.region, code="deep", name="Участок", superior=world.roads)
    assert refused_code(lambda: services.assign(case.pk, world.actor("coordinator"), deep)) == "complained_of"


def test_another_body_gets_it(world: World) -> None:
    case = complaint(world, "lamps")
    services.assign(case.pk, world.actor("coordinator"), world.roads)
    assert fresh(case).agency == world.roads


def test_a_body_only_named_gets_it(world: World) -> None:
    case = complaint(world)
    services.assign(case.pk, world.actor("coordinator"), world.lamps)
    assert fresh(case).agency == world.lamps


def test_a_misread_complaint_goes_on_with_the_coordinators_word_in_the_history(world: World) -> None:
    case = complaint(world, "lamps")
    services.assign(case.pk, world.actor("coordinator"), world.lamps, not_complained="Просит починить, не жалуется")
    assert Event.objects.get(case=case, kind="assign").data["not_complained"] == "Просит починить, не жалуется"


def test_a_moderator_has_no_such_word(world: World) -> None:
    case = complaint(world, "lamps")
    Case.objects.filter(pk=case.pk).update(decision={"candidates": [{"agency_code": "lamps"}]})
    world.moderator = make_official(world.centre, "moderator", "Мира Неживая")  # type: ignore[attr-defined]
    do = lambda: services.assign(case.pk, world.actor("moderator"), world.lamps, not_complained="Не жалоба")  # noqa: E731
    assert refused_code(do) == "complained_of"


def test_returned_twice_it_does_not_climb_to_the_body_complained_of(world: World) -> None:
    case = answered(world)
    Agency.objects.filter(pk=world.lamps.pk).update(superior=world.centre)
    about = [{"span": [0, 6], "what": "body", "agency": "centre", "barred": True}]
    Case.objects.filter(pk=case.pk).update(reopenings=1, understanding={"kind": "жалоба", "complained_of": about})
    services.reopen(case.pk, CITIZEN, "Снова не решено")
    assert fresh(case).state == "triage"


def test_it_is_not_joined_to_a_case_of_the_body_complained_of(world: World) -> None:
    leading, case = routed(world), complaint(world, "lamps")
    do = lambda: services.merge(case.pk, leading.pk, world.actor("coordinator"), "Об одном")  # noqa: E731
    assert refused_code(do) == "complained_of"


def test_nor_does_it_follow_a_leading_case_there(world: World) -> None:
    leading, case = received(world), complaint(world, "lamps")
    services.ask_coordinator(leading.pk, {})
    services.merge(case.pk, leading.pk, world.actor("coordinator"), "Об одном")
    do = lambda: services.assign(leading.pk, world.actor("coordinator"), world.lamps)  # noqa: E731
    assert refused_code(do) == "joined_complaint"
    assert (fresh(leading).agency, fresh(case).agency) == (None, None)


@pytest.mark.parametrize(
    ("text", "name", "is_named"),
    [
        ("Жалоба на инспектора Выдуманную: не отвечает", "", True),
        ("Жалоба: Ирина Олеговна Выдуманная нахамила", "", True),
        ("Жалоба на инспектора Придуманного", "", False),
        ("Жалоба. С уважением, Выдуманная", "Алла Выдуманная", False),
        ("Жалоба на выдуманную отписку", "", False),
    ],
)
def test_whom_it_names_is_passed_over(world: World, text: str, name: str, is_named: bool) -> None:
    case = complaint(world, text=text, name=name)
    colleague = make_official(world.lamps, "executor", "Олег Ильич Небывалый")
    services.assign(case.pk, world.actor("coordinator"), world.lamps)
    chosen = executor_for(fresh(case), case.received_at)
    assert chosen == (colleague if is_named else world.executor)
    if is_named:
        assert refused_code(lambda: services.take(case.pk, world.actor("executor"))) == "not_named"
    else:
        services.take(case.pk, world.actor("executor"))


def test_without_a_colleague_it_waits_in_the_inbox(world: World) -> None:
    case = complaint(world, text="Жалоба на Выдуманную")
    services.assign(case.pk, world.actor("coordinator"), world.lamps)
    assert Official.objects.filter(post__agency=world.lamps, role="executor").count() == 1
    assert fresh(case).executor is None
