"""The history of a case in plain words for its citizen: what happened and when, nothing internal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from routing.cases.models import Event
from routing.cases.workflow import OPEN, State

from .selectors import CaseFile

WORDS: dict[str, str | Promise] = {
    "receive": gettext_lazy("You sent the appeal"),
    "add_photos": gettext_lazy("Photos were added to the appeal"),
    "say_place": gettext_lazy("You said which place is meant"),
    "route": gettext_lazy("The appeal was sent to the executor"),
    "ask_coordinator": gettext_lazy("The appeal was passed to a coordinator, who chooses the executor"),
    "assign": gettext_lazy("The coordinator sent the appeal to the executor"),
    "decline": gettext_lazy("The executor returned the appeal: a coordinator chooses another one"),
    "take": gettext_lazy("The executor took the appeal into work"),
    "ask_citizen": gettext_lazy("The executor asked you a question"),
    "clarify": gettext_lazy("You replied to the question"),
    "go_on": gettext_lazy("The work goes on without the clarification"),
    "submit_answer": gettext_lazy("The answer is written and is being checked"),
    "send_answer": gettext_lazy("The answer was sent to you"),
    "confirm": gettext_lazy("You marked the answer"),
    "close_silently": gettext_lazy("The appeal was closed: there were no objections to the answer"),
    "reopen": gettext_lazy("You returned the appeal: the problem is not solved"),
    "reopen_above": gettext_lazy("You returned the appeal once more: a coordinator chooses who looks at it now"),
    "recall": gettext_lazy("The coordinator took the appeal back to choose another executor"),
    "extend": gettext_lazy("The term was extended"),
    "promise": gettext_lazy("The executor told you what is being done and by when"),
    "promise_joined": gettext_lazy("The executor told you what is being done and by when"),
    "refuse": gettext_lazy("The appeal was left without an answer on the merits"),
    "merge": gettext_lazy("The appeal is considered together with another one about the same"),
    "regroup": gettext_lazy("The appeal is considered together with another one about the same"),
    "separate": gettext_lazy("The appeal is considered separately again"),
    "separate_to_triage": gettext_lazy("The appeal is considered separately again: a coordinator chooses the executor"),
    "answer_joined": gettext_lazy("The answer was sent to you"),
    "split": gettext_lazy("The appeal was split by its questions: each body answers its own"),
    "extend_whole": gettext_lazy("The term was extended"),
    "answer_parts": gettext_lazy("The answer to all questions was sent to you"),
    "close_parts": gettext_lazy("The appeal was closed: you were told of each question why there is no answer here"),
    "withdraw_question": gettext_lazy("You withdrew one of the questions"),
    "reopen_parts": gettext_lazy("You returned the appeal: the problem is not solved"),
    "convert": gettext_lazy("You made the message an appeal under the federal law"),
    "register": gettext_lazy("The appeal was registered: its terms run from this day"),
    "redirect_out": gettext_lazy("The appeal was sent to the body that is competent for it"),
    "send_copy": gettext_lazy("A copy of the appeal was sent to one more body"),
    "stop_correspondence": gettext_lazy("The correspondence on this question was stopped"),
    "withdraw": gettext_lazy("You withdrew the appeal"),
    "object": gettext_lazy("You told us that the appeal was understood wrongly"),
    "correct": gettext_lazy("An official specified what the appeal is about"),
}
"""Events a citizen is told of. All others stay inside: approvals, comments, corrections."""

SAID = {
    "ask_citizen": "question",
    "clarify": "reply",
    "confirm": "comment",
    "reopen": "reason",
    "reopen_above": "reason",
    "reopen_parts": "reason",
    "extend_whole": "reason",
} | {
    "extend": "reason",
    "stop_correspondence": "explanation",
    "redirect_out": "explanation",
    "promise": "text",
    "promise_joined": "text",
    "refuse": "explanation",
    "withdraw_question": "words",
    "object": "reason",
    "say_place": "place",
}
"""Which detail of an event belongs to the citizen's eyes."""

RETURNS = frozenset({"reopen", "reopen_above", "reopen_parts"})

STEPS = (
    (gettext_lazy("Received"), {State.RECEIVED, State.TRIAGE}),
    (gettext_lazy("Sent to the executor"), {State.ROUTED}),
    (
        gettext_lazy("In work"),
        {State.IN_WORK, State.CLARIFICATION, State.IN_APPROVAL, State.APPROVED, State.MERGED, State.SPLIT},
    ),
    (gettext_lazy("Answer"), {State.ANSWERED, State.CLOSED}),
)


@dataclass(frozen=True)
class Line:
    """One thing that happened: ``said`` are the words that were exchanged, ``body`` the body it went to."""

    at: datetime
    title: str
    body: str = ""
    said: str = ""


def lines(found: CaseFile) -> list[Line]:
    """The history, newest first."""
    told = [_line(event, found) for event in found.events if event.kind in WORDS]
    return told[::-1]


def _line(event: Event, found: CaseFile) -> Line:
    title = str(WORDS[event.kind])
    if event.kind == "confirm" and event.data.get("mark"):
        title = _("You marked the answer: %(mark)d of 5") % {"mark": event.data["mark"]}
    if event.kind in {"merge", "regroup"}:
        title = _("The appeal is considered together with No. %(number)s, about the same") % {
            "number": event.data["into"]
        }
    if event.kind in {"redirect_out", "send_copy"}:
        return Line(event.at, title, str(event.data["body"]), str(event.data.get("explanation", "")))
    sent_on = event.kind in {"route", "assign"}
    body = found.agencies.get(event.changes.get("agency_id", 0), "") if sent_on else ""
    return Line(event.at, title, body, str(event.data.get(SAID.get(event.kind, ""), "")))


def steps(state: str) -> list[dict[str, Any]]:
    """The four steps of the way with the present one marked; empty for a withdrawn case."""
    now = next((index for index, (_title, states) in enumerate(STEPS) if state in states), None)
    if now is None:
        return []
    return [
        {"title": title, "state": "done" if index < now or state == State.CLOSED else "now" if index == now else "next"}
        for index, (title, _states) in enumerate(STEPS)
    ]


def returned_at(found: CaseFile) -> datetime | None:
    """When the citizen returned the answer that is on the page, if it has not been answered again."""
    if found.case.state not in OPEN:
        return None
    return max((event.at for event in found.events if event.kind in RETURNS), default=None)


def sent_out(found: CaseFile) -> str:
    """The body outside the window that the appeal was sent to, empty when it was not."""
    return next((str(event.data["body"]) for event in reversed(found.events) if event.kind == "redirect_out"), "")


ENDS = frozenset({"refuse", "stop_correspondence", "redirect_out"})


def ended(found: CaseFile) -> dict[str, str]:
    """Why there is no answer on the merits, and by which norm: what the letter says stands on the page too."""
    last = next((event for event in reversed(found.events) if event.kind in ENDS), None)
    if last is None or found.case.state not in {State.CLOSED, State.REDIRECTED}:
        return {}
    told = {name: str(last.data.get(name, "")) for name in ("notice", "explanation")}
    return told | {"basis": str(last.data.get("basis") or last.data.get("norm", ""))}


def question(found: CaseFile) -> str:
    """The question the citizen is asked now."""
    asked = [event for event in found.events if event.kind == "ask_citizen"]
    asking = next((part.case for part in found.parts if part.case.state == State.CLARIFICATION), None)
    if asking is not None:
        put = Event.objects.filter(case=asking, kind="ask_citizen").order_by("-seq").values_list("data", flat=True)[0]
        return str(put.get("question", ""))
    return str(asked[-1].data.get("question", "")) if asked and found.case.state == State.CLARIFICATION else ""
