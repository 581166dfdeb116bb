"""«Поняли неверно?» on the page of an appeal: said once, kept, shown to the officials; nothing moves by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from citizen_portal.web.appeal import case_path
from routing.cases import services
from routing.cases.correcting import objection
from routing.cases.models import Case, Correction
from tests.world import World, answered, fresh, received, routed

GUESSES = [{"code": "BLG-03", "external_id": None, "p": 0.6}, {"code": "BLG-17", "external_id": None, "p": 0.3}]


def read(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(understanding={"topics": GUESSES})
    return fresh(case)


def say(client: Client, case: Case, **fields: Any) -> Any:
    return client.post(f"{case_path(case)}understood/", {"version": case.version, **fields})


def page(client: Client, case: Case) -> str:
    return client.get(case_path(case)).content.decode()


def test_another_likely_topic_is_chosen_and_kept(client: Client, world: World) -> None:
    case = read(routed(world))
    assert "Обращение поняли неверно?" in page(client, case)
    assert say(client, case, topic="Граффити", place="Двор дома 5", reason="Я про надпись").status_code == 303
    assert fresh(case).topic == world.lamp
    assert {row.field for row in Correction.objects.filter(case=case, official=None)} == {"topic", "place"}
    assert "Граффити. Двор дома 5. Я про надпись" in page(client, case)


def test_sent_twice_it_is_kept_once(client: Client, world: World) -> None:
    case = read(routed(world))
    assert [say(client, case, topic="Граффити").status_code for _ in range(2)] == [303, 303]
    assert Correction.objects.count() == 1


def test_nothing_said_is_refused_and_what_was_typed_stays(client: Client, world: World) -> None:
    case = read(routed(world))
    assert say(client, case).status_code == 422
    answer = say(client, case, topic="Выдумка", place="Двор дома 5")
    assert answer.status_code == 422
    assert "Двор дома 5" in answer.content.decode()
    assert objection(case) is None


@pytest.mark.parametrize("begin", [received, answered])
def test_before_reading_and_after_the_answer_it_is_not_offered(client: Client, world: World, begin: Any) -> None:
    assert "Обращение поняли неверно?" not in page(client, begin(world))


def test_after_an_official_decided_the_page_asks_no_more_of_it(client: Client, world: World) -> None:
    case = read(routed(world))
    say(client, case, topic="Граффити")
    services.correct(case.pk, world.actor("executor"), topic=world.hole, reason="Гражданин прав")
    shown = page(client, case)
    assert 'data-testid="said"' not in shown
    assert "Сотрудник уточнил, о чём обращение" in shown
