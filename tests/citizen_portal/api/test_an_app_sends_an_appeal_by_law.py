"""An app sends an appeal by law for a person the provider knows; the same rules as on the form, told in words."""

from __future__ import annotations

from typing import Any

import pytest

from citizen_portal.identity import demo
from routing.cases.models import Case, Message, Requisites
from tests.citizen_portal.api.app import APPEAL, URL, App, is_refusal, secret_for
from tests.world import World, add_law, fresh, routed

BODY = {"text": APPEAL["text"], "regime": "fz59_appeal"}


@pytest.fixture(autouse=True)
def the_law_of_today(app: App) -> None:
    add_law(identity=True)


def bearer(app: App, person: str = "anna") -> dict[str, str]:
    token = app.post("/api/v1/demo-sign-in", {"person": person}).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def nothing_written() -> bool:
    return not any(model.objects.exists() for model in (Case, Message, Requisites))


def test_the_choice_comes_with_its_terms_in_words(app: App) -> None:
    told = app.client.get("/api/v1/regimes", headers={"Accept-Language": "ru"}).json()["regimes"]
    assert [each["code"] for each in told] == ["pos_message", "fz59_appeal"]
    assert [each["sign_in"] for each in told] == [False, True]
    assert "30 дней" in told[1]["terms"] and "10 рабочих дней" in told[0]["terms"]


def test_it_is_taken_with_its_law(app: App) -> None:
    response = app.send(BODY | {"co_signers": ["Небывалый Ян"]}, **bearer(app))
    case = Case.objects.get()
    assert response.status_code == 201
    assert (response.json()["regime"], case.regime) == ("fz59_appeal", "fz59_appeal")
    assert case.message.name == "Выдуманная Анна Сергеевна"
    assert case.deadlines.filter(kind="register").exists()
    assert (case.requisites.answer_by, case.requisites.collective) == ("page", True)


def test_without_a_sign_in_it_is_refused_in_words(app: App) -> None:
    refused = app.send(BODY, **{"Accept-Language": "ru"})
    assert is_refusal(refused, 400, "invalid")
    assert list(refused.json()["errors"]) == ["identity"]
    assert "сообщения вход не нужен" in refused.json()["errors"]["identity"][0]
    assert nothing_written()


@pytest.mark.parametrize("token", ["", "anna", "anna:1:x", demo.given("nobody", demo.TOKEN), demo.given("anna", "x")])
def test_a_token_that_says_nothing_is_refused(app: App, token: str) -> None:
    assert is_refusal(app.send(BODY, Authorization=f"Bearer {token}"), 401, "not_identified")
    assert nothing_written()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"answer_by": "post"}, "postal_address"),
        ({"answer_by": "email"}, "email"),
        ({"answer_by": "email", "email": "anna@"}, "email"),
        ({"answer_by": "pigeon"}, "answer_by"),
        ({"co_signers": ["Ян"]}, "co_signers"),
        ({"co_signers": "Небывалый Ян"}, "co_signers"),
        ({"collective": "yes"}, "collective"),
        ({"regime": "oral_reception"}, "regime"),
        ({"text": ""}, "text"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(app: App, said: dict[str, Any], field: str) -> None:
    refused = app.send(BODY | said, **bearer(app))
    assert is_refusal(refused, 400, "invalid")
    assert list(refused.json()["errors"]) == [field]
    assert nothing_written()


def test_what_belongs_to_the_law_is_refused_with_a_message(app: App) -> None:
    refused = app.send(APPEAL | {"collective": True, "postal_address": "190000, Садовая, 1"})
    assert set(refused.json()["errors"]) == {"collective", "postal_address"}


def test_one_key_is_one_regime_and_one_person(app: App) -> None:
    first = app.send(BODY, key="key-of-anna", **bearer(app))
    again = app.send(BODY, key="key-of-anna", **bearer(app))
    assert (first.status_code, again.status_code) == (201, 200)
    assert is_refusal(app.send(BODY, key="key-of-anna", **bearer(app, "timur")), 409, "key_reused")
    message = {"text": BODY["text"], "name": "Выдуманная Анна Сергеевна"}
    assert is_refusal(app.send(message, key="key-of-anna"), 409, "key_reused")


def test_there_is_no_demonstration_token_outside_a_demonstration(app: App, settings: Any) -> None:
    settings.IDENTITY_PROVIDER = ""
    assert is_refusal(app.post("/api/v1/demo-sign-in", {"person": "anna"}), 404)
    assert app.send(BODY | {"name": "Анна"}).status_code == 400


def test_a_message_becomes_an_appeal_only_after_a_sign_in(app: App, world: World) -> None:
    case, said = routed(world), {"email": "anna@example.ru", "confirm": True}
    assert list(app.do(case, "convert", **said).json()["errors"]) == ["identity"]
    done = app.post(f"{URL}{case.number}/convert", said, **bearer(app), **{"Appeal-Secret": secret_for(case)})
    assert (done.status_code, done.json()["regime"]) == (200, "fz59_appeal")
    assert fresh(case).requisites.full_name == "Выдуманная Анна Сергеевна"
