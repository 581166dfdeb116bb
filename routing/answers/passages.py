"""Remarks of the approver on passages of a waiting answer: tied to the version, kept when the text becomes another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from routing.cases.actors import Actor
from routing.cases.door import change, check_allowed
from routing.cases.errors import Invalid, Refused
from routing.cases.inbound import cleaned
from routing.cases.models import Case

from .models import Answer, PassageRemark

LONGEST = 2000
MOST = 50
"""Remarks on one version; an answer that needs more is returned."""


def add(case_id: int, actor: Actor, quote: str, words: str, *, at: datetime | None = None) -> PassageRemark:
    """Remark on a passage of the answer that waits for approval.

    ``quote`` are the words of the passage; spaces and line ends between them do not matter. Raises ``Refused`` unless
    the actor could return the answer, ``Invalid`` («passage», «remark») for words that are not in it or no remark.
    """
    with change(case_id, actor, at=at) as open_case:
        check_allowed(open_case.case, actor, "return_answer")
        answer = Answer.objects.filter(case=open_case.case, state=Answer.State.SUBMITTED).order_by("-version").first()
        if answer is None or actor.official is None:
            raise Refused(_("There is no answer waiting for approval."), "state")
        words = cleaned(words).strip()
        if not words:
            raise Invalid(_("Write what is wrong with this passage."), "remark")
        if len(words) > LONGEST or len(quote) > len(answer.body):
            raise Invalid(_("This is too long: %(limit)d characters fit.") % {"limit": LONGEST}, "remark")
        if answer.passages.count() >= MOST:
            raise Invalid(_("There are enough remarks already: return the answer with a reason."), "remark")
        start, end = found(answer.body, quote)
        return PassageRemark.objects.create(
            answer=answer,
            start=start,
            end=end,
            quote=answer.body[start:end],
            words=words,
            author=actor.official,
            at=open_case.at,
        )


def found(body: str, quote: str) -> tuple[int, int]:
    """Where the passage stands in the text, in characters. Raises ``Invalid`` when it is not there."""
    words = quote.split()
    match = re.search(r"\s+".join(re.escape(word) for word in words), body) if words else None
    if match is None:
        raise Invalid(_("These words are not in the text of the answer: choose a passage of it."), "passage")
    return match.span()


def resolve(case_id: int, actor: Actor, remark_id: int, *, at: datetime | None = None) -> None:
    """Say that a remark is dealt with: its author, another approver, or whoever writes the answer now.

    Does nothing for one resolved before; raises ``Refused`` for another role or body.
    """
    with change(case_id, actor, at=at) as open_case:
        if not actor.may_act_as(("executor", "approver"), open_case.case) or actor.official is None:
            raise Refused(_("This step is for another role or another body."), "role")
        open_remarks = PassageRemark.objects.filter(pk=remark_id, answer__case=open_case.case, resolved_at=None)
        open_remarks.update(resolved_at=at or timezone.now(), resolved_by=actor.official)


def remarks_of(case: Case) -> Sequence[PassageRemark]:
    """All remarks of a case in the order of its versions and of the text; one query."""
    rows = PassageRemark.objects.filter(answer__case=case).select_related("answer", "author", "resolved_by")
    return list(rows.order_by("answer__version", "start", "pk"))
