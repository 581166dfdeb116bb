"""From a draft to a sent answer. Every verb changes the case and the answer in one transaction."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from routing.cases import deadlines, outbox
from routing.cases.actors import SYSTEM, Actor
from routing.cases.door import Change, change
from routing.cases.errors import Invalid, Refused
from routing.cases.inbound import cleaned
from routing.cases.joining import joined
from routing.cases.models import Case
from routing.cases.prepared import Prepared

from .compose import LANGUAGE, letter
from .gate import FLOOR, check_may_leave, check_worth, facts_of
from .models import Answer
from .quality import Verdict
from .quality.outcomes import outcome_of

MIN_BODY = 40
MAX_BODY = 20_000
FARTHEST_PROMISE = timedelta(days=366)


def current(case: Case) -> Answer | None:
    """The newest version of the answer with who wrote it, or ``None`` when nobody began one."""
    return case.answers.select_related("author__post").order_by("-version").first()


_newest = Prepared(lambda pk: Answer.objects.filter(case=pk).order_by("-version")[:1])
"""The same without who wrote it."""


def is_poor(case: Case) -> bool:
    """Whether the answer that waits for approval needs a written reason to leave."""
    answer = _newest.first(case.pk)
    return answer is not None and answer.score is not None and answer.score < FLOOR


def save_draft(case_id: int, actor: Actor, body: str, *, at: datetime | None = None) -> Answer:
    """Keep what is being written. A version that was sent for approval stays; a new one begins after it.

    Raises ``Refused`` unless the actor could send it for approval.
    """
    with change(case_id, actor, at=at) as open_case:
        open_case.check("submit_answer")
        answer = _written(open_case.case, actor, body, open_case.at)
        answer.save()
        return answer


def _written(case: Case, actor: Actor, body: str, at: datetime) -> Answer:
    if actor.official is None:
        raise Refused(_("This step is for another role or another body."), "role")
    if len(body) > MAX_BODY:
        raise Invalid(
            _("The answer has %(count)d characters, and %(limit)d fit. Please shorten it.")
            % {"count": len(body), "limit": MAX_BODY},
            "body",
        )
    answer = _newest.first(case.pk)
    if answer is None or answer.state != Answer.State.DRAFT:
        answer = Answer(case=case, version=(answer.version if answer else 0) + 1)
    answer.body, answer.author, answer.saved_at = cleaned(body), actor.official, at
    return answer


def submit(
    case_id: int,
    actor: Actor,
    body: str,
    because: str = "",
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> Answer:
    """Send the answer for approval. ``because``: why it must go although the gate holds it for an empty reply.

    Raises ``Invalid`` when there is hardly a text, what must not be sent, or a poor text without a reason.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        if len(cleaned(body)) < MIN_BODY:
            raise Invalid(_("Write the answer: what was found out, what was done and by when."), "body")
        open_case.check("submit_answer")
        answer = _written(open_case.case, actor, body, open_case.at)
        verdict = _check_for_all(open_case, answer.body)
        check_worth(verdict, because)
        answer.state, answer.score = Answer.State.SUBMITTED, verdict.score
        answer.because = cleaned(because).strip() if verdict.score < FLOOR else ""
        facts = facts_of(open_case.case, open_case.at)
        answer.outcome = outcome_of(answer.body, open_case.case.message.text, facts)
        answer.save()
        open_case.do("submit_answer", _told(answer, answer.because))
        return answer


def return_to_author(
    case_id: int, actor: Actor, comment: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """The approver asks for changes; the comment says which."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        open_case.do("return_answer", {"comment": comment})
        answer = _submitted(open_case.case)
        answer.state, answer.comment, answer.approver = Answer.State.RETURNED, comment, actor.official
        answer.save(update_fields=["state", "comment", "approver"])


def _told(answer: Answer, because: str) -> dict[str, Any]:
    """What the event keeps: the version, its score, and the reason where somebody overruled the gate."""
    return {"answer": answer.version, "score": answer.score} | ({"reason": because} if because else {})


def approve(
    case_id: int, actor: Actor, because: str = "", *, at: datetime | None = None, expected: int | None = None
) -> None:
    """The second pair of eyes agrees. An answer below the floor needs the approver's own reason ``because``."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        open_case.check("approve_answer")
        answer = _submitted(open_case.case)
        verdict = _check_for_all(open_case, answer.body)
        check_worth(verdict, because)
        answer.score = verdict.score
        open_case.do("approve_answer", _told(answer, cleaned(because).strip() if verdict.score < FLOOR else ""))
        answer.state, answer.approver = Answer.State.APPROVED, actor.official
        answer.save(update_fields=["score", "state", "approver"])


def send(case_id: int, actor: Actor, *, at: datetime | None = None, expected: int | None = None) -> Answer:
    """Put the letter on the citizen's page and ask for its delivery."""
    with change(case_id, actor, at=at, expected=expected) as open_case:
        answer = current(open_case.case)
        if answer is None or answer.state != Answer.State.APPROVED:
            raise Refused(_("There is no approved answer to send."), "state")
        answer.letter = letter(open_case.case, answer.body, answer.author)
        answer.state, answer.sent_at = Answer.State.SENT, open_case.at
        answer.save(update_fields=["letter", "state", "sent_at"])
        if open_case.case.parent_id is not None:
            open_case.do("send_part", {"answer": answer.version})
            outbox.add("routing.gather", case=open_case.case.parent_id)
            return answer
        open_case.do("send_answer", {"answer": answer.version})
        for one in joined(open_case.case):
            _send_too(one.pk, answer, open_case.at)
        return answer


def _send_too(case_id: int, answer: Answer, at: datetime) -> None:
    """The common answer as a letter to the citizen of a joined case: own salutation, own number, own window."""
    with change(case_id, SYSTEM, at=at) as other:
        last = _newest.first(other.case.pk)
        same = Answer.objects.create(
            case=other.case,
            version=(last.version if last else 0) + 1,
            state=Answer.State.SENT,
            body=answer.body,
            author=answer.author,
            approver=answer.approver,
            letter=letter(other.case, answer.body, answer.author),
            saved_at=at,
            sent_at=at,
        )
        other.do("answer_joined", {"answer": same.version})


def _check_for_all(open_case: Change, body: str) -> Verdict:
    """The gate, for the citizen of the case and for everybody whose case is joined to it."""
    verdict = check_may_leave(open_case.case, body, open_case.at)
    for one in joined(open_case.case):
        try:
            check_may_leave(one, body, open_case.at)
        except Invalid as stop:
            raise Invalid(
                _("The same answer goes to appeal No. %(number)s, joined to this one. %(why)s")
                % {"number": one.number, "why": str(stop)},
                stop.field,
            ) from stop
    return verdict


def promise(
    case_id: int, actor: Actor, body: str, day: date, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """An interim answer: tells the citizen what is being done and by which day; that day becomes a deadline.

    Raises ``Invalid`` for a day that has passed or is too far away, and for what must not be sent.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case, text = open_case.case, cleaned(body)
        if len(text) < MIN_BODY:
            raise Invalid(_("Write what is being done and what will be done by that day."), "text")
        today = open_case.at.astimezone(ZoneInfo(case.region.time_zone)).date()
        if not today < day <= today + FARTHEST_PROMISE:
            raise Invalid(_("Choose a day after today and within a year."), "day")
        open_case.check("promise")
        _check_for_all(open_case, text)
        open_case.do("promise", {"text": text, "day": day.isoformat()})
        _fall_due(case, day, open_case.at)
        for one in joined(case):
            _promise_too(one.pk, text, day, open_case.at)


def _promise_too(case_id: int, text: str, day: date, at: datetime) -> None:
    """The same promise to the citizen of a joined case; one who was promised something before it keeps that day too."""
    with change(case_id, SYSTEM, at=at) as other:
        other.do("promise_joined", {"text": text, "day": day.isoformat()})
        if not deadlines.running(other.case, "promise").exists():
            _fall_due(other.case, day, at)


def _fall_due(case: Case, day: date, at: datetime) -> None:
    with override(LANGUAGE):
        basis = gettext("Promised to the citizen in an interim answer")
    deadlines.promise(case, day, at, basis)


def _submitted(case: Case) -> Answer:
    answer = _newest.first(case.pk)
    if answer is None or answer.state != Answer.State.SUBMITTED:
        raise Refused(_("There is no answer waiting for approval."), "state")
    return answer
