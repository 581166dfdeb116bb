"""What stands open between a case and the bodies asked for information: who may reply, and where a request goes when
the case moves on.

A request never hangs: when the case is done it ends, when others go on with the matter it goes along, and the body
asked is told each time (``BodyLetter``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import outbox
from .actions_requests import REPLIED_IN
from .actors import Actor
from .models import Case
from .request_models import BodyLetter, InfoRequest
from .states import State

KIND = "info_request"
"""The kind of the asked body's deadline."""

WORKED_ON = frozenset(REPLIED_IN)
"""Where a reply is still of use."""

TASK = "routing.tell_body"
OWN = "own"
"""Why a request ended: the case came to the body asked itself."""


def waiting() -> QuerySet[InfoRequest]:
    """The requests without a reply that are still needed."""
    return InfoRequest.objects.filter(replied_at=None, cancelled_at=None)


def asked_of(actor: Actor, who: tuple[str, ...] = ()) -> set[int]:
    """The bodies for which this actor may reply, in the own right or for somebody absent."""
    return {one.post.agency_id for one in actor.people() if not who or one.role in who}


def is_asked(actor: Actor, who: tuple[str, ...], case: Case) -> bool:
    """Whether a body of this actor owes a reply about the case. Nothing is read for the case's own people."""
    bodies = asked_of(actor, who) - {case.agency_id}
    return bool(bodies) and case.pk is not None and waiting().filter(case=case, agency__in=bodies).exists()


def tell(row: InfoRequest, kind: str, at: datetime) -> None:
    """Ask for a letter to the body asked. Call inside the change's transaction."""
    letter = BodyLetter.objects.create(request=row, kind=kind, made_at=at)
    outbox.add(TASK, case=row.case_id, letter=letter.pk)


def may_settle(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a request can have to end or to go along between two snapshots of a case.

    It left the states in which a reply is of use, or came to another body. In any other state nobody is asked, so a
    case that was in none of them waits for no reply.
    """
    left = now["state"] not in WORKED_ON
    return before["state"] in WORKED_ON and (left or now["agency_id"] != before["agency_id"])


def settle(case: Case, kind: str, at: datetime) -> dict[str, list[str]]:
    """After an event «kind» that changed the state or the body of a case: let its requests end, or go along.

    A joined case's requests go to the leader, those of a leader withdrawn to who leads on, and those of a case at
    another body stay with it. A split appeal's are dealt with once its parts are there (``to_parts``). Gives the names
    of the bodies, as details of the event.
    """
    rows = list(waiting().filter(case=case).select_related("agency", "deadline")) if case.state != State.SPLIT else []
    told: dict[str, list[str]] = {}
    heir = _heir(case) if rows else None
    for row in rows:
        if case.state in WORKED_ON:
            done = _stay(row, case, at)
        elif heir is not None:
            done = _go(row, heir, at, case)
        else:
            done = _end(row, kind, at)
        if done:
            told.setdefault(done, []).append(row.agency.name)
    return told


def _heir(case: Case) -> Case | None:
    """The case that goes on with the matter of this one."""
    if case.state == State.MERGED:
        return case.master
    if case.state == State.WITHDRAWN:
        return case.joined.filter(state=State.MERGED).order_by("received_at", "pk").first()
    return None


def _end(row: InfoRequest, why: str, at: datetime) -> str:
    row.cancelled_at, row.ended_by = at, why
    row.save(update_fields=["cancelled_at", "ended_by"])
    row.deadline.cancelled_at = at
    row.deadline.save(update_fields=["cancelled_at"])
    tell(row, BodyLetter.Kind.ENDED, at)
    return "needless"


def _stay(row: InfoRequest, case: Case, at: datetime) -> str:
    """The case is worked on: another body may have it now, or the body asked itself."""
    if row.agency_id == case.agency_id:
        return _end(row, OWN, at)
    if case.agency_id is None or row.asking_id == case.agency_id:
        return ""
    row.asking = case.agency
    row.save(update_fields=["asking"])
    tell(row, BodyLetter.Kind.MOVED, at)
    return "moved"


def _go(row: InfoRequest, heir: Case, at: datetime, origin: Case | None) -> str:
    """Another case needs the reply now; ``origin``: to which it goes back when the two are parted again."""
    if row.agency_id == heir.agency_id:
        return _end(row, OWN, at)
    row.case, row.asking, row.origin = heir, heir.agency or row.asking, (row.origin or origin) if origin else None
    row.deadline.case = heir
    row.deadline.save(update_fields=["case"])
    row.save(update_fields=["case", "asking", "origin"])
    tell(row, BodyLetter.Kind.MOVED, at)
    return "moved"


def give_back(case: Case, at: datetime) -> dict[str, list[str]]:
    """After a joined case was parted again: what was asked for it is its own again."""
    told: dict[str, list[str]] = {}
    for row in waiting().filter(origin=case).select_related("agency", "deadline"):
        told.setdefault(_go(row, case, at, None), []).append(row.agency.name)
    return told


def to_parts(case: Case, parts: list[Case], at: datetime) -> dict[str, list[str]]:
    """After an appeal was split: a request goes to the part of the body that asked, or ends."""
    told: dict[str, list[str]] = {}
    bodies = {part.agency_id: part for part in reversed(parts) if part.agency_id}
    for row in waiting().filter(case=case).select_related("agency", "deadline", "asking"):
        part = bodies.get(row.asking_id or 0)
        if row.agency_id in bodies:
            done = _end(row, OWN, at)
        elif part is not None:
            done = _go(row, part, at, None)
        else:
            done = _end(row, "split", at)
        told.setdefault(done, []).append(row.agency.name)
    return told


def why_longer(case: Case) -> str:
    """The reason for an extension that the open requests give (ч. 2 ст. 12 59-ФЗ), empty when there are none."""
    names = [row.agency.name for row in waiting().filter(case=case).select_related("agency").order_by("pk")]
    if not names:
        return ""
    return _("Documents and information were requested and are awaited from: %(bodies)s.") % {
        "bodies": ", ".join(names)
    }


def as_ground(case: Case, data: dict[str, Any] | None) -> dict[str, Any]:
    """The details of an extension: an open request is a ground by itself, also where nothing else was written."""
    details, ground = dict(data or {}), why_longer(case)
    if ground:
        details["requested"] = ground
        details["reason"] = details.get("reason") or ground
    return details


def why_ended(code: str) -> str:
    """Why a request ended, in words for the body asked."""
    if code == OWN:
        return _("The case itself came to your body.")
    if code in {"send_answer", "send_part", "answer_joined"}:
        return _("The citizen has been answered.")
    if code in {"withdraw", "withdraw_part"}:
        return _("The citizen withdrew the appeal.")
    if code in {"refuse", "stop_correspondence"}:
        return _("The appeal was left without an answer on the merits.")
    if code == "redirect_out":
        return _("The appeal was sent to a body outside the window.")
    if code == "split":
        return _("The appeal was divided among bodies, and none of them needs this any more.")
    return _("The case has moved on.")
