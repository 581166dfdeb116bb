"""An appeal in parts: split by its questions, returned by them, withdrawn with them.

Several questions for several bodies (ч. 4 ст. 8 59-ФЗ): each body gets a part, a case of its own with the whole text
and its own questions; the appeal keeps its number and waits for all of them. It is locked first, its parts after it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Post

from . import deadlines, events, inforequests, outbox, redirects, words
from .actors import SYSTEM, Actor
from .door import Change, change, check_allowed
from .errors import Refused
from .models import Attachment, Case, Deadline, Event, Message
from .states import State

CHANNEL = "part"
COPIED = ("text", "address", "object_kind", "name", "gender", "email", "phone", "language", "received_at")


@dataclass(frozen=True, slots=True)
class Piece:
    """The questions of one body: the facts of the part's columns, the body and its post (``None``: a person decides).

    ``words`` are the citizen's own words that put the questions.
    """

    words: str
    facts: dict[str, Any]
    agency: Agency | None
    post: Post | None = None


def parts_of(case: Case) -> list[Case]:
    """The parts in their order."""
    rows = Case.objects.filter(parent=case).select_related("agency", "topic", "message", "region", "parent")
    return sorted(rows, key=lambda part: int(part.number.rpartition(".")[2]))


def split(
    case_id: int,
    actor: Actor,
    pieces: list[Piece],
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """Give each body its questions. Raises ``Refused`` («one_body») when there is nothing to divide."""
    if len(pieces) < 2:
        raise Refused(_("All questions belong to one body: there is nothing to split."), "one_body")
    with change(case_id, actor, at=at, expected=expected) as main:
        told = [
            {"number": f"{main.case.number}.{n}", "words": piece.words, "agency": str(piece.agency or "")}
            for n, piece in enumerate(pieces, 1)
        ]
        send_on = deadlines.running(main.case, "redirect").first()
        main.do("split", {"parts": told}, agency=None, post=None, executor=None)
        for n, piece in enumerate(pieces, 1):
            _open_part(main, n, piece, send_on)
        if moved := inforequests.to_parts(main.case, parts_of(main.case), main.at):
            main.note("requests", moved)


def _open_part(main: Change, n: int, piece: Piece, send_on: Deadline | None) -> None:
    case, number = main.case, f"{main.case.number}.{n}"
    copied = {name: getattr(case.message, name) for name in COPIED}
    part = Case(
        region=case.region,
        number=number,
        nonce=secrets.token_hex(8),
        message=Message.objects.create(channel=CHANNEL, external_id=number, **copied),
        parent=case,
        regime=case.regime,
        received_at=case.received_at,
        state_since=main.at,
    )
    part.save()
    deadlines.begin(part, "route", main.at)
    if send_on is not None:
        deadlines.inherit(part, send_on)
    events.append(part, SYSTEM, "receive_part", main.at, {"parent": case.number}, events.snapshot(part))
    part.save(update_fields=["version", "head"])
    words.write(part)
    Attachment.objects.bulk_create(
        Attachment(case=part, image=one.image.name, width=one.width, height=one.height, sha256=one.sha256)
        for one in case.attachments.all()
    )
    with change(part.pk, SYSTEM, at=main.at) as opened:
        opened.set(**piece.facts)
        if piece.agency is not None:
            opened.do("route", agency=piece.agency, post=piece.post)
        else:
            opened.do("ask_coordinator")
        within(opened, case)


def within(part: Change, whole: Case) -> None:
    """A part is due no later than the appeal."""
    deadlines.tighten(part.case, whole)
    due = deadlines.due_of(deadlines.running(part.case))
    if due != part.case.due_at:
        part.set(due_at=due)
        part.note("within", {"parent": whole.number})


def all_within(main: Change) -> None:
    """The term of the appeal became another: none of its parts is due later."""
    for one in parts_of(main.case):
        if one.is_open:
            with change(one.pk, SYSTEM, at=main.at) as part:
                within(part, main.case)


def extend_whole(
    case_id: int, actor: Actor, reason: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """Extend the term of the whole appeal, once; the parts still open get the same new day."""
    with change(case_id, actor, at=at, expected=expected) as main:
        main.do("extend_whole", {"reason": reason})
        for one in parts_of(main.case):
            if one.is_open:
                with change(one.pk, SYSTEM, at=main.at) as part:
                    deadlines.adopt(part.case, main.case)
                    within(part, main.case)


def reopen(main: Change, reason: str, numbers: tuple[str, ...] = ()) -> None:
    """Return the parts with these numbers (all when none are named) for another look, from the second time on above.

    Raises ``Refused`` («no_part») for a number that the appeal does not have.
    """
    found = [one for one in parts_of(main.case) if one.state == State.CLOSED]
    named = [one for one in found if not numbers or one.number in numbers]
    if not named:
        raise Refused(_("The appeal has no such part."), "no_part")
    details = {"reason": reason, "returned": [one.number for one in named]}
    main.do("reopen_parts", details, reopenings=main.case.reopenings + 1)
    for one in named:
        with change(one.pk, SYSTEM, at=main.at) as part:
            _return(part, reason)
            within(part, main.case)


def _return(part: Change, reason: str) -> None:
    columns: dict[str, Any] = {"reopenings": part.case.reopenings + 1}
    above = redirects.above(part.case)
    if part.case.reopenings == 0 and part.case.agency is not None:
        part.do("reopen_part", {"reason": reason}, **columns)
    elif above is None:
        part.do("reopen_part_above", {"reason": reason}, executor=None, **columns)
    else:
        part.do("reopen_part", {"reason": reason}, agency=above, post=None, executor=None, **columns)


def words_of(whole: Case) -> dict[str, str]:
    """The citizen's words that put the question of each part, by its number."""
    told = Event.objects.filter(case=whole, kind="split").order_by("-seq").values_list("data__parts", flat=True).first()
    return {one["number"]: one["words"] for one in told or ()}


def withdraw_question(
    case_id: int, actor: Actor, number: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """The citizen takes back one question; the others go on. With the last of them the whole appeal is withdrawn.

    Raises ``Refused`` («no_part») for a number that the appeal does not have or that is done with.
    """
    with change(case_id, actor, at=at, expected=expected) as main:
        check_allowed(main.case, actor, "withdraw_question", main.at)
        parts = parts_of(main.case)
        one = next((part for part in parts if part.number == number and part.is_open), None)
        if one is None:
            raise Refused(_("This question is not being considered any more."), "no_part")
        if all(part.pk == one.pk or part.state == State.WITHDRAWN for part in parts):
            main.do("withdraw")
            withdraw(main)
            return
        main.do("withdraw_question", {"part": number, "words": words_of(main.case).get(number, "")})
        with change(one.pk, SYSTEM, at=main.at) as part:
            part.do("withdraw_part")
        outbox.add("routing.gather", case=main.case.pk)


def withdraw(main: Change) -> None:
    """After the whole was withdrawn: its parts with it."""
    for one in parts_of(main.case):
        if one.is_open:
            with change(one.pk, SYSTEM, at=main.at) as part:
                part.do("withdraw_part")


def waiting_for_the_citizen(case: Case) -> Case:
    """The case whose question the citizen is asked: the appeal itself or the first of its parts that asks."""
    if case.state != State.SPLIT:
        return case
    return next((one for one in parts_of(case) if one.state == State.CLARIFICATION), case)
