"""A place left open is asked for on the page of the appeal; what the citizen chooses becomes the place, once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from citizen_portal.web.appeal import case_path
from routing.cases import correcting, services
from routing.cases.models import Case
from routing.intake import understand
from tests.world import World, fresh, received, routed

NEAR = [
    {"address": f"улица Мира, дом {n}", "building_id": str(n), "lat": 60.0, "lon": 30.0 + n, "district": "Северный"}
    for n in (7, 9)
]
OPEN_PLACE = {"address": "улица Мира", "note": "no_such_house", "alternatives": NEAR, "confidence": 0.4}
CHOSEN = "улица Мира, дом 9"


def left_open(case: Case, **place: Any) -> Case:
    understanding = {"place": OPEN_PLACE | place, "notes": ["no_such_house"]}
    Case.objects.filter(pk=case.pk).update(understanding=understanding, address=understanding["place"]["address"])
    return fresh(case)


def choose(client: Client, case: Case, place: str, **fields: Any) -> Any:
    return client.post(f"{case_path(case)}place/", {"place": place, "version": case.version, **fields})


def test_the_choice_becomes_the_place(client: Client, world: World) -> None:
    case = left_open(routed(world))
    assert "Это здесь" in client.get(case_path(case)).content.decode()
    assert choose(client, case, CHOSEN).status_code == 303
    now = fresh(case)
    assert (now.address, now.lon, now.territory, now.state) == (CHOSEN, 39.0, world.north, "routed")
    assert now.understanding["notes"] == []
    page = client.get(case_path(case)).content.decode()
    assert "Вы уточнили место" in page and "Это здесь" not in page


def test_sent_twice_it_is_done_once(client: Client, world: World) -> None:
    case = left_open(routed(world))
    assert choose(client, case, CHOSEN).status_code == choose(client, case, CHOSEN).status_code == 303
    assert case.events.filter(kind="say_place").count() == 1


@pytest.mark.parametrize("place", ["", "Кремль", "улица Мира, дом 9, квартира 1", "<script>"])
def test_only_what_was_offered_may_be_chosen(client: Client, world: World, place: str) -> None:
    case = left_open(routed(world))
    answer = choose(client, case, place)
    assert answer.status_code == 422
    assert "Выберите одно из предложенных мест." in answer.content.decode()
    assert fresh(case).address == case.address


def test_a_page_that_grew_old_is_told_so(client: Client, world: World) -> None:
    case = left_open(routed(world))
    services.take(case.pk, world.actor("executor"))
    assert choose(client, case, CHOSEN).status_code == 409
    assert fresh(case).address == case.address


def test_nothing_is_asked_when_an_official_has_said_the_place(client: Client, world: World) -> None:
    case = left_open(routed(world))
    where = correcting.Spot("улица Мира, дом 3")
    services.correct(case.pk, world.actor("coordinator"), place=where, reason="Позвонили и уточнили")
    assert "Это здесь" not in client.get(case_path(fresh(case))).content.decode()


def test_nothing_is_asked_when_the_work_is_over(client: Client, world: World) -> None:
    case = left_open(routed(world))
    Case.objects.filter(pk=case.pk).update(state="closed")
    assert "Это здесь" not in client.get(case_path(fresh(case))).content.decode()
    assert choose(client, case, CHOSEN).status_code == 409


def test_before_the_coordinator_decides_it_is_read_again(client: Client, world: World, settings: Any) -> None:
    world.region.code = settings.REGION = "spb"
    world.region.save()
    case = received(world, text="На улице Ленина не горят фонари")
    understand(case.pk)
    case = fresh(case)
    assert case.state == "triage"
    chosen = "Стрельна, улица Ленина"
    assert f'value="{chosen}"' in client.get(case_path(case)).content.decode()
    assert choose(client, case, chosen).status_code == 303
    now = fresh(case)
    assert now.address == chosen
    assert now.understanding["place"]["district"] == "Петродворцовый"
    assert now.understanding["topics"]
