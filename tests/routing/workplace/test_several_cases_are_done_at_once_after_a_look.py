from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Official
from routing.cases import services
from routing.cases.models import Case
from tests.routing.workplace.conftest import SignIn
from tests.world import World, fresh, make_official, routed

BULK = reverse("admin:routing_case_bulk")


def look(client: Client, name: str, *cases: Case, **words: Any) -> Any:
    return client.post(BULK, {"do": name, "case": [str(case.pk) for case in cases]} | words)


def confirm(client: Client, name: str, seen: list[tuple[Case, int]], **words: Any) -> Any:
    chosen = [f"{case.pk}:{version}" for case, version in seen]
    return client.post(BULK, {"do": name, "case": chosen, "confirmed": "1"} | words)


def numbers(outcomes: Any) -> set[str]:
    return {each.case.number for each in outcomes}


def test_the_look_says_what_would_happen_and_does_nothing(world: World, signed_in: SignIn) -> None:
    new, taken = routed(world), routed(world)
    services.take(taken.pk, world.actor("executor"))
    page = look(signed_in("executor"), "take", new, taken)
    assert numbers(page.context["possible"]) == {new.number}
    assert numbers(page.context["refused"]) == {taken.number}
    assert "произошли изменения" in page.context["refused"][0].reason
    assert fresh(new).state == "routed"


def test_each_case_is_done_by_itself_and_a_lost_race_is_told(world: World, signed_in: SignIn) -> None:
    one, other = routed(world), routed(world)
    seen = [(one, one.version), (other, other.version)]
    services.recall(other.pk, world.actor("coordinator"), "Это не их улица")
    services.assign(other.pk, world.actor("coordinator"), world.lamps)
    page = confirm(signed_in("executor"), "take", seen)
    assert numbers(page.context["possible"]) == {one.number}
    assert numbers(page.context["refused"]) == {other.number}
    assert (fresh(one).state, fresh(other).state) == ("in_work", "routed")


def test_a_missing_reason_brings_the_look_back_with_what_was_typed(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    client = signed_in("executor")
    page = confirm(client, "decline", [(case, case.version)], reason="  ")
    assert page.context["error"]
    assert fresh(case).state == "routed"
    assert confirm(client, "decline", [(case, case.version)], reason="Это улица соседей").context["possible"]
    assert fresh(case).state == "triage"


def test_a_case_of_another_body_is_not_even_named(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    page = look(signed_in("stranger"), "take", case)
    assert case.number not in page.content.decode()
    confirm(signed_in("stranger"), "take", [(case, case.version)])
    assert fresh(case).state == "routed"


@pytest.mark.parametrize(
    "form", [{}, {"do": "take"}, {"do": "no such step", "case": "1"}, {"do": "take", "case": "x:y"}]
)
def test_bad_forms_are_a_sentence(world: World, signed_in: SignIn, form: dict[str, str]) -> None:
    page = signed_in("executor").post(BULK, form)
    assert page.status_code == 400
    assert page.context["error"]


def test_approving_is_not_done_in_bulk(world: World, signed_in: SignIn) -> None:
    assert look(signed_in("approver"), "approve_answer", routed(world)).status_code == 400
    assert signed_in("executor").get(BULK).status_code == 404


def test_cases_of_one_who_left_are_given_to_a_colleague_at_once(world: World, signed_in: SignIn) -> None:
    colleague = make_official(world.lamps, Official.Role.EXECUTOR, "Коллега Выдуманная")
    cases = [routed(world), routed(world)]
    Case.objects.update(executor=world.executor)
    client = signed_in("approver")
    (to, _reason) = look(client, "pass_on", *cases).context["fields"]
    assert to.choices == ((str(colleague.pk), f"{colleague.full_name}, дел в работе: 0"),)
    confirm(client, "pass_on", [(case, case.version) for case in cases], to=colleague.pk, reason="Отпуск")
    assert {fresh(case).executor for case in cases} == {colleague}
