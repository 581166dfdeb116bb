"""An appeal is sent: a message, or an appeal by law of a person whom the identity provider knows."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Region
from citizen_portal.identity import demo
from citizen_portal.identity.provider import NotIdentified, provider
from citizen_portal.web.choice import DOOR, Offer, offers
from citizen_portal.web.selectors import current_region
from routing.cases import regimes, services
from routing.cases.inbound import OF_THE_CASE, Inbound, check_inbound
from routing.cases.models import Case, Event, Requisites
from routing.cases.person import Identity, settled

from .door import Door, fields_of
from .errors import KeyReused, NotReady, NotSignedIn
from .serializers import Appeal, WhoDemo
from .shapes import offer_view, receipt

CHANNEL = "api"
KEY = re.compile(r"[!-~]{8,100}")


class Appeals(Door):
    """Where appeals are sent."""

    throttle_scope = "api_receive"

    def post(self, request: Request) -> Response:
        """201 with the receipt; 200 with the same receipt when the same appeal comes again under the same key."""
        region = current_region()
        if region is None:
            raise NotReady
        known = offers(region)
        fields = fields_of(Appeal(data=request.data, context={"kinds": region.object_kinds, "offers": known}))
        fields["language"] = fields["language"] or translation.get_language()
        fields["regime"] = fields["regime"] or DOOR
        key = idempotency_key(request)
        inbound = Inbound(channel=CHANNEL, external_id=key, **fields, **self.who(known, fields))
        if any(each.by_law and each.code == inbound.regime for each in known):
            check_requisites(region, inbound)
        inbound = check_inbound(inbound)
        case, created = services.receive(region, inbound)
        if not created and not same(case, inbound):
            raise KeyReused
        return Response(receipt(case), status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)

    def who(self, known: list[Offer], fields: dict[str, Any]) -> dict[str, Any]:
        """Who sends, where what is sent asks for it."""
        asks = any(each.identified and each.code == fields["regime"] for each in known)
        return {"identity": identity(self.request)} if asks else {}


def check_requisites(region: Region, inbound: Inbound) -> None:
    """Raise ``ValidationError`` with all that the law asks in vain, each at its field."""
    today = timezone.localdate(timezone=ZoneInfo(region.time_zone))
    wrong = regimes.missing(inbound.regime, settled(inbound.person()), today)
    if wrong:
        named = {"full_name": "name"}
        raise exceptions.ValidationError({named.get(each.field, each.field): [str(each)] for each in wrong})


def identity(request: Request) -> Identity | None:
    """Who the app acts for: the token of the identity provider in the header ``Authorization: Bearer …``.

    ``None`` without the header; raises ``NotSignedIn`` for a token that says nothing.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    source = provider()
    if scheme.lower() != "bearer" or source is None:
        return None
    try:
        return source.of_token(token.strip())
    except NotIdentified as refusal:
        raise NotSignedIn(str(refusal)) from None


class Regimes(Door):
    """What may be sent today, with the terms in words."""

    def get(self, request: Request) -> Response:
        """The choices, the first of them meant when none is named."""
        region = current_region()
        if region is None:
            raise NotReady
        return Response({"regimes": [offer_view(each) for each in offers(region)]})


class DemoSignIn(Door):
    """A token of the demonstration's stand-in for an invented person; there is none outside a demonstration."""

    throttle_scope = "api_act"

    def post(self, request: Request) -> Response:
        """The token for an hour."""
        if not isinstance(provider(), demo.DemoProvider):
            raise exceptions.NotFound
        person = demo.PEOPLE[fields_of(WhoDemo(data=request.data))["person"]]
        return Response({"token": demo.given(person.code, demo.TOKEN), "full_name": person.full_name})


def idempotency_key(request: Request) -> str:
    """The sender's own number of the appeal. Raises ``ValidationError`` when there is none that will do."""
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        sentence = _("Send this header with 8 to 100 visible ASCII characters, the same when you repeat the request.")
        raise exceptions.ValidationError({"Idempotency-Key": [sentence]})
    return key


def same(case: Case, inbound: Inbound) -> bool:
    """Whether the case began with this very message. A key guessed by somebody else must not give the secret away."""
    fields = asdict(inbound)
    # A repeated request may come under another Accept-Language: that changes no appeal.
    for name in ("language", *OF_THE_CASE):
        del fields[name]
    began = Event.objects.filter(case=case, seq=1).values_list("changes", flat=True).first() or {}
    if began.get("regime") != inbound.regime:
        return False
    if inbound.identity and not Requisites.objects.filter(case=case, subject=inbound.identity.subject).exists():
        return False
    return all(getattr(case.message, name) == value for name, value in fields.items())
