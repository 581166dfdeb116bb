"""Verbs that follow from the legal regime: convert, register, send outside, send a copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from agencies.models import RefusalGround

from . import deadlines, outbox, parts, regimes
from .actors import Actor
from .deadlines import bodies_concerned, law_day
from .door import Change, change, check_allowed
from .errors import Invalid, Refused
from .inbound import cleaned
from .joining import joined
from .models import Case, Event, Requisites
from .numbers import parse_number
from .person import Person, settled
from .regimes import APPEAL
from .repeats import is_one_person
from .states import State

STOPPED = "stop_correspondence"
"""The ground of the data that ends a correspondence: a step of its own with its own conditions."""


UNDECIDED = (State.RECEIVED, State.TRIAGE, State.ROUTED)
"""Where nobody has taken the appeal yet, so that it may still have to be sent on."""


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
    person = settled(person)
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        check_allowed(case, actor, "convert", open_case.at)
        regimes.check_person(regime, person, open_case.at.astimezone(ZoneInfo(case.region.time_zone)).date())
        if case.regime != regime and regime not in regimes.becomes(case):
            raise Refused(_("This message cannot become such an appeal."), "may_become")
        open_case.do("convert", {"was": case.regime} | said_of(person), regime=regime)
        keep_requisites(case, person, open_case.at)


def said_of(person: Person) -> dict[str, Any]:
    """What the history may say of the person: who vouches for him and whether others signed, no name or address."""
    said: dict[str, Any] = {}
    if person.identity:
        said["identified_by"] = person.identity.provider
    if person.collective:
        said["collective"] = True
    return said


def keep_requisites(case: Case, person: Person, at: datetime) -> None:
    """Write down who the person said to be, and who vouches for it."""
    known: dict[str, Any] = {
        "full_name": person.full_name[:200],
        "postal_address": person.postal_address[:500],
        "email": person.email,
        "answer_by": person.answer_by,
        "collective": person.collective,
        "co_signers": list(person.co_signers),
    }
    if person.identity:
        known |= {"provider": person.identity.provider, "subject": person.identity.subject}
    Requisites.objects.update_or_create(case=case, defaults=known | {"confirmed_at": at})


def register(case_id: int, actor: Actor, *, at: datetime | None = None, expected: int | None = None) -> None:
    """Register an appeal: from now the terms of its law run, and no part of it is due later."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        open_case.do("register", {"number": case.number}, registered_at=open_case.at)
        if case.state == State.SPLIT:
            parts.all_within(open_case)
        if case.state not in UNDECIDED:
            deadlines.running(case, "redirect").update(cancelled_at=open_case.at)
        _keep_to_the_strictest(open_case)


def _keep_to_the_strictest(main: Change) -> None:
    """The clock of the law that began for a leading case ends no later than those of the cases joined to it."""
    for one in joined(main.case):
        deadlines.tighten(main.case, one)
    due = deadlines.due_of(deadlines.running(main.case))
    if due != main.case.due_at:
        main.set(due_at=due)
        main.note("tighten")


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
    """Send an appeal, or a part of one, to a body outside the window: which one, by which norm, and why.

    The citizen gets a letter; the common letter on an appeal in parts says it once more.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        open_case.do("redirect_out", {"body": body, "norm": norm, "explanation": explanation})
        if open_case.case.parent_id is not None:
            outbox.add("routing.gather", case=open_case.case.parent_id)


def send_copy(
    case_id: int, actor: Actor, body: str, reason: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """Send a copy to one more body (ч. 4 ст. 8 59-ФЗ).

    Once as many bodies have one as the questions concern beside the case's own, the term to send them is met.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        open_case.do("send_copy", {"body": " ".join(cleaned(body).split()), "reason": reason})
        waiting = deadlines.running(case, "copies").first()
        told = Event.objects.filter(case=case, kind="send_copy").values_list("data__body", flat=True)
        if waiting is not None and len({name.casefold() for name in told}) >= len(bodies_concerned(case)) - 1:
            waiting.met_at = open_case.at
            waiting.save(update_fields=["met_at"])


def link_earlier(
    case_id: int, actor: Actor, number: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """Link an earlier appeal of the same person on the same question.

    Raises ``Invalid`` when there is none with this number, when it is another person's, or came later.
    """
    known = parse_number(number)
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        rows = Case.objects.select_related("message").filter(region=case.region, parent=None).exclude(pk=case.pk)
        found = rows.filter(number=known or "", received_at__lte=case.received_at).first()
        if found is None or not _same_person(found, case):
            raise Invalid(_("There is no earlier appeal of the same person with this number."), "earlier")
        open_case.do("link_earlier", {"earlier": found.number})
        case.earlier.add(found)


def decline_earlier(
    case_id: int, actor: Actor, number: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """Say that an earlier appeal is about something else: a link is taken back, and nobody proposes it again.

    Raises ``Invalid`` when there is no case with this number.
    """
    known = parse_number(number)
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        found = Case.objects.filter(region=case.region, parent=None, number=known or "").exclude(pk=case.pk).first()
        if found is None:
            raise Invalid(_("There is no case with this number. Look at it again."), "earlier")
        open_case.do("decline_earlier", {"earlier": found.number})
        case.earlier.remove(found)


def _same_person(one: Case, other: Case) -> bool:
    emails = {case.message.email.casefold() for case in (one, other)}
    names = {" ".join(case.message.name.split()).casefold() for case in (one, other)}
    return len(names) == 1 or (len(emails) == 1 and "" not in emails) or is_one_person(one, other)


def stop_correspondence(
    case_id: int, actor: Actor, explanation: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """Stop the correspondence on a question that was answered on the merits at least twice (ч. 5 ст. 11 59-ФЗ).

    Raises ``Refused`` («no_ground») where the law of the appeal knows no such ground.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case, day = open_case.case, law_day(open_case.case)
        rows = RefusalGround.objects.filter(code=STOPPED).order_by("-valid_from")
        ground = next((row for row in rows if row.holds_for(case.regime, day)), None)
        if ground is None:
            raise Refused(_("The rules for such appeals do not know the end of a correspondence."), "no_ground")
        told = {"ground": ground.code, "basis": ground.basis, "notice": ground.notice}
        linked = list(case.earlier.order_by("pk").values_list("number", flat=True))
        open_case.do("stop_correspondence", told | {"explanation": explanation, "linked": linked})
