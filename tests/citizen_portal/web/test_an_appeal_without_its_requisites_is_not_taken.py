"""What the law asks in vain is said in a sentence, nothing is written, and a message is offered instead."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from routing.cases.models import Case, Message, OutboxRow, Requisites
from tests.citizen_portal.signing import APPEAL, TEXT, sign_in
from tests.world import World, add_law


@pytest.fixture(autouse=True)
def the_law_of_today(settings: Any, world: World) -> None:
    settings.REGION = world.region.code
    add_law(identity=True)


def nothing_written() -> bool:
    return not any(model.objects.exists() for model in (Case, Message, Requisites, OutboxRow))


def test_who_has_not_signed_in_is_told_and_may_send_a_message(client: Client) -> None:
    answer = client.post("/", APPEAL)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["regime"]
    assert TEXT in page and 'name="sign_in"' in page and 'name="instead"' in page
    assert nothing_written()
    assert client.post("/", APPEAL | {"name": "Анна", "instead": "pos_message"}).status_code == 303
    assert Case.objects.get().regime == "pos_message"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reply": "email", "email": ""}, "email"),
        ({"reply": "email", "email": "anna@"}, "email"),
        ({"reply": "post", "postal_address": ""}, "postal_address"),
        ({"reply": "post", "postal_address": "ул. 1"}, "postal_address"),
        ({"collective": "1", "co_signers": "Иванов\nПетров Пётр"}, "co_signers"),
        ({"collective": "1", "co_signers": "\n".join(["Небывалый Ян"] * 101)}, "co_signers"),
        ({"text": ""}, "text"),
        ({"regime": "oral_reception"}, "regime"),
    ],
)
def test_what_is_missing_is_said_at_its_field(client: Client, typed: dict[str, str], field: str) -> None:
    sign_in(client)
    answer = client.post("/", APPEAL | {"name": "Анна"} | typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    kept = [value for name, value in typed.items() if name != "regime"]
    assert all(value in answer.content.decode() for value in kept)
    assert nothing_written()


def test_all_mistakes_are_said_at_once(client: Client) -> None:
    answer = client.post("/", APPEAL | {"text": "", "reply": "post", "collective": "1", "co_signers": "Ян"})
    assert set(answer.context["form"].errors) == {"text", "regime", "postal_address", "co_signers"}


@pytest.mark.parametrize(("policy", "status"), [("off", 303), ("warn", 303), ("require", 422)])
def test_an_address_outside_the_russian_zone_follows_the_policy(
    client: Client, settings: Any, policy: str, status: int
) -> None:
    settings.EMAIL_RU_ZONE_POLICY = policy
    sign_in(client)
    assert client.post("/", APPEAL | {"reply": "email", "email": "li@example.org"}).status_code == status
    assert client.post("/", APPEAL | {"reply": "email", "email": "li@пример.рф"}).status_code == 303


def test_danger_is_warned_of_before_an_appeal_too(client: Client) -> None:
    sign_in(client)
    typed = APPEAL | {"text": "В подъезде пахнет газом, жильцы кашляют"}
    first = client.post("/", typed)
    assert first.status_code == 422 and 'href="tel:112"' in first.content.decode()
    assert nothing_written()
    assert client.post("/", typed | {"warned": "1"}).status_code == 303


words = st.text(max_size=60) | st.text(st.characters(codec=None), max_size=30)
lines = st.lists(words, max_size=5).map("\n".join)


@hypothesis_settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    signed=st.booleans(),
    typed=st.fixed_dictionaries(
        {"regime": st.sampled_from(["fz59_appeal", "pos_message", "fz8_info_request"]) | words},
        optional={
            "reply": st.sampled_from(["page", "email", "post"]) | words,
            "email": st.emails() | words,
            "postal_address": words,
            "collective": st.sampled_from(["", "1"]),
            "co_signers": lines,
            "name": words,
            "instead": words,
            "text": words,
        },
    ),
)
def test_whatever_is_typed_is_taken_whole_or_not_at_all(client: Client, signed: bool, typed: dict[str, str]) -> None:
    client.cookies.clear()
    if signed:
        sign_in(client)
    sendable = {name: value.encode(errors="replace").decode() for name, value in typed.items()}
    before = Case.objects.count()
    answer = client.post("/", APPEAL | {"warned": "1"} | sendable)
    taken = Case.objects.count() - before
    assert answer.status_code in {303, 422}
    assert taken <= 1 if answer.status_code == 303 else taken == 0
    assert Case.objects.count() == Message.objects.count()
    by_law = Case.objects.filter(regime="fz59_appeal")
    assert by_law.count() == Requisites.objects.filter(case__in=by_law).exclude(provider="").count()
