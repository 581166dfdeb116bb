"""Verbs that follow from the legal regime: convert, register, send outside, send a copy."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from . import regimes
from .actors import Actor
from .door import change, check_allowed
from .errors import Refused
from .inbound import cleaned
from .models import Case, Requisites
from .regimes import APPEAL, Person


def convert(
    case_id: int,
    actor: Actor,
    person: Person,
    regime: str = APPEAL,
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """Turn a message into an appeal by law, by the citizen's own confirmation.

    Raises ``Invalid`` with the field of the requisite that is missing. What was said is kept apart from the history.
    """
    person = Person(
        *(" ".join(cleaned(text).split()) for text in (person.full_name, person.postal_address, person.email))
    )
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        check_allowed(case, actor, "convert", open_case.at)
        regimes.check_person(regime, person, open_case.at.astimezone(ZoneInfo(case.region.time_zone)).date())
        if case.regime != regime and regime not in regimes.becomes(case):
            raise Refused(_("This message cannot become such an appeal."), "may_become")
        open_case.do("convert", {"was": case.regime}, regime=regime)
        keep_requisites(case, person, open_case.at)


def keep_requisites(case: Case, person: Person, at: datetime) -> None:
    """Write down who the person said to be."""
    known = {"full_name": person.full_name[:200], "postal_address": person.postal_address[:500], "email": person.email}
    Requisites.objects.update_or_create(case=case, defaults=known | {"confirmed_at": at})


def register(case_id: int, actor: Actor, *, at: datetime | None = None, expected: int | None = None) -> None:
    """Register an appeal: from now the terms of its law run."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        open_case.do("register", {"number": open_case.case.number}, registered_at=open_case.at)


def redirect_out(
    case_id: int,
    actor: Actor,
    body: str,
    norm: str,
    explanation: str,
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """Send an appeal to a body outside the window: which one, by which norm, and why, in a letter to the citizen."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        open_case.do("redirect_out", {"body": body, "norm": norm, "explanation": explanation})
