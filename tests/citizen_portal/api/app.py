"""A mobile app that talks to the API of the small invented region."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from routing.cases.models import Case
from routing.cases.numbers import secret_of

URL = "/api/v1/appeals/"
APPEAL = {"text": "Третий день не горит фонарь у второго подъезда", "name": "Анна Сергеевна Выдуманная"}
keys = count(1)


class App:
    """Sends and reads JSON; every call of ``send`` takes a new key unless one is given."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=True)

    def send(self, body: Any = None, key: str | None = None, **headers: str) -> HttpResponse:
        headers["Idempotency-Key"] = f"app-key-{next(keys)}" if key is None else key
        return self.post(URL, APPEAL if body is None else body, **headers)

    def post(self, url: str, body: Any, content_type: str = "application/json", **headers: str) -> HttpResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(url, raw, content_type=content_type, headers=headers)

    def read(self, case: Case, secret: str | None = None, **headers: str) -> HttpResponse:
        return self.client.get(f"{URL}{case.number}/", headers=headers | {"Appeal-Secret": secret or secret_for(case)})

    def do(self, case: Case, deed: str, **body: Any) -> HttpResponse:
        return self.post(f"{URL}{case.number}/{deed}", body, **{"Appeal-Secret": secret_for(case)})


def secret_for(case: Case) -> str:
    return secret_of(case.number, case.nonce)


def is_refusal(response: HttpResponse, status: int, code: str = "") -> bool:
    """Whether the answer has the one shape of refusals, with a sentence."""
    body = response.json()
    return (
        response.status_code == status
        and set(body) == {"code", "message", "errors"}
        and bool(body["message"])
        and response["Content-Type"] == "application/json"
        and response["Cache-Control"] == "no-store"
        and (not code or body["code"] == code)
    )
