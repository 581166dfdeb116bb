"""Rows of the registry that every step of a case reads and hardly anybody changes, kept in mind for a minute."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

FRESH_SECONDS = 60.0
"""What was changed in another process, or by a bulk write, works in this one after this time at the latest."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
_everything: list[Kept] = []


class Kept(Generic[Key, Value]):
    """What ``read`` gave for each key; read again after a minute, and when a row of ``models`` is saved or deleted."""

    def __init__(self, read: Callable[[Key], Value], *models: type[Model]) -> None:
        self._read = read
        self._known: dict[Key, tuple[float, Value]] = {}
        _everything.append(self)
        for model in models:
            post_save.connect(self.forget, sender=model, dispatch_uid=(id(self), "saved"))
            post_delete.connect(self.forget, sender=model, dispatch_uid=(id(self), "deleted"))

    def __call__(self, key: Key) -> Value:
        """The value of a key: no query while it is fresh."""
        now = monotonic()
        known = self._known.get(key)
        if known is None or now - known[0] > FRESH_SECONDS:
            known = self._known[key] = (now, self._read(key))
        return known[1]

    def forget(self, **_signal: object) -> None:
        """Read everything anew when it is next asked for."""
        self._known.clear()


def forget_all() -> None:
    """Read the registry anew: rows were written in bulk, which sends no signals."""
    for kept in _everything:
        kept.forget()
