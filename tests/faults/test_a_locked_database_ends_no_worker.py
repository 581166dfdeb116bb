"""A database that does not answer for a moment is asked again; the worker goes on."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from routing.cases import outbox
from routing.management.commands import work


@pytest.fixture
def locked_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first look at the outbox meets a lock; the second ends the worker as a signal would."""
    looks: list[str] = []

    def claim(name: str, limit: int) -> list[Any]:
        looks.append(name)
        if len(looks) == 1:
            raise OperationalError("database is locked")
        raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "claim", claim)
    monkeypatch.setattr(work, "PATIENCE", 0)
    return looks


@pytest.mark.django_db
def test_the_worker_looks_again(locked_once: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        call_command("work", "--relay")
    assert len(locked_once) == 2


@pytest.mark.django_db
def test_asked_to_look_once_it_says_so(locked_once: list[str]) -> None:
    with pytest.raises(OperationalError):
        call_command("work", "--relay", "--once")
