"""Everything that can be done to a case, as verbs. The only writers of cases.

Every verb takes the case's id and an ``Actor``, runs in one transaction and raises ``CaseError`` with a sentence when
it is refused. ``at`` is the time of the action (now when not given); ``expected`` the version the person saw.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Official, Post, Topic

from . import correcting, deadlines, hands, inforequests, parts, redirects
from .actors import SYSTEM, Actor
from .asking import ask_body, give_information, refuse_information
from .correcting import Spot, topic_as_kept
from .door import change
from .errors import Invalid, Refused
from .joining import follow, hand_over, merge, unmerge
from .lawful import (
    convert,
    decline_earlier,
    link_earlier,
    redirect_out,
    register,
    send_copy,
    stop_correspondence,
)
from .models import Correction, Event
from .owners import find_owner
from .parts import extend_whole, split, withdraw_question
from .receiving import receive
from .refusing import refuse
from .returning import reopen

__all__ = [
    "ask_body",
    "convert",
    "decline_earlier",
    "extend_whole",
    "give_information",
    "link_earlier",
    "merge",
    "receive",
    "redirect_out",
    "refuse",
    "refuse_information",
    "register",
    "reopen",
    "send_copy",
    "split",
    "stop_correspondence",
    "unmerge",
    "withdraw_question",
]
"""Verbs that live in rooms of their own and are called from here."""

LONGEST_REASON = 1000


def route(case_id: int, facts: dict[str, Any], agency: Agency, post: Post | None, at: datetime | None = None) -> None:
    """Record what was understood and send the case to the body. Does nothing when the case was routed before.

    ``facts``: values of the case's columns that the reading gave (topic, place, understanding, decision, danger).
    """
    with change(case_id, SYSTEM, at=at) as open_case:
        if open_case.case.state == "received":
            open_case.set(**facts)
            open_case.do("route", {"model": _model(facts)}, agency=agency, post=post)
            find_owner(open_case.case, open_case.at)


def ask_coordinator(case_id: int, facts: dict[str, Any], at: datetime | None = None) -> None:
    """Record what was understood and leave the choice of the body to the coordinator."""
    with change(case_id, SYSTEM, at=at) as open_case:
        if open_case.case.state == "received":
            open_case.set(**facts)
            open_case.do("ask_coordinator", {"model": _model(facts)})


def _model(facts: dict[str, Any]) -> str:
    return str(facts.get("understanding", {}).get("model", ""))


def assign(
    case_id: int,
    actor: Actor,
    agency: Agency,
    post: Post | None = None,
    topic: Topic | None = None,
    *,
    not_complained: str = "",
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """The coordinator's decision; it is stored as an example to learn from.

    ``not_complained``: why the case may go to a body that a complaint in it seems to be about.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        proposed = {each.get("agency_code") for each in case.decision.get("candidates", [])}
        if actor.role == Official.Role.MODERATOR and agency.code not in proposed:
            raise Refused(_("A moderator sends a case only to a body that the system proposed."), "role")
        said = {"agency": case.decision.get("agency_code", ""), **topic_as_kept(case.topic)}
        columns: dict[str, Any] = {"agency": agency, "post": post}
        if topic is not None:
            columns["topic"] = topic
        details = {"candidates": case.decision.get("candidates", []), "binding": redirects.binding(case, agency)}
        if not_complained.strip() and actor.role == Official.Role.COORDINATOR:
            details["not_complained"] = not_complained.strip()[:LONGEST_REASON]
        open_case.do("assign", details, **columns)
        find_owner(open_case.case, open_case.at)
        meant = {"agency": agency.code, **topic_as_kept(case.topic)}
        Correction.objects.create(
            case=case, at=open_case.at, official=actor.official, field="agency", before=said, after=meant
        )
        follow(open_case)


def correct(
    case_id: int,
    actor: Actor,
    *,
    topic: Topic | None = None,
    place: Spot | None = None,
    reason: str = "",
    at: datetime | None = None,
    expected: int | None = None,
) -> Event:
    """Say what the appeal is about or where it is, when that was understood wrongly; kept as an example to learn from.

    An official's word («correct») changes the case and needs a reason; the answer's clock becomes the new topic's where
    that is shorter. An official who gives the topic it has already declines what the citizen said. The citizen's word
    («object») changes nothing by itself; without topic and place it needs a reason. Raises ``Refused`` for another role
    or body and for a case that nobody works on, ``Invalid`` with the field where something is missing.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        return correcting.correct(open_case, topic, place, reason)


def take(case_id: int, actor: Actor, *, at: datetime | None = None, expected: int | None = None) -> None:
    """The executor takes the case into work."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        open_case.do("take", executor=actor.official)


def pass_on(
    case_id: int,
    actor: Actor,
    colleague: Official,
    reason: str,
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """Give the case to another executor of its body. Raises ``Invalid`` for one who may not or cannot take it today."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        if colleague not in dict(hands.colleagues(open_case.case, open_case.at)):
            raise Invalid(_("Choose an executor of your body who is at work today."), "to")
        open_case.do("pass_on", {"to": colleague.full_name, "reason": reason}, executor=colleague)


def act(
    case_id: int,
    actor: Actor,
    name: str,
    data: dict[str, Any] | None = None,
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> Event:
    """An action that changes nothing but the state and the clocks: decline, ask, return, withdraw…"""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        undecided = open_case.case.state in {"received", "triage"}
        if name == "extend":
            data = inforequests.as_ground(open_case.case, data)
        event = open_case.do(name, data)
        if name == "withdraw":
            hand_over(open_case, undecided)
            parts.withdraw(open_case)
        if name in {"clarify", "go_on"} and open_case.case.parent is not None:
            parts.within(open_case, open_case.case.parent)
        return event


def decline(
    case_id: int, actor: Actor, reason: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """«Не наше»: the case goes to the coordinator with the reason; the answer's clock goes on."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        agency = open_case.case.agency
        open_case.do("decline", {"reason": reason, "agency": agency.code if agency else ""}, executor=None)


def recall(case_id: int, actor: Actor, reason: str, *, at: datetime | None = None, expected: int | None = None) -> None:
    """The coordinator takes a case back from its body to choose again; the answer's clock goes on."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        agency = open_case.case.agency
        open_case.do("recall", {"reason": reason, "agency": agency.code if agency else ""}, executor=None)


def say_place(
    case_id: int, actor: Actor, place: str, facts: dict[str, Any], *, expected: int, at: datetime | None = None
) -> None:
    """The citizen says which of the places offered is meant: it becomes the place of the case, the state stays.

    ``place`` is its address; ``facts`` are values of the case's columns that follow from it. Raises ``Refused`` when
    nothing is asked about the place any more.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        correcting.say_place(open_case, place, facts)


def confirm(
    case_id: int, actor: Actor, mark: int, comment: str = "", *, at: datetime | None = None, expected: int | None = None
) -> None:
    """The citizen's mark of the answer, 1 to 5."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        open_case.do("confirm", {"comment": comment, "mark": mark}, mark=mark)


def escalate(
    case_id: int, deadline_id: int, official: Official, level: str, days: int, at: datetime | None = None
) -> bool:
    """Write down that an overdue deadline was reported to ``official``; the deadline itself goes on.

    Gives ``False``, and writes nothing, when it does not run any more or stands while the citizen is asked.
    """
    with change(case_id, SYSTEM, at=at) as open_case:
        overdue = deadlines.running(open_case.case).filter(pk=deadline_id, paused_at=None, due_at__lt=open_case.at)
        found = overdue.first()
        if found is None:
            return False
        told = f"{official.full_name}, {official.post.title}"
        data = {"deadline": found.kind, "level": level, "days": days, "official": official.pk, "told": told}
        open_case.note("escalate", data)
        return True


def recount(case_id: int, deadline_id: int, at: datetime | None = None) -> bool:
    """Count a running deadline again by the calendar as it is now; gives whether its date became another.

    A date that has passed stays: what was late when it was late is not made in time afterwards.
    """
    with change(case_id, SYSTEM, at=at) as open_case:
        case = open_case.case
        found = (
            deadlines.running(case).select_related("request").filter(pk=deadline_id, due_at__gte=open_case.at).first()
        )
        if found is None or not found.amount:
            return False
        before, provisional = (found.due_at, found.limit_at), found.provisional
        whose = getattr(getattr(found, "request", None), "agency_id", None)
        deadlines.count(found, deadlines.table_for(case, found.unit, whose))
        if (found.due_at, found.limit_at, found.provisional) == (*before, provisional):
            return False
        found.save(update_fields=["due_at", "limit_at", "provisional"])
        open_case.set(due_at=deadlines.due_of(deadlines.running(case)))
        open_case.note("recount", {"deadline": found.kind, "was": before[0], "became": found.due_at})
        return before != (found.due_at, found.limit_at)


def report_undelivered(case_id: int, kind: str, attempts: int, error: str, at: datetime | None = None) -> None:
    """Write down that the letter about an event does not reach the citizen; the attempts go on."""
    with change(case_id, SYSTEM, at=at) as open_case:
        open_case.note("undelivered", {"letter": kind, "attempts": attempts, "error": error})
