"""Once a coordinator has decided, the citizen's page no longer says that somebody will look."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from citizen_portal.web.appeal import case_path
from routing.cases import services
from routing.cases.models import Case
from tests.world import World, fresh, received

TEXT = "Помогите пожалуйста, так больше нельзя"
SPAN = [9, 19]


def vague(world: World) -> Case:
    """A case the machine did not understand; its best guess is the world's lamps."""
    case = received(world, text=TEXT)
    topic = {"code": "topic", "params": {"title": world.lamp.title, "code": world.lamp.code, "words": [SPAN]}}
    rule = {"code": "rule_written", "params": {"agency": world.lamps.name, "basis": "Устав"}}
    because = [topic, {"code": "no_place", "params": {}}, rule]
    candidate = {"agency_code": world.lamps.code, "agency": world.lamps.name, "because": because}
    unclear = {"code": "unclear", "params": {"notes": ["not_understood"]}}
    facts: dict[str, Any] = {
        "topic": world.lamp,
        "understanding": {"notes": ["not_understood"], "topics": []},
        "decision": {"agency_code": world.lamps.code, "because": [*because, unclear], "candidates": [candidate]},
    }
    services.ask_coordinator(case.pk, facts)
    return fresh(case)


@pytest.fixture
def page(client: Client) -> Any:
    def read(case: Case) -> str:
        return client.get(case_path(case)).content.decode()

    return read


def test_before_the_decision_a_guess_is_not_shown_as_knowledge(world: World, page: Any) -> None:
    shown = page(vague(world))
    assert "Программа не совсем поняла" in shown and "проверит координатор" in shown
    assert world.lamp.title not in shown and "«пожалуйста»" not in shown and world.lamps.name not in shown


def test_after_it_the_coordinator_has_read_the_appeal(world: World, page: Any) -> None:
    case = vague(world)
    services.assign(case.pk, world.actor("coordinator"), world.lamps)
    shown = page(fresh(case))
    assert "Координатор прочёл обращение" in shown and "Устав" in shown
    assert "Программа не совсем поняла" not in shown and "проверит координатор" not in shown
    assert "«пожалуйста»" not in shown


def test_reasons_for_another_body_or_topic_are_dropped(world: World, page: Any) -> None:
    case = vague(world)
    services.assign(case.pk, world.actor("coordinator"), world.roads, topic=world.hole)
    shown = page(fresh(case))
    assert world.roads.name in shown and world.hole.title in shown
    assert world.lamps.name not in shown and world.lamp.title not in shown


def test_a_body_that_declined_is_not_named_as_the_one_who_answers(world: World, page: Any) -> None:
    case = vague(world)
    services.assign(case.pk, world.actor("coordinator"), world.lamps)
    services.decline(case.pk, world.actor("executor"), "Не наш фонарь")
    shown = page(fresh(case))
    assert "Кто отвечает" not in shown and "координатор выбирает друг" in shown
