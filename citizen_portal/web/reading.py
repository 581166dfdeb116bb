"""What the pages ask of the reader while a person still types: danger, addresses, the one question.

It is loaded in the background.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from django.conf import settings

from routing.intake import reader_for
from routing.understanding.danger import find_danger
from routing.understanding.normalise import typed
from routing.understanding.place import PlaceReader
from routing.understanding.reader import READ_AS, Reader
from routing.understanding.sense import is_foreign, meaning_words

log = logging.getLogger(__name__)
MAX_READ = 10_000
"""Characters of a text looked at while it is typed; what is sent is read whole."""

MAX_HINT = 2_000
BEGUN = 8
"""Letters after which a hint is given."""


@dataclass
class _Background:
    """For which region the reader is there, and for which one a thread has been sent; one of each in a process."""

    loaded: str = ""
    asked: str = ""


_background = _Background()
_lock = threading.Lock()


def dangers(text: str) -> set[str]:
    """Codes of danger to life or health the words speak of («gas», «fire»)."""
    return {finding.code for finding in find_danger(text[:MAX_READ])}


def unclear(text: str) -> str:
    """Why the words will not be understood: «foreign», «no_words», or nothing; a text hardly begun is given time."""
    head = text[:MAX_HINT]
    if len(head.strip()) < BEGUN:
        return ""
    mode, words = typed(head)
    if mode in READ_AS:
        return ""
    return "foreign" if is_foreign(head) else "" if meaning_words(words) else "no_words"


def reader() -> Reader | None:
    """The reader of the region, or ``None`` while it is being loaded: a page never waits for it."""
    with _lock:
        if _background.asked != settings.REGION:
            _background.asked = settings.REGION
            threading.Thread(target=_load, args=(settings.REGION,), name="reader", daemon=True).start()
    return reader_for(settings.REGION) if _background.loaded == settings.REGION else None


def places() -> PlaceReader | None:
    """The place reader of the region, or ``None`` while it is being loaded."""
    known = reader()
    return known.places if known else None


def _load(region: str) -> None:
    try:
        reader_for(region)
        _background.loaded = region
    except (OSError, ValueError) as error:
        # Suggestions and questions are a convenience: without them the form still takes any appeal.
        log.warning("the reader did not load: %s", type(error).__name__)
