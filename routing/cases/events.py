"""The history of a case: appended, chained by hash, and enough to know the present state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from .actors import Actor
from .models import Case, Event

TRACKED = (
    "state",
    "regime",
    "registered_at",
    "understanding",
    "decision",
    "topic_id",
    "building_id",
    "territory_id",
    "address",
    "lat",
    "lon",
    "agency_id",
    "post_id",
    "executor_id",
    "master_id",
    "parent_id",
    "danger",
    "due_at",
    "reopenings",
    "mark",
)
"""The columns of a case that its events carry."""


PLAIN = frozenset({str, int, float, bool})
"""Types that JSON gives back as they were."""


def canonical(value: Any) -> Any:
    """A value as it looks after a trip through JSON, so that stored and live values compare equal."""
    if value is None or type(value) in PLAIN:
        return value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def snapshot(case: Case) -> dict[str, Any]:
    """The tracked columns as JSON values."""
    return {name: canonical(getattr(case, name)) for name in TRACKED}


def digest_of(event: Event, number: str) -> str:
    """SHA-256 over the event, its case's number and the digest before it."""
    body = [
        event.previous,
        number,
        event.seq,
        event.at.timestamp(),
        event.actor,
        event.official_id,
        event.kind,
        event.data,
        event.changes,
    ]
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def append(case: Case, actor: Actor, kind: str, at: datetime, data: dict[str, Any], changes: dict[str, Any]) -> Event:
    """Write the next event. The caller holds the lock on the case and saves its new ``version`` and ``head``."""
    event = Event(
        case=case,
        seq=case.version + 1,
        at=at,
        actor=actor.role,
        official=actor.official,
        kind=kind,
        data=canonical(data),
        changes=changes,
        previous=case.head,
    )
    event.digest = digest_of(event, case.number)
    event.save()
    case.version, case.head = event.seq, event.digest
    return event


def replay(events: Iterable[Event]) -> dict[str, Any]:
    """The tracked columns as the events, in their order, leave them."""
    state: dict[str, Any] = {}
    for event in events:
        state.update(event.changes)
    return state


def chain_breaks(case: Case) -> int | None:
    """The number of the first event that does not follow from the one before, or ``None`` when the chain is whole.

    A chain that was cut off at its end breaks at the event that the case remembers and nobody finds.
    """
    previous = ""
    for count, event in enumerate(Event.objects.filter(case=case).order_by("seq"), start=1):
        if event.seq != count or event.previous != previous or event.digest != digest_of(event, case.number):
            return count
        previous = event.digest
    count, head = Case.objects.values_list("version", "head").get(pk=case.pk)
    return None if previous == head else count
