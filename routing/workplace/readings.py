"""Who read whose appeal, when and what for (журнал доступа к персональным данным, 152-ФЗ).

A page writes its rows with one insert. The worker seals them within a minute: each gets a number and a digest over
itself and the one before. The last number and digest stand in ``ReadingChain``: none can be taken off the end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from agencies.models import Official
from routing.cases.actors import Actor

from .models import Reading, ReadingChain

PAGES = {
    "routing_case_change": "card",
    "routing_case_step": "card",
    "routing_case_draft": "card",
    "routing_case_paper": "paper",
    "routing_case_photo": "photo",
    "routing_case_proof_photo": "photo",
    "routing_case_triage": "triage",
    "routing_case_assign": "triage",
}
"""Addresses that show an appeal as it was written, and what is seen there. The list of cases shows no more than is
needed to tell one from another and is not a reading."""
SHOWN = frozenset({200, 400, 403, 409})
"""Statuses of an answer that holds the page: a refused step shows the card again."""
MOST = 5000
"""Rows sealed in one go; the rest waits for the next minute."""
PURPOSES = {
    Official.Role.MODERATOR: Reading.Purpose.ROUTE,
    Official.Role.COORDINATOR: Reading.Purpose.ROUTE,
    Official.Role.EXECUTOR: Reading.Purpose.CONSIDER,
    Official.Role.APPROVER: Reading.Purpose.APPROVE,
    Official.Role.SIGNER: Reading.Purpose.SIGN,
    Official.Role.HEAD: Reading.Purpose.CONTROL,
    Official.Role.ADMINISTRATOR: Reading.Purpose.ADMINISTER,
}


def note(request: HttpRequest, response: HttpResponseBase, actor: Actor) -> None:
    """Write down what a page of ``PAGES`` has shown; call it when the answer is ready."""
    match = request.resolver_match
    what = PAGES.get(match.url_name or "") if match else None
    if match is None or what is None or response.status_code not in SHOWN:
        return
    context: dict[str, Any] = getattr(response, "context_data", None) or {}
    if what == "triage":
        read = [each.case.pk for each in context.get("doubts", [])]
    elif "case" in context or (what in {"paper", "photo"} and response.status_code == 200):
        read = [int(match.kwargs.get("pk") or match.kwargs["object_id"])]
    else:
        return  # a draft kept by the script, or the page «not open to you any more»
    if read:
        write(request.user, actor, read, what)


def write(user: Any, actor: Actor, cases: Iterable[int], what: str, at: datetime | None = None) -> None:
    """Write a row for each case; one query."""
    purpose, now = PURPOSES[Official.Role(actor.role)], at or timezone.now()
    Reading.objects.bulk_create(
        Reading(user=user, official=actor.official, case_id=case, at=now, what=what, purpose=purpose) for case in cases
    )


def seal() -> int:
    """Put the rows written since the last time behind the chain; gives how many. One process at a time does it."""
    with transaction.atomic():
        ReadingChain.objects.get_or_create(pk=1)
        chain = ReadingChain.objects.select_for_update().get(pk=1)
        rows = list(Reading.objects.filter(seq=None).order_by("pk")[:MOST])
        for row in rows:
            row.seq, row.previous = chain.count + 1, chain.head
            row.digest = digest_of(row)
            chain.count, chain.head = row.seq, row.digest
        Reading.objects.bulk_update(rows, ["seq", "previous", "digest"], batch_size=500)
        if rows:
            chain.save(update_fields=["count", "head"])
        return len(rows)


def digest_of(row: Reading) -> str:
    """SHA-256 over the row and the digest before it."""
    body = [row.previous, row.seq, row.user_id, row.official_id, row.case_id, row.at.timestamp(), row.what, row.purpose]
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


def breaks() -> Iterator[int]:
    """The numbers of sealed rows that were changed, added or are missing; none when the chain is whole."""
    chain = ReadingChain.objects.filter(pk=1).first()
    previous, seq = "", 0
    for row in Reading.objects.exclude(seq=None).order_by("seq").iterator():
        seq += 1
        if row.seq != seq or row.previous != previous or row.digest != digest_of(row):
            yield row.seq or 0
            seq = row.seq or 0
        previous = row.digest
    if (chain.count if chain else 0, chain.head if chain else "") != (seq, previous):
        yield seq + 1
