"""A browser whose person has signed in through the demonstration's stand-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

TEXT = "Третий день не горит фонарь у второго подъезда"
APPEAL: dict[str, Any] = {"text": TEXT, "regime": "fz59_appeal", "reply": "page", "asked": "1"}


def sign_in(client: Client, person: str = "anna", typed: dict[str, Any] | None = None) -> HttpResponse:
    """Press «Sign in» on the form, choose the person, come back; gives the page one comes back to, or the refusal."""
    asked = client.post("/", {**APPEAL, **(typed or {}), "sign_in": "1"})
    assert asked.status_code in {302, 303}
    page = client.get(asked["Location"])
    chosen = client.post("/sign-in/demo/", {"state": page.context["state"], "person": person})
    back = client.get(chosen["Location"])
    return client.get(back["Location"]) if back.status_code == 303 else back
