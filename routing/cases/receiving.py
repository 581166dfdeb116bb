"""Taking a message in: the first transaction of every case."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import Region

from . import deadlines, events, outbox, words
from .actors import CITIZEN
from .door import limit_waiting
from .inbound import OF_THE_CASE, Inbound, check_inbound
from .lawful import keep_requisites, said_of
from .models import Case, Message, NumberSeries
from .numbers import case_number
from .regimes import check_person, is_registered


def receive(region: Region, inbound: Inbound, at: datetime | None = None) -> tuple[Case, bool]:
    """Take a message in; gives the case and whether it is new.

    The message, its case, the first event and the request to understand it are written together. The same message sent
    again finds the case made before. Raises ``Invalid`` for what cannot be taken.
    """
    inbound = check_inbound(inbound)
    at = at or timezone.now()
    try:
        with transaction.atomic():
            limit_waiting()
            known = _known(inbound)
            return (known, False) if known else (_open_case(region, inbound, at), True)
    except IntegrityError:
        # The same message came twice at once: the other one won.
        known = _known(inbound)
        if known is None:
            raise
        return known, False


def _known(inbound: Inbound) -> Case | None:
    same = Case.objects.filter(message__channel=inbound.channel, message__external_id=inbound.external_id)
    pk = same.values_list("pk", flat=True).first()
    return Case.objects.get(pk=pk) if pk else None


def _open_case(region: Region, inbound: Inbound, at: datetime) -> Case:
    fields = {name: value for name, value in asdict(inbound).items() if name not in OF_THE_CASE}
    day = at.astimezone(ZoneInfo(region.time_zone)).date()
    person = inbound.person()
    check_person(inbound.regime, person, day)
    message = Message.objects.create(**fields, received_at=at)
    case = Case(
        region=region,
        number=_next_number(at.astimezone(ZoneInfo(region.time_zone)).year),
        nonce=secrets.token_hex(8),
        message=message,
        regime=inbound.regime,
        lat=inbound.lat,
        lon=inbound.lon,
        address=inbound.address[:300],
        received_at=at,
        state_since=at,
    )
    case.save()
    case.due_at = deadlines.begin(case, "route", at).due_at
    if is_registered(case):
        deadlines.begin(case, "register", at)
        keep_requisites(case, person, at)
    said = {"channel": inbound.channel} | said_of(person)
    event = events.append(case, CITIZEN, "receive", at, said, events.snapshot(case))
    case.save(update_fields=["due_at", "version", "head"])
    words.write(case)
    outbox.add("routing.notify", event=event.pk)
    outbox.add("routing.understand", case=case.pk)
    return case


def _next_number(year: int) -> str:
    series, _new = NumberSeries.objects.select_for_update().get_or_create(year=year)
    series.last += 1
    series.save()
    return case_number(year, series.last)
