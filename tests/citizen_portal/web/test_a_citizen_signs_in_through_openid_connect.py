"""In production a provider speaking OpenID Connect vouches for the person; whatever it or others forge is refused."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from joserfc.jwk import RSAKey

from citizen_portal.identity import provider
from routing.cases.models import Case
from tests.citizen_portal.api.app import App, is_refusal
from tests.citizen_portal.issuer import APP, CLIENT, Issuer
from tests.citizen_portal.signing import APPEAL, TEXT
from tests.world import World, add_law

BODY = {"text": TEXT, "regime": "fz59_appeal"}


@pytest.fixture
def issuer(settings: Any, world: World) -> Iterator[Issuer]:
    made = Issuer()
    settings.REGION, settings.DEMO = world.region.code, False
    settings.IDENTITY_PROVIDER, settings.OIDC_ISSUER = "oidc", made.url
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET, settings.OIDC_APP_CLIENTS = CLIENT, "tajna", [APP]
    provider._made.cache_clear()
    add_law(identity=True)
    yield made
    provider._made.cache_clear()
    made.close()


def begun(client: Client) -> dict[str, str]:
    """Press «Sign in»; gives what the provider is asked."""
    page = client.post("/", APPEAL | {"sign_in": "1"})
    assert page.status_code == 200
    return {name: values[0] for name, values in parse_qs(urlsplit(page.context["url"]).query).items()}


def back(client: Client, issuer: Issuer, code: str = "code-1", **other: str) -> Any:
    asked = begun(client)
    issuer.codes["code-1"] = asked["nonce"]
    return client.get("/sign-in/back/", {"code": code, "state": asked["state"]} | other)


def test_the_person_comes_back_known_and_sends(client: Client, issuer: Issuer) -> None:
    asked = begun(client)
    assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT, "S256")
    issuer.codes["code-1"] = asked["nonce"]
    assert client.get("/sign-in/back/", {"code": "code-1", "state": asked["state"]})["Location"] == "/"
    assert TEXT in client.get("/").content.decode()
    assert client.post("/", APPEAL).status_code == 303
    said = Case.objects.get().requisites
    assert (said.full_name, said.provider) == ("Выдуманная Анна Сергеевна", "oidc")
    assert issuer.claims["sub"] not in said.subject and len(said.subject) == 64


@pytest.mark.parametrize("other", [{"code": "another"}, {"state": "another"}, {"error": "access_denied"}])
def test_another_code_or_state_or_a_refusal_signs_nobody_in(
    client: Client, issuer: Issuer, other: dict[str, str]
) -> None:
    assert back(client, issuer, **other).status_code == 403
    assert client.post("/", APPEAL).status_code == 422


@pytest.mark.parametrize(
    "forged", [{"nonce": "x"}, {"aud": "x"}, {"iss": "https://example.org"}, {"exp": 1000}], ids=lambda f: next(iter(f))
)
def test_a_token_for_somebody_else_signs_nobody_in(client: Client, issuer: Issuer, forged: dict[str, Any]) -> None:
    right = issuer.token
    issuer.token = lambda **claims: right(**(claims | forged))  # type: ignore[method-assign]
    if "aud" in forged:
        issuer.token = lambda **claims: right(audience="x", **claims)  # type: ignore[method-assign]
    assert back(client, issuer).status_code == 403
    assert client.post("/", APPEAL).status_code == 422


def test_an_account_the_provider_does_not_vouch_for_is_refused(client: Client, issuer: Issuer, settings: Any) -> None:
    settings.OIDC_TRUSTED_CLAIM = "trusted"
    assert back(client, issuer).status_code == 403
    issuer.claims["trusted"] = True
    assert back(client, issuer).status_code == 303


def test_a_provider_that_does_not_answer_is_said_in_words(client: Client, issuer: Issuer, settings: Any) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    provider._made.cache_clear()
    refused = client.post("/", APPEAL | {"sign_in": "1"})
    assert refused.status_code == 403
    assert TEXT in client.get("/").content.decode()


def test_an_app_sends_with_the_token_of_its_own_sign_in(issuer: Issuer) -> None:
    assert App().send(BODY, Authorization=f"Bearer {issuer.token(APP)}").status_code == 201


def test_a_token_that_is_not_for_our_apps_is_refused(issuer: Issuer) -> None:
    stranger = RSAKey.generate_key(2048, {"kid": "one"})
    for token in (
        issuer.token("another-app"),
        issuer.token(APP, key=stranger),
        issuer.token(APP, exp=1000),
        issuer.token(APP, iss="https://example.org"),
        "a.b.c",
        "",
    ):
        assert is_refusal(App().send(BODY, Authorization=f"Bearer {token}"), 401, "not_identified")
    assert not Case.objects.exists()


def test_the_log_says_what_kind_of_failure_and_of_nobody(
    client: Client, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        back(client, issuer)
        back(client, issuer, error="access_denied", error_description="Выдуманная Анна")
        App().send(BODY, Authorization=f"Bearer {issuer.token(APP, exp=1000)}")
    assert "OAuthError" in caplog.text
    assert not [word for word in ("Выдуманная", "Анна", issuer.claims["sub"], "tajna") if word in caplog.text]


def test_half_a_setting_is_refused_at_once(settings: Any) -> None:
    settings.IDENTITY_PROVIDER, settings.OIDC_ISSUER = "oidc", ""
    provider._made.cache_clear()
    with pytest.raises(ImproperlyConfigured):
        provider.provider()
