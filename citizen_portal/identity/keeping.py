"""Who has signed in, and what was typed before it: kept in the session for half an hour, then forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone

from routing.cases.person import Identity

PERSON, DRAFT, BACK = "citizen", "draft", "sign_in_back"
KEPT_SECONDS = 1800
LONGEST = 40_000
"""Signs of one field of a draft."""


def identity(request: HttpRequest) -> Identity | None:
    """Who has signed in within the last half hour."""
    kept = _fresh(request, PERSON)
    return Identity(**kept) if kept else None


def remember(request: HttpRequest, person: Identity) -> None:
    """From now on this browser acts for the person; its session gets another key."""
    request.session.cycle_key()
    _keep(request, PERSON, asdict(person))


def forget(request: HttpRequest) -> None:
    """The person signs out."""
    request.session.pop(PERSON, None)


def keep_draft(request: HttpRequest, typed: Mapping[str, Any]) -> None:
    """Keep what was typed until it is sent."""
    _keep(request, DRAFT, {name: str(value)[:LONGEST] for name, value in typed.items()})


def draft(request: HttpRequest) -> dict[str, str] | None:
    """What was typed before the sign-in."""
    return _fresh(request, DRAFT)


def drop_draft(request: HttpRequest) -> None:
    """It was sent, or is not wanted."""
    request.session.pop(DRAFT, None)


def official_signed_in(request: HttpRequest, **_other: Any) -> None:
    """An official's session lasts as it always does, whatever a citizen did in this browser before."""
    request.session.set_expiry(None)


def _keep(request: HttpRequest, name: str, what: dict[str, Any]) -> None:
    if SESSION_KEY not in request.session:
        # The whole session goes with it, unless an official has signed in here too.
        request.session.set_expiry(KEPT_SECONDS)
    request.session[name] = {"at": timezone.now().timestamp(), "kept": what}


def _fresh(request: HttpRequest, name: str) -> dict[str, Any] | None:
    # A browser without a session has nothing kept: looking costs no query then.
    held = request.session.get(name)
    if not held or timezone.now().timestamp() - held["at"] > KEPT_SECONDS:
        return None
    kept: dict[str, Any] = held["kept"]
    return kept
