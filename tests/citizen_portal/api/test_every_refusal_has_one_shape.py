import pytest
from django.test import Client

from agencies.models import Region
from tests.citizen_portal.api.app import URL, App, is_refusal


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"text": NaN}', b"[" * 200_000, b"1" * 5000])
def test_a_body_that_is_no_json(app: App, raw: bytes) -> None:
    assert is_refusal(app.send(raw), 400)


@pytest.mark.parametrize("body", [[], "text", 5, True, [{"text": "x"}]])
def test_json_that_is_no_object(app: App, body: object) -> None:
    refused = app.send(body)
    assert is_refusal(refused, 400, "invalid")
    assert list(refused.json()["errors"]) == ["body"]


def test_another_media_type(app: App) -> None:
    assert is_refusal(app.post(URL, b"text=x", content_type="application/x-www-form-urlencoded"), 415)


def test_a_body_larger_than_is_read(app: App) -> None:
    assert is_refusal(app.send(b'{"text": "' + b"a" * 3_000_000 + b'"}'), 413)


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v2/appeals/", f"{URL}2026-000001-5/delete", "/api/v1"])
def test_an_address_where_nothing_is(app: App, path: str) -> None:
    assert is_refusal(app.client.get(path), 404)
    assert is_refusal(app.post(path, {}), 404)


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options"])
def test_a_method_that_is_not_taken(app: App, method: str) -> None:
    refused = getattr(app.client, method)(URL)
    assert is_refusal(refused, 405)
    assert "POST" in refused["Allow"]


def test_a_window_without_its_region(app: App) -> None:
    Region.objects.update(code="another")
    refused = app.send()
    assert is_refusal(refused, 503, "not_ready")
    assert int(refused["Retry-After"]) > 0


def test_a_client_that_accepts_only_html_is_answered_in_json(app: App) -> None:
    assert is_refusal(app.client.get(f"{URL}1/?format=xml", headers={"Accept": "text/html"}), 404)


def test_a_foreign_page_cannot_use_a_signed_in_browser(app: App) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(URL, "{}", content_type="application/json")
    assert is_refusal(response, 400)
    assert not response.cookies
