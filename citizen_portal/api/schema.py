"""The OpenAPI description of the API, made of the very classes that check bodies and shape answers."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from rest_framework import serializers as drf

from . import serializers, shapes
from .errors import Refusal

Schema = dict[str, Any]
PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
}
DEEDS: dict[str, type[serializers.Deed]] = {
    "clarify": serializers.Clarification,
    "place": serializers.PlaceMeant,
    "understood": serializers.Understood,
    "confirm": serializers.Mark,
    "reopen": serializers.Return,
    "convert": serializers.Identity,
    "withdraw": serializers.Reason,
}
SECRET = {"name": "Appeal-Secret", "in": "header", "required": True, "schema": {"type": "string"}}
NUMBER = {"name": "number", "in": "path", "required": True, "schema": {"type": "string"}}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[!-~]{8,100}$"},
}
BY_TOKEN: list[dict[str, list[str]]] = [{}, {"identity": []}]
"""A token of the identity provider may come, and must with an appeal by law."""
ALWAYS = (400, 404, 405, 413, 415, 429, 503)


def described() -> Schema:
    """The whole description (OpenAPI 3.1)."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Адресат", "version": "1", "description": "See docs/api.md."},
        "paths": _paths(),
        "components": {
            "schemas": {each.__name__: _shape(each) for each in _shapes()},
            "securitySchemes": {"identity": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> Schema:
    case = "/api/v1/appeals/{number}/"
    deeds = {
        f"{case}{name}": {"post": _operation(name, shapes.CaseView, body, (SECRET, NUMBER), token=name == "convert")}
        for name, body in DEEDS.items()
    }
    sent = _operation("send", shapes.Receipt, serializers.Appeal, (KEY,), token=True)
    sent["responses"]["201"] = sent["responses"]["200"]
    return {
        "/api/v1/appeals/": {"post": sent},
        "/api/v1/regimes": {"get": _operation("regimes", shapes.Ways)},
        "/api/v1/question": {"post": _operation("question", shapes.Asked, serializers.Asking)},
        case: {"get": _operation("read", shapes.CaseView, None, (SECRET, NUMBER))},
        **deeds,
    }


def _operation(
    name: str,
    gives: Any,
    takes: type[serializers.Body] | None = None,
    head: tuple[Schema, ...] = (),
    token: bool = False,
) -> Schema:
    refused = (*ALWAYS, 409) if head else ALWAYS
    found: Schema = {
        "operationId": name,
        "parameters": list(head),
        "responses": {
            "200": {"description": "done", "content": _json(_of(gives))},
            **{str(code): {"description": "refused", "content": _json(_of(Refusal))} for code in refused},
        },
    }
    if token:
        found["security"] = BY_TOKEN
        found["responses"]["401"] = {"description": "refused", "content": _json(_of(Refusal))}
    if takes is not None:
        found["requestBody"] = {"required": True, "content": _json(_body(takes))}
    return found


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _body(body: type[serializers.Body]) -> Schema:
    fields = {name: _field(field) for name, field in body().fields.items()}
    needed = sorted(name for name, field in body().fields.items() if field.required)
    whole: Schema = {"type": "object", "properties": fields, "additionalProperties": False}
    return whole | ({"required": needed} if needed else {})


def _field(field: drf.Field[Any, Any, Any, Any]) -> Schema:
    """What JSON a field takes; ``null`` counts as not sent."""
    if isinstance(field, serializers.OneOf):
        return {"enum": [*field.words, "", None]}
    if isinstance(field, serializers.Lines):
        return {"type": ["array", "null"], "items": {"type": "string"}}
    if isinstance(field, serializers.Degrees):
        return {"type": ["number", "null"], "minimum": -180, "maximum": 180}
    if isinstance(field, serializers.Whole):
        most = {} if field.most is None else {"maximum": field.most}
        return {"type": ["integer", "null"], "minimum": field.least, **most}
    if isinstance(field, serializers.YesNo | drf.BooleanField):
        return {"type": ["boolean", "null"]}
    if isinstance(field, serializers.Words):
        return {"type": ["string", "null"]} | ({} if field.limit is None else {"maxLength": field.limit})
    raise TypeError(f"no JSON is known for {type(field).__name__}")


def _shapes() -> list[Any]:
    found = [each for each in vars(shapes).values() if is_typeddict(each)]
    return [*found, Refusal]


def _shape(shape: Any) -> Schema:
    hints = get_type_hints(shape)
    return {
        "type": "object",
        "description": (shape.__doc__ or "").strip(),
        "properties": {name: _of(hint) for name, hint in hints.items()},
        "required": sorted(hints),
        "additionalProperties": False,
    }


def _of(hint: Any) -> Schema:
    """The schema of a type as it is written in the shapes."""
    if hint in PLAIN:
        return PLAIN[hint]
    if is_typeddict(hint):
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    if hint is type(None):
        return {"type": "null"}
    inner = get_args(hint)
    if get_origin(hint) is list:
        return {"type": "array", "items": _of(inner[0])}
    if get_origin(hint) in (dict, Mapping):
        return {"type": "object", "additionalProperties": _of(inner[1])}
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_of(each) for each in inner]}
    raise TypeError(f"no JSON is known for {hint!r}")
