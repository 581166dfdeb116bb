"""An application gets the same question as the page, and nothing is stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from agencies.models import Region
from citizen_portal.web import reading
from routing.cases.models import Case
from tests.world import World

PATH = "/api/v1/question"


@pytest.fixture(autouse=True)
def read_by_the_shipped_model(settings: Any, world: World) -> None:
    Region.objects.filter(pk=world.region.pk).update(code="spb", object_kinds=["Двор", "Улица"])
    settings.REGION = "spb"
    reading.reader()
    reading._load("spb")


def test_the_question_comes_with_its_answers(client: Client) -> None:
    answer = client.post(PATH, {"text": "Не убирают снег"}, content_type="application/json")
    question = answer.json()["question"]
    assert answer.status_code == 200 and len(question["options"]) > 1 and question["words"]
    assert not Case.objects.exists()


def test_a_clear_appeal_gets_none(client: Client) -> None:
    answer = client.post(PATH, {"text": "Течёт крыша, Коллонтай 5 корпус 1"}, content_type="application/json")
    assert answer.json() == {"question": None, "elsewhere": False, "region": ""}


def test_a_mistake_is_told_in_the_shape_of_all_refusals(client: Client) -> None:
    assert client.post(PATH, {"text": 5}, content_type="application/json").status_code == 400
