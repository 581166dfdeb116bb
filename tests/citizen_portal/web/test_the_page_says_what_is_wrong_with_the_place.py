"""A house that is not in the register brings the nearest ones to the page, a foreign place its region."""

from __future__ import annotations

from typing import Any

from django.test import Client

from citizen_portal.web.appeal import case_path
from routing.cases.models import Case
from tests.world import World, received


def page_of(client: Client, world: World, **place: Any) -> str:
    case = received(world)
    notes = [place["note"]]
    Case.objects.filter(pk=case.pk).update(state="triage", address="", understanding={"place": place, "notes": notes})
    return client.get(case_path(Case.objects.get(pk=case.pk))).content.decode()


def test_the_nearest_houses_are_named(client: Client, world: World) -> None:
    near = [{"address": f"улица Мира, дом {n}", "building_id": str(n)} for n in (7, 9, 11, 13)]
    page = page_of(client, world, note="no_such_house", alternatives=near)
    assert all(f'value="улица Мира, дом {n}"' in page for n in (7, 9, 11, 13))


def test_the_right_region_is_named(client: Client, world: World) -> None:
    assert "Дальняя область" in page_of(client, world, note="outside_region", region="Дальняя область")


def test_an_unknown_region_is_not_guessed(client: Client, world: World) -> None:
    page = page_of(client, world, note="outside_region", region="")
    assert "не в нашем регионе" in page
