"""Work that a change asks for, written in the same transaction, done later by whoever claims it.

The row is the truth. A claim is a lease: a worker that dies loses it, and another takes the row when it runs out. A
task may therefore run twice and must not mind (at least once).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from .models import Event, OutboxRow

RETRY_SECONDS = (1, 5, 30, 300, 1800)
"""How long to wait after the first, second… failure; the last one repeats."""


def add(task: str, at: datetime | None = None, **payload: Any) -> OutboxRow:
    """Ask for ``task`` with ``payload`` (JSON values), not before ``at``. Call inside the change's transaction."""
    now = timezone.now()
    return OutboxRow.objects.create(task=task, payload=payload, created_at=now, available_at=at or now)


def claim(worker: str, limit: int = 1) -> list[OutboxRow]:
    """Lease up to ``limit`` waiting rows, oldest first, to ``worker``."""
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    with transaction.atomic():
        waiting = OutboxRow.objects.filter(free, done_at=None, available_at__lte=now).order_by("available_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        ids = [row.pk for row in waiting[:limit]]
        if not ids:
            return []
        OutboxRow.objects.filter(pk__in=ids).update(
            leased_until=now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS),
            leased_by=worker,
            attempts=F("attempts") + 1,
        )
        return list(OutboxRow.objects.filter(pk__in=ids).order_by("available_at", "pk"))


def done(row: OutboxRow) -> None:
    """The work is finished and its effect is committed."""
    OutboxRow.objects.filter(pk=row.pk).update(done_at=timezone.now(), leased_until=None, error="")


def failed(row: OutboxRow, error: BaseException) -> None:
    """Give the row back for later. Only the kind of error is kept: messages may carry personal data."""
    wait = RETRY_SECONDS[min(row.attempts, len(RETRY_SECONDS)) - 1]
    OutboxRow.objects.filter(pk=row.pk).update(
        leased_until=None, available_at=timezone.now() + timedelta(seconds=wait), error=type(error).__name__[:200]
    )


def last_id() -> int:
    """The newest row's id, to tell what was asked for after it."""
    return OutboxRow.objects.aggregate(last=Max("pk"))["last"] or 0


def settle_after(row_id: int, case_id: int) -> None:
    """Call everything asked for one case after a row done: a demonstration's past needs no letters."""
    events = list(Event.objects.filter(case_id=case_id).values_list("pk", flat=True))
    of_case = Q(payload__case=case_id) | Q(payload__event__in=events)
    OutboxRow.objects.filter(of_case, pk__gt=row_id, done_at=None).update(done_at=timezone.now())


def clear_done(before: datetime) -> int:
    """Remove rows finished before a time; gives back how many."""
    return OutboxRow.objects.filter(done_at__lt=before).delete()[0]
