"""The page of an appeal by law: what it is, who turned to us, and how a message becomes one."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from citizen_portal.identity import keeping
from citizen_portal.identity.provider import provider
from routing.cases import regimes, services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Invalid
from routing.cases.models import Case
from routing.cases.person import Identity, Person
from routing.cases.workflow import actions

from .choice import within
from .selectors import CaseFile

CONVERTIBLE = actions()["convert"][0]


def signing(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Who has signed in, and whether the law asks for it before a message becomes an appeal."""
    today = timezone.localdate(timezone=ZoneInfo(case.region.time_zone))
    known, must = keeping.identity(request), regimes.asks_identity(regimes.APPEAL, today)
    possible = not must or provider() is not None
    return {
        "identity": known if must else None,
        "must_sign_in": must and known is None,
        "provider": provider(),
        "can_convert": possible and case.state in CONVERTIBLE and regimes.APPEAL in regimes.becomes(case),
    }


def law(case: Case, found: CaseFile) -> dict[str, Any]:
    """What the page says of an appeal by law: what it is, within which terms, what the person said of himself.

    ``awaits_registration``: its term has not begun, so the day of the answer is not known yet. A message that was made
    an appeal keeps its old day until then.
    """
    if not regimes.is_registered(case):
        return {}
    choice = regimes.choice_of(case)
    came_as = found.events[0].changes.get("regime") if found.events else ""
    return {
        "law": choice,
        "law_term": within(choice.answer) if choice else "",
        "awaits_registration": regimes.awaits_registration(case) and came_as == case.regime,
        "requisites": regimes.requisites_of(case),
    }


def convert(case: Case, typed: dict[str, str], expected: int | None, identity: Identity | None = None) -> None:
    if not typed["sure"]:
        raise Invalid(_("Tick the box to confirm."), "sure")
    person = Person(typed["full_name"], typed["postal_address"], typed["email"], identity=identity)
    services.convert(case.pk, CITIZEN, person, expected=expected)
