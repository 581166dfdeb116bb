"""On the page of a message one signs in, comes back to it, and makes it an appeal by law."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from citizen_portal.web.appeal import case_path
from routing.cases.models import Case
from tests.world import World, add_law, fresh, routed

WORDS = {"email": "anna@example.ru", "sure": "1"}


@pytest.fixture
def case(settings: Any, world: World) -> Case:
    settings.REGION = world.region.code
    add_law(identity=True)
    return routed(world)


def test_without_a_sign_in_the_page_asks_for_it(client: Client, case: Case) -> None:
    page = client.get(case_path(case)).content.decode()
    assert 'action="/sign-in/"' in page and 'name="full_name"' not in page
    refused = client.post(f"{case_path(case)}convert/", WORDS | {"full_name": "Выдуманная Анна"})
    assert refused.status_code == 422
    assert fresh(case).regime == "pos_message"


def test_one_comes_back_to_the_message_and_confirms(client: Client, case: Case) -> None:
    asked = client.post("/sign-in/", {"next": case_path(case)})
    state = client.get(asked["Location"]).context["state"]
    chosen = client.post("/sign-in/demo/", {"state": state, "person": "timur"})
    back = client.get(chosen["Location"])
    assert back["Location"] == case_path(case)
    assert "Придуманный Тимур" in client.get(case_path(case)).content.decode()
    assert client.post(f"{case_path(case)}convert/", WORDS | {"full_name": "Другой Человек"}).status_code == 303
    assert fresh(case).regime == "fz59_appeal"
    assert fresh(case).requisites.full_name == "Придуманный Тимур Рашидович"


def test_without_a_provider_it_is_not_offered(client: Client, case: Case, settings: Any) -> None:
    settings.IDENTITY_PROVIDER = ""
    page = client.get(case_path(case))
    assert page.status_code == 200 and 'id="convert"' not in page.content.decode()
