"""The common letter on an appeal in parts, once every part is done."""

from __future__ import annotations

from datetime import datetime

from routing.cases.actors import SYSTEM
from routing.cases.door import change
from routing.cases.models import Case, Event
from routing.cases.parts import parts_of
from routing.cases.states import State

from .compose import common_letter
from .models import Answer


def gather(case_id: int, at: datetime | None = None) -> bool:
    """Answer the whole appeal when no part is open; gives whether it did. Repeated calls do nothing.

    The letter holds the newest answer of every part, each approved in its own body. Parts left without an answer on the
    merits were told so with their ground; an appeal of such parts only is closed.
    """
    with change(case_id, SYSTEM, at=at) as whole:
        parts = parts_of(whole.case)
        if whole.case.state != State.SPLIT or any(part.is_open for part in parts):
            return False
        sent = Answer.objects.filter(case__in=parts, state=Answer.State.SENT).select_related("author__post", "approver")
        newest = {answer.case_id: answer for answer in sent.order_by("version")}
        if not newest:
            whole.do("close_parts")
            return True
        answered = [part for part in parts if part.pk in newest]
        last = max(newest.values(), key=lambda answer: (answer.sent_at or whole.at, answer.pk))
        answer = Answer.objects.create(
            case=whole.case,
            version=(whole.case.answers.order_by("-version").values_list("version", flat=True).first() or 0) + 1,
            state=Answer.State.SENT,
            body="\n\n".join(newest[part.pk].body for part in answered),
            author=last.author,
            approver=last.approver,
            letter=_letter(whole.case, answered, newest),
            saved_at=whole.at,
            sent_at=whole.at,
        )
        whole.do("answer_parts", {"answer": answer.version})
        return True


def _letter(case: Case, parts: list[Case], answers: dict[int, Answer]) -> str:
    split = Event.objects.filter(case=case, kind="split").order_by("-seq").values_list("data", flat=True)[0]
    words = {one["number"]: one["words"] for one in split["parts"]}
    said = [(part, answers[part.pk]) for part in parts]
    return common_letter(case, [(words[part.number], str(part.agency), one.body, one.author) for part, one in said])
