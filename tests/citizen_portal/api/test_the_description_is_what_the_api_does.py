"""The OpenAPI description names every address, takes what is taken, and every answer has the shape it tells."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import resolve

from citizen_portal.api import urls
from citizen_portal.api.views import NothingHere
from routing.cases.models import Case
from tests.citizen_portal.api.app import APPEAL, App
from tests.world import World, add_law, answered

KINDS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "array": list}


@pytest.fixture
def told(app: App) -> dict[str, Any]:
    add_law(identity=True)
    return app.client.get("/api/v1/openapi.json").json()


def wrong(told: dict[str, Any], schema: dict[str, Any], value: Any, at: str = "") -> list[str]:
    """Where a value is not of the schema."""
    if "$ref" in schema:
        return wrong(told, told["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], value, at)
    if "anyOf" in schema:
        return [] if any(not wrong(told, each, value, at) for each in schema["anyOf"]) else [at]
    if schema["type"] == "object":
        if not isinstance(value, dict):
            return [at]
        known, rest = schema.get("properties", {}), schema.get("additionalProperties")
        found = [f"{at}.{name}" for name in schema.get("required", []) if name not in value]
        for name, inner in value.items():
            of = known.get(name) or rest
            found += wrong(told, of, inner, f"{at}.{name}") if of else [f"{at}.{name}"]
        return found
    fits = isinstance(value, KINDS[schema["type"]]) and (schema["type"] == "boolean" or not isinstance(value, bool))
    inside = value if fits and isinstance(value, list) else []
    return [*([] if fits else [at]), *(spot for each in inside for spot in wrong(told, schema["items"], each, at))]


def answer_of(told: dict[str, Any], path: str, verb: str, status: int) -> dict[str, Any]:
    return told["paths"][path][verb]["responses"][str(status)]["content"]["application/json"]["schema"]


def test_every_address_is_described(told: dict[str, Any]) -> None:
    described = {resolve(path.replace("{number}", "1")).func.view_class for path in told["paths"]}
    known = {each.callback.view_class for each in urls.urlpatterns}
    assert {each.__name__ for each in known - described} == {"NothingHere", "Description", "DemoSignIn"}
    assert NothingHere not in described


def test_answers_have_the_shape_told(app: App, told: dict[str, Any], world: World) -> None:
    case: Case = answered(world)
    for path, verb, got in (
        ("/api/v1/appeals/", "post", app.send()),
        ("/api/v1/appeals/", "post", app.send({"text": ""})),
        ("/api/v1/appeals/", "post", app.send({"text": APPEAL["text"], "regime": "fz59_appeal"})),
        ("/api/v1/appeals/", "post", app.send({"regime": "fz59_appeal"}, Authorization="Bearer x")),
        ("/api/v1/regimes", "get", app.client.get("/api/v1/regimes")),
        ("/api/v1/question", "post", app.post("/api/v1/question", {"text": "Не горит фонарь"})),
        ("/api/v1/appeals/{number}/", "get", app.read(case)),
        ("/api/v1/appeals/{number}/", "get", app.read(case, secret="x")),
        ("/api/v1/appeals/{number}/confirm", "post", app.do(case, "confirm", mark=5)),
        ("/api/v1/appeals/{number}/clarify", "post", app.do(case, "clarify", reply="Да")),
    ):
        schema = answer_of(told, path, verb, got.status_code)
        assert wrong(told, schema, got.json()) == [], (path, got.status_code)


def test_a_shape_that_is_not_told_would_be_seen(told: dict[str, Any], app: App) -> None:
    schema, right = answer_of(told, "/api/v1/appeals/", "post", 201), app.send().json()
    assert wrong(told, schema, right | {"more": 1}) == [".more"]
    assert wrong(told, schema, right | {"number": 1}) == [".number"]
    assert wrong(told, schema, {name: value for name, value in right.items() if name != "regime"}) == [".regime"]


def test_bodies_name_their_fields(told: dict[str, Any]) -> None:
    body = told["paths"]["/api/v1/appeals/"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert {"text", "regime", "answer_by", "postal_address", "collective", "co_signers"} <= set(body["properties"])
    assert "page" in body["properties"]["answer_by"]["enum"]
