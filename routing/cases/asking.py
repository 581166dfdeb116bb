"""Verbs of requests to other bodies: ask for documents and information, give them, say why not (ст. 10 59-ФЗ)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency

from . import deadlines, inforequests
from .actors import SYSTEM, Actor
from .door import Change, change
from .errors import Busy, Invalid, Refused
from .inbound import cleaned
from .request_models import BodyLetter, InfoRequest, RequestFile

WHO_REPLIES = ("executor", "approver", "head")
MOST_FILES = 5
TRIES = 3
"""Times a reply looks for the case of its request: it may go along to another one meanwhile."""


def ask_body(
    case_id: int,
    actor: Actor,
    agency: Agency,
    question: str,
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """Ask another body for what the answer needs; its own term begins, and it gets a letter.

    Raises ``Invalid`` for the case's own body, one of another region, or one that was asked and has not replied yet.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        if agency.pk == case.agency_id or agency.region_id != case.region_id:
            raise Invalid(_("Choose another body of the region, not your own."), "body")
        if inforequests.waiting().filter(case=case, agency=agency).exists():
            raise Invalid(_("This body has been asked already and has not replied yet."), "body")
        question = cleaned(question).strip()
        open_case.do("ask_body", {"body": agency.name, "question": question})
        row = InfoRequest.objects.create(
            case=case,
            deadline=deadlines.begin(case, inforequests.KIND, open_case.at, agency.pk),
            asked_by=actor.official,
            asking=case.agency,
            agency=agency,
            question=question,
            made_at=open_case.at,
        )
        inforequests.tell(row, BodyLetter.Kind.ASKED, open_case.at)


def give_information(
    request_id: int, actor: Actor, reply: str, *, files: Sequence[bytes] = (), at: datetime | None = None
) -> None:
    """Reply to a request, with pictures (JPEG, from ``attachments.picture``) or without.

    Raises ``Refused`` («state») when it is not open any more, («role») for another body, ``Invalid`` for too much.
    """
    if len(files) > MOST_FILES:
        raise Invalid(_("No more than %(count)d scans fit to a reply.") % {"count": MOST_FILES}, "files")
    if files and not cleaned(reply).strip():
        reply = str(_("The documents are attached."))
    _reply(request_id, actor, "give_information", reply, files, at)


def refuse_information(request_id: int, actor: Actor, reason: str, *, at: datetime | None = None) -> None:
    """Say why the body cannot give what it was asked for. Raises as ``give_information`` does."""
    _reply(request_id, actor, "refuse_information", reason, (), at)


def _reply(request_id: int, actor: Actor, name: str, text: str, files: Sequence[bytes], at: datetime | None) -> None:
    for _attempt in range(TRIES):
        case_id = InfoRequest.objects.values_list("case_id", flat=True).get(pk=request_id)
        with change(case_id, actor, at=at) as open_case:
            row = InfoRequest.objects.select_related("agency", "deadline").get(pk=request_id)
            if row.case_id == case_id:
                _write(open_case, row, name, cleaned(text).strip(), files)
                return
    raise Busy


def _write(open_case: Change, row: InfoRequest, name: str, text: str, files: Sequence[bytes]) -> None:
    actor = open_case.actor
    if row.agency_id not in inforequests.asked_of(actor, WHO_REPLIES):
        raise Refused(_("This step is for another role or another body."), "role")
    if not row.is_open:
        raise Refused(_("This request is not open any more: it was replied to or is not needed."), "state")
    refused = name == "refuse_information"
    details: dict[str, Any] = {"body": row.agency.name, "reason" if refused else "reply": text}
    mine = actor.official is not None and actor.official.post.agency_id == row.agency_id
    if not (mine and actor.role in WHO_REPLIES):
        absent = next(one for one in actor.absent if one.post.agency_id == row.agency_id)
        details["instead_of"] = absent.full_name
    if files:
        details["files"] = [_kept(row, content) for content in files]
    open_case.do(name, details)
    row.deadline.met_at = open_case.at
    row.deadline.save(update_fields=["met_at"])
    row.reply, row.refused, row.replied_by, row.replied_at = text, refused, actor.official, open_case.at
    row.save(update_fields=["reply", "refused", "replied_by", "replied_at"])


def _kept(row: InfoRequest, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    RequestFile.objects.create(request=row, image=ContentFile(content, name=f"{uuid4().hex}.jpg"), sha256=digest)
    return digest


def report_unheard(letter: BodyLetter, at: datetime | None = None) -> None:
    """Write down that a letter does not reach the body asked; the attempts go on."""
    row = letter.request
    with change(row.case_id, SYSTEM, at=at) as open_case:
        details = {"body": row.agency.name, "attempts": letter.attempts, "error": letter.error}
        open_case.note("unheard", details)
