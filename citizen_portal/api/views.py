"""The door for mobile apps: an appeal is sent, read, and answered back with its secret. No accounts, no cookies."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from citizen_portal.web import understood
from citizen_portal.web.asking import asked
from citizen_portal.web.selectors import case_by_link, current_region
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import CaseError, Invalid
from routing.cases.inbound import OF_THE_CASE, Inbound, check_inbound
from routing.cases.models import Case, Event
from routing.cases.parts import waiting_for_the_citizen
from routing.cases.regimes import Person
from routing.intake import say_place

from .errors import KeyReused, NotReady
from .serializers import (
    Appeal,
    Asking,
    Body,
    Clarification,
    Deed,
    Identity,
    Mark,
    PlaceMeant,
    Reason,
    Return,
    Understood,
)
from .shapes import case_view, receipt

CHANNEL = "api"
KEY = re.compile(r"[!-~]{8,100}")
MAX_NUMBER = 24


class Door(APIView):
    """Sentences in the language the client asks for; nothing is kept on the way."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Language"] = language
        return response


class NothingHere(Door):
    """Every other address under /api/."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound


class Appeals(Door):
    """Where appeals are sent."""

    throttle_scope = "api_receive"

    def post(self, request: Request) -> Response:
        """201 with the receipt; 200 with the same receipt when the same appeal comes again under the same key."""
        region = current_region()
        if region is None:
            raise NotReady
        fields = fields_of(Appeal(data=request.data, context={"kinds": region.object_kinds}))
        fields["language"] = fields["language"] or translation.get_language()
        inbound = check_inbound(Inbound(channel=CHANNEL, external_id=idempotency_key(request), **fields))
        case, created = services.receive(region, inbound)
        if not created and not same(case, inbound):
            raise KeyReused
        return Response(receipt(case), status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)


class AskOne(Door):
    """The one question worth asking before the appeal is sent. Nothing is stored."""

    throttle_scope = "api_receive"

    def post(self, request: Request) -> Response:
        """The question with its answers, or ``null``; ``elsewhere`` when the place is not of this region."""
        region = current_region()
        if region is None:
            raise NotReady
        shown = asked(fields_of(Asking(data=request.data)), region)
        options = [{"value": one.value, "words": one.words} for one in shown.options]
        question = {"about": shown.about, "words": str(shown.words), "options": options} if options else None
        return Response({"question": question, "elsewhere": shown.elsewhere, "region": shown.region})


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
    return all(getattr(case.message, name) == value for name, value in fields.items())


def fields_of(body: Body) -> dict[str, Any]:
    """The checked fields. Raises ``ValidationError``."""
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


class OneCase(Door):
    """What is behind the address of one case; its secret comes in the header ``Appeal-Secret``."""

    def case(self, number: str) -> Case:
        """The case. Raises ``NotFound``, the same for a wrong secret as for a number that was never given."""
        secret = self.request.headers.get("Appeal-Secret", "")
        case = case_by_link(number, secret) if len(number) <= MAX_NUMBER else None
        if case is None:
            raise exceptions.NotFound
        return case


class ReadCase(OneCase):
    """The case as its citizen sees it."""

    def get(self, request: Request, number: str) -> Response:
        """200 with the case."""
        return Response(case_view(self.case(number)))


class CitizenDeed(OneCase):
    """Something the citizen does to the case. 200 with the case as it is afterwards, also when it was done before."""

    throttle_scope = "api_act"
    kind: str
    body: type[Deed]

    def perform(self, case: Case, fields: dict[str, Any], expected: int | None) -> None:
        """Call the service."""
        services.act(case.pk, CITIZEN, self.kind, fields, expected=expected)

    def post(self, request: Request, number: str) -> Response:
        """Raises ``CaseError`` when it is refused."""
        case = self.case(number)
        fields = fields_of(self.body(data=request.data))
        expected = fields.pop("version")
        try:
            self.perform(case, fields, expected)
        except CaseError:
            if not done_before(case, self.kind, fields):
                raise
        return Response(case_view(self.case(number)))


def done_before(case: Case, kind: str, fields: dict[str, Any]) -> bool:
    """Whether the last thing that happened to the case is this very deed: the answer to it got lost on the way."""
    last = Event.objects.filter(case=case).order_by("-seq").first()
    return (
        last is not None
        and (last.actor, last.kind) == (CITIZEN.role, kind)
        and all(last.data.get(name, value) == value for name, value in fields.items())
    )


class Clarify(CitizenDeed):
    """Reply to the executor's question."""

    kind, body = "clarify", Clarification

    def perform(self, case: Case, fields: dict[str, Any], expected: int | None) -> None:
        asking = waiting_for_the_citizen(case)
        services.act(asking.pk, CITIZEN, "clarify", fields, expected=expected if asking.pk == case.pk else None)


class SayPlace(CitizenDeed):
    """Choose one of the places that fit."""

    kind, body = "say_place", PlaceMeant

    def perform(self, case: Case, fields: dict[str, Any], expected: int | None) -> None:
        say_place(case, fields["place"], expected)


class SayUnderstood(CitizenDeed):
    """Say that the appeal was understood wrongly."""

    kind, body = "object", Understood

    def perform(self, case: Case, fields: dict[str, Any], expected: int | None) -> None:
        topic = understood.by_code(case, fields["topic"])
        fields["topic"] = topic.title if topic else ""
        understood.say(case, topic, fields["place"], fields["reason"], expected)


class Confirm(CitizenDeed):
    """Mark the answer."""

    kind, body = "confirm", Mark

    def perform(self, case: Case, fields: dict[str, Any], expected: int | None) -> None:
        services.confirm(case.pk, CITIZEN, fields["mark"], fields["comment"], expected=expected)


class Reopen(CitizenDeed):
    """The problem is not solved."""

    kind, body = "reopen", Return

    def perform(self, case: Case, fields: dict[str, Any], expected: int | None) -> None:
        numbers = (fields["part"],) if fields["part"] else ()
        services.reopen(case.pk, CITIZEN, fields["reason"], numbers, expected=expected)


class Convert(CitizenDeed):
    """Make the message an appeal under the federal law; the person says who he is."""

    kind, body = "convert", Identity

    def perform(self, case: Case, fields: dict[str, Any], expected: int | None) -> None:
        if not fields["confirm"]:
            raise Invalid(_("Confirm that you want this: send true."), "confirm")
        person = Person(fields["full_name"], fields["postal_address"], fields["email"])
        services.convert(case.pk, CITIZEN, person, expected=expected)


class Withdraw(CitizenDeed):
    """Отзыв обращения."""

    kind, body = "withdraw", Reason
