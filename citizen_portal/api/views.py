"""The door for mobile apps: an appeal is sent, read, and answered back with its secret. No accounts, no cookies."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from citizen_portal.web import understood
from citizen_portal.web.asking import asked
from citizen_portal.web.selectors import case_by_link, current_region
from routing.cases import regimes, services
from routing.cases.actors import CITIZEN
from routing.cases.errors import CaseError, Invalid
from routing.cases.models import Case, Event
from routing.cases.parts import waiting_for_the_citizen
from routing.cases.person import Person
from routing.intake import say_place

from .door import Door, fields_of
from .errors import NotReady
from .schema import described
from .sending import identity
from .serializers import (
    Asking,
    Clarification,
    Deed,
    Identity,
    Mark,
    PlaceMeant,
    Reason,
    Return,
    Understood,
)
from .shapes import case_view

MAX_NUMBER = 24


class NothingHere(Door):
    """Every other address under /api/."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound


class Description(Door):
    """The OpenAPI description."""

    def get(self, request: Request) -> Response:
        """200 with the description."""
        return Response(described())


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
        today = timezone.localdate(timezone=ZoneInfo(case.region.time_zone))
        who = identity(self.request) if regimes.asks_identity(regimes.APPEAL, today) else None
        person = Person(fields["full_name"], fields["postal_address"], fields["email"], identity=who)
        services.convert(case.pk, CITIZEN, person, expected=expected)


class Withdraw(CitizenDeed):
    """Отзыв обращения."""

    kind, body = "withdraw", Reason
