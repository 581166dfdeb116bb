"""The clock of a demonstration: the whole of it lives some time later than the world outside.

``manage.py demo_clock`` moves it. The offset is a number of seconds in a file beside the demonstration's data, so that
the pages, the worker and the commands agree. Without ``DEMO`` nothing is installed and nothing is read.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from django.conf import settings
from django.utils import timezone

LOOK_EVERY = 1.0
"""Seconds for which a process believes what it read."""

_kept: tuple[float, timedelta] = (float("-inf"), timedelta())


def file() -> Path:
    """Where the offset is kept."""
    return Path(settings.VAR_DIR) / "demo_clock"


def offset() -> timedelta:
    """By how much the demonstration is ahead."""
    global _kept
    looked = time.monotonic()
    if looked - _kept[0] > LOOK_EVERY:
        _kept = (looked, _read())
    return _kept[1]


def _read() -> timedelta:
    try:
        return timedelta(seconds=int(file().read_text("ascii")))
    except (OSError, ValueError):
        return timedelta()


def set_offset(value: timedelta) -> None:
    """Move the clock of every process of the demonstration; zero takes it back to the world's."""
    global _kept
    file().parent.mkdir(parents=True, exist_ok=True)
    file().write_text(str(int(value.total_seconds())), "ascii")
    _kept = (time.monotonic(), value)


class _EveryDatetime(type):
    """Any datetime counts as one of the class: Django asks it so before it shows a time in the local zone."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


class _Shifted(datetime, metaclass=_EveryDatetime):
    """The class whose ``now`` Django asks: the time of the demonstration."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The world's time and the offset."""
        return datetime.now(tz) + offset()


def install() -> None:
    """Let ``timezone.now`` tell the demonstration's time. Django and all rooms ask it and no other clock.

    The function itself stays the same object: models and migrations compare it as a default.
    """
    timezone.datetime = _Shifted  # type: ignore[attr-defined]
