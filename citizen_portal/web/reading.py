"""What the pages ask of the reader while a person still types: danger, addresses. It is loaded in the background."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.conf import settings

try:
    from routing.intake import reader_for
    from routing.understanding.danger import find_danger
except ImportError:  # TEMP

    def find_danger(text):
        return ()

    def reader_for(code):
        raise OSError


from routing.understanding.types import Place

log = logging.getLogger(__name__)
MAX_READ = 10_000
_state: dict[str, Any] = {}
_lock = threading.Lock()


def dangers(text: str) -> set[str]:
    """Codes of danger to life or health the words speak of («gas», «fire»)."""
    return {finding.code for finding in find_danger(text[:MAX_READ])}


def places() -> Any | None:
    """The place reader of the region, or ``None`` while it is being loaded: a page never waits for it."""
    with _lock:
        if not _state:
            _state["reader"] = None
            threading.Thread(target=_load, name="place-reader", daemon=True).start()
    return _state["reader"]


def _load() -> None:
    try:
        _state["reader"] = reader_for(settings.REGION).place
    except (OSError, ValueError) as error:
        # Suggestions are a convenience: without them the form still takes any address.
        log.warning("the place reader did not load: %s", type(error).__name__)


def as_option(place: Place) -> dict[str, Any]:
    """A place for the address field."""
    return {"address": place.address, "lat": place.lat, "lon": place.lon}
