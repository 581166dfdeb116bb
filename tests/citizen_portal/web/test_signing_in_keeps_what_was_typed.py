"""The way to the identity provider and back: what was typed is kept, nobody else's sign-in is accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from citizen_portal.identity import demo, provider
from routing.cases.models import Case
from routing.chores import do_chores
from tests.citizen_portal.signing import APPEAL, TEXT, sign_in
from tests.world import World, add_law

TYPED = {
    "address": "Северный, дом 5",
    "reply": "post",
    "postal_address": "190000, ул. Садовая, 1, кв. 2",
    "collective": "1",
    "co_signers": "Небывалый Ян",
}


@pytest.fixture(autouse=True)
def the_law_of_today(settings: Any, world: World) -> None:
    settings.REGION = world.region.code
    add_law(identity=True)


def test_all_that_was_typed_is_on_the_page_again(client: Client) -> None:
    page = sign_in(client, typed=TYPED)
    shown = page.content.decode()
    assert "Выдуманная Анна Сергеевна" in shown
    assert all(value in shown for value in (TEXT, "Северный, дом 5", "Садовая", "Небывалый Ян"))
    assert page.context["form"].by_law
    assert not Case.objects.exists()


def test_who_goes_back_without_signing_in_finds_it_too(client: Client) -> None:
    client.post("/", APPEAL | TYPED | {"sign_in": "1"})
    assert TEXT in client.get("/").content.decode()


def test_what_was_sent_is_not_kept(client: Client) -> None:
    sign_in(client)
    client.post("/", APPEAL)
    assert TEXT not in client.get("/").content.decode()


def test_after_half_an_hour_nothing_is_known(client: Client) -> None:
    sign_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        page = client.get("/").content.decode()
        assert TEXT not in page and "Выдуманная" not in page
        assert client.post("/", APPEAL).status_code == 422


def test_who_signs_out_is_forgotten_and_keeps_the_words(client: Client) -> None:
    sign_in(client)
    page = client.get(client.post("/", APPEAL | {"sign_out": "1"})["Location"]).content.decode()
    assert TEXT in page and "Выдуманная" not in page


def test_an_account_that_is_not_confirmed_says_nothing(client: Client) -> None:
    refused = sign_in(client, "zoya")
    assert refused.status_code == 403
    assert "не подтверждена" in refused.content.decode()
    assert TEXT in client.get("/").content.decode()
    assert client.post("/", APPEAL).status_code == 422


@pytest.mark.parametrize("code", ["", "anna", "anna:1:x", "👻"])
def test_a_code_that_was_made_up_signs_nobody_in(client: Client, code: str) -> None:
    asked = client.post("/", APPEAL | {"sign_in": "1"})
    state = client.get(asked["Location"]).context["state"]
    assert client.get("/sign-in/back/", {"code": code, "state": state}).status_code == 403
    assert client.post("/", APPEAL).status_code == 422


def test_a_sign_in_begun_in_another_browser_is_not_accepted(client: Client) -> None:
    code = demo.given("timur", demo.CODE)
    assert client.get("/sign-in/back/", {"code": code, "state": ""}).status_code == 403
    client.post("/", APPEAL | {"sign_in": "1"})
    assert client.get("/sign-in/back/", {"code": code, "state": "x"}).status_code == 403
    assert client.post("/", APPEAL).status_code == 422


def test_one_comes_back_to_pages_of_this_site_only(client: Client) -> None:
    for address in ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""):
        assert client.post("/sign-out/", {"next": address})["Location"] == "/"
    assert client.post("/sign-out/", {"next": "/about/"})["Location"] == "/about/"


def test_the_stand_in_exists_in_a_demonstration_only(client: Client, settings: Any) -> None:
    settings.IDENTITY_PROVIDER = ""
    assert client.get("/sign-in/demo/").status_code == 404
    assert client.post("/sign-in/").status_code == 404
    settings.DEMO = False
    settings.IDENTITY_PROVIDER = "demo"
    provider._made.cache_clear()
    with pytest.raises(ImproperlyConfigured):
        provider.provider()


def test_the_stand_in_says_that_it_is_a_demonstration(client: Client) -> None:
    page = client.get("/sign-in/demo/").content.decode()
    assert "ДЕМО" in page and "вымышлены" in page


def test_what_was_kept_leaves_the_database_too(client: Client) -> None:
    sign_in(client)
    do_chores(timezone.now() + timedelta(minutes=20))
    assert Session.objects.count() == 1
    do_chores(timezone.now() + timedelta(minutes=31))
    assert not Session.objects.exists()


def test_an_official_in_the_same_browser_stays_signed_in(client: Client, world: World) -> None:
    sign_in(client)
    client.force_login(world.executor.user, backend="django.contrib.auth.backends.ModelBackend")
    sign_in(client)
    assert client.session.get_expiry_age() > timedelta(days=7).total_seconds()
