"""The emergency number and the request for clearer words stand before the citizen sends, with scripts or without."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routing.cases.models import Case
from routing.workplace.triage import queue
from tests.world import World, received

GAS = {"text": "В подъезде пахнет газом, жильцы кашляют", "name": "Анна Выдуманная", "reply": "page"}


@pytest.fixture(autouse=True)
def own_region(settings: Any, world: World) -> None:
    settings.REGION = world.region.code


def test_without_scripts_the_number_is_shown_before_anything_is_sent(client: Client) -> None:
    answer = client.post("/", GAS)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="tel:112"' in page and 'href="tel:104"' in page and GAS["text"] in page
    assert 'name="warned"' in page
    assert not Case.objects.exists()


def test_who_has_seen_it_sends(client: Client) -> None:
    assert client.post("/", GAS | {"warned": "1"}).status_code == 303
    assert Case.objects.count() == 1


def test_it_is_shown_while_typing(client: Client) -> None:
    page = client.post(reverse("danger"), {"text": GAS["text"]}).content.decode()
    assert 'href="tel:112"' in page and 'name="warned"' in page


def test_calm_words_go_at_once(client: Client) -> None:
    assert client.post("/", GAS | {"text": "Не горит фонарь во дворе"}).status_code == 303


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Здравствуйте, помогите", "no_words"),
        ("фывапролд фывапролд", "no_words"),
        ("The lift is broken again", "foreign"),
        ("Не горит фонарь", ""),
        ("yt hf,jnftn kban", ""),
        ("Не", ""),
    ],
)
def test_clearer_words_are_asked_for_while_typing(client: Client, text: str, asked: str) -> None:
    answer = client.post(reverse("danger"), {"text": text})
    assert answer.context["unclear"] == asked


def test_the_coordinator_sees_danger_first(world: World) -> None:
    cases = [received(world) for _ in range(3)]
    Case.objects.update(state="triage")
    Case.objects.filter(pk=cases[2].pk).update(danger=True)
    assert next(iter(queue(Case.objects.all()))).pk == cases[2].pk
