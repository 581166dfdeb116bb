"""The common letter on an appeal in parts, once every part is done."""

from __future__ import annotations

from datetime import datetime

from routing.cases.actors import SYSTEM
from routing.cases.door import change
from routing.cases.models import Case, Event
from routing.cases.parts import parts_of, words_of
from routing.cases.states import State

from .compose import common_letter, on_question, without_answer
from .models import Answer

ENDS = ("send_part", "refuse", "redirect_out", "withdraw_part")
"""Events with which a part is done."""


def gather(case_id: int, at: datetime | None = None) -> bool:
    """Answer the whole appeal when no part is open; gives whether it did. Repeated calls do nothing.

    The letter holds the newest answer of every part, each approved in its own body, and says of every other part why it
    has none: sent on to a body outside the window, left without an answer on its ground, withdrawn. An appeal without
    any answer is closed: each of these was told at its time.
    """
    with change(case_id, SYSTEM, at=at) as whole:
        parts = parts_of(whole.case)
        if whole.case.state != State.SPLIT or any(part.is_open for part in parts):
            return False
        ends = {event.case_id: event for event in Event.objects.filter(case__in=parts, kind__in=ENDS).order_by("seq")}
        answered = [part.pk for part in parts if ends[part.pk].kind == "send_part"]
        sent = Answer.objects.filter(case__in=answered, state=Answer.State.SENT)
        newest = {
            answer.case_id: answer for answer in sent.select_related("author__post", "approver").order_by("version")
        }
        if not newest:
            whole.do("close_parts")
            return True
        last = max(newest.values(), key=lambda answer: (answer.sent_at or whole.at, answer.pk))
        answer = Answer.objects.create(
            case=whole.case,
            version=(whole.case.answers.order_by("-version").values_list("version", flat=True).first() or 0) + 1,
            state=Answer.State.SENT,
            body="\n\n".join(newest[pk].body for pk in answered),
            author=last.author,
            approver=last.approver,
            letter=_letter(whole.case, parts, newest, ends),
            saved_at=whole.at,
            sent_at=whole.at,
        )
        whole.do("answer_parts", {"answer": answer.version})
        return True


def _letter(case: Case, parts: list[Case], answers: dict[int, Answer], ends: dict[int, Event]) -> str:
    words, said = words_of(case), []
    for n, part in enumerate(parts, 1):
        asked, one = words.get(part.number, ""), answers.get(part.pk)
        if one is not None:
            said.append(on_question(n, asked, str(part.agency), one.body, one.author))
        else:
            said.append(without_answer(n, asked, ends[part.pk].kind, ends[part.pk].data))
    return common_letter(case, said)
