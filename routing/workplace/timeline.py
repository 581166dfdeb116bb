"""The history of a case in words for officials: who, when, what, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Due
from agencies.selectors import registry_names
from routing.cases.deadlines import bodies_concerned, ordinary_term
from routing.cases.models import Case, Deadline, Event

from .burning import days_left

WORDS = {
    "receive": gettext_lazy("The appeal was received"),
    "say_place": gettext_lazy("The citizen said which place is meant"),
    "route": gettext_lazy("Sent to the competent body"),
    "ask_coordinator": gettext_lazy("Left to the coordinator"),
    "assign": gettext_lazy("The coordinator chose the body"),
    "decline": gettext_lazy("Declined: not the body's matter"),
    "take": gettext_lazy("Taken into work"),
    "pass_on": gettext_lazy("Given to a colleague"),
    "ask_citizen": gettext_lazy("The citizen was asked"),
    "clarify": gettext_lazy("The citizen replied"),
    "go_on": gettext_lazy("Work goes on without the reply"),
    "submit_answer": gettext_lazy("The answer was sent for approval"),
    "return_answer": gettext_lazy("The answer was returned to its author"),
    "approve_answer": gettext_lazy("The answer was approved"),
    "send_answer": gettext_lazy("The answer was sent to the citizen"),
    "confirm": gettext_lazy("The citizen marked the answer"),
    "close_silently": gettext_lazy("Closed: the citizen did not object"),
    "reopen": gettext_lazy("The citizen returned the case"),
    "reopen_above": gettext_lazy("The citizen returned the case once more"),
    "recall": gettext_lazy("The coordinator took the case back"),
    "extend": gettext_lazy("The term was extended"),
    "promise": gettext_lazy("An interim answer with a promise was sent"),
    "promise_joined": gettext_lazy("The common interim answer was sent to the citizen"),
    "refuse": gettext_lazy("Left without an answer on the merits"),
    "withdraw": gettext_lazy("The citizen withdrew the appeal"),
    "correct": gettext_lazy("What was understood was corrected"),
    "object": gettext_lazy("The citizen says that the appeal was understood wrongly"),
    "escalate": gettext_lazy("Overdue: reported to a superior"),
    "add_evidence": gettext_lazy("A photo of the work was added"),
    "greet": gettext_lazy("The salutation was changed"),
    "undelivered": gettext_lazy("A letter does not reach the citizen: call him"),
    "merge": gettext_lazy("Considered together with another case"),
    "join": gettext_lazy("Another case was joined to this one"),
    "part": gettext_lazy("A joined case is considered separately again"),
    "regroup": gettext_lazy("Considered together with another case now"),
    "follow": gettext_lazy("Went along with the leading case"),
    "separate": gettext_lazy("Considered separately again"),
    "separate_to_triage": gettext_lazy("Considered separately again: the coordinator chooses the body"),
    "answer_joined": gettext_lazy("The common answer was sent to the citizen"),
    "receive_part": gettext_lazy("The part was made of the appeal's questions"),
    "split": gettext_lazy("The appeal was split by questions"),
    "within": gettext_lazy("Due no later than the whole appeal"),
    "tighten": gettext_lazy("Due no later than the appeals joined to it"),
    "extend_whole": gettext_lazy("The term was extended"),
    "send_part": gettext_lazy("The answer to this part was sent to the citizen"),
    "answer_parts": gettext_lazy("The common letter was sent to the citizen"),
    "close_parts": gettext_lazy("Closed: every part was refused, sent on or withdrawn, and each was told"),
    "reopen_parts": gettext_lazy("The citizen returned the case"),
    "reopen_part": gettext_lazy("The citizen returned this part"),
    "reopen_part_above": gettext_lazy("The citizen returned this part once more"),
    "withdraw_part": gettext_lazy("The citizen withdrew this question"),
    "withdraw_question": gettext_lazy("The citizen withdrew one question"),
    "convert": gettext_lazy("The citizen made the message an appeal by law"),
    "register": gettext_lazy("The appeal was registered"),
    "redirect_out": gettext_lazy("Sent to a body outside the window"),
    "send_copy": gettext_lazy("A copy was sent"),
    "no_copies": gettext_lazy("No copies are needed: one body answers everything"),
    "link_earlier": gettext_lazy("An earlier appeal on the same question was linked"),
    "decline_earlier": gettext_lazy("The earlier appeal is about something else"),
    "stop_correspondence": gettext_lazy("The correspondence on this question was stopped"),
    "ask_body": gettext_lazy("Documents and information were asked of another body"),
    "give_information": gettext_lazy("The body asked gave documents and information"),
    "refuse_information": gettext_lazy("The body asked said why it cannot give them"),
    "requests": gettext_lazy("Requests to other bodies went along or ended"),
    "unheard": gettext_lazy("A letter does not reach the body asked: call it"),
    "recount": gettext_lazy("The deadline was counted again by the new calendar"),
}
ACTORS = {"system": gettext_lazy("Automatically"), "citizen": gettext_lazy("Citizen")}
DETAILS = (
    "earlier",
    "number",
    "body",
    "norm",
    "parent",
    "part",
    "into",
    "joined",
    "parted",
    "reason",
    "not_complained",
    "question",
    "reply",
    "comment",
    "told",
    "to",
    "text",
    "basis",
    "explanation",
)
UNDERSTOOD = ("topic", "became", "place")
"""What a person said was meant."""
REQUESTS = {
    "needless": gettext_lazy("Nothing is needed any more of: %(bodies)s"),
    "moved": gettext_lazy("The reply goes along with the matter: %(bodies)s"),
}
"""What became of the requests to other bodies."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words."""

    at: datetime
    who: str
    post: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline in words. ``level`` is «overdue», «soon», «calm», «waits» or «done»."""

    what: str
    basis: str
    due_at: datetime
    limit_at: datetime | None
    word: str
    level: str
    why: str = ""


def timeline(case: Case) -> list[Row]:
    """The events of a case, newest first; one query."""
    events = list(Event.objects.filter(case=case).select_related("official__post").order_by("-seq"))
    bodies = registry_names("body")
    return [_row(event, bodies) for event in events]


def _row(event: Event, bodies: dict[int, str]) -> Row:
    official = event.official
    why = [str(event.data[name]) for name in DETAILS if event.data.get(name)]
    if event.changes.get("agency_id") in bodies:
        why.insert(0, bodies[event.changes["agency_id"]])
    if event.data.get("mark"):
        why.insert(0, _("Mark: %(mark)s of 5") % {"mark": event.data["mark"]})
    why += [str(event.data[name]) for name in UNDERSTOOD if event.data.get(name)]
    for name, words in REQUESTS.items():
        if event.data.get(name):
            why.append(str(words) % {"bodies": ", ".join(event.data[name])})
    if event.data.get("binding"):
        why.append(_("Arbitration: the body cannot decline again"))
    if event.data.get("answer"):
        why.append(_("Version %(number)s of the answer") % {"number": event.data["answer"]})
    return Row(
        at=event.at,
        who=official.full_name if official else str(ACTORS.get(event.actor, event.actor)),
        post=official.post.title if official else "",
        what=str(WORDS.get(event.kind, event.kind)),
        why=". ".join(part.rstrip(".") for part in why),
    )


def clocks(case: Case, now: datetime) -> list[Clock]:
    """The deadlines of a case, running ones first; one query."""
    rows = sorted(
        Deadline.objects.filter(case=case).select_related("request__agency"),
        key=lambda row: (bool(row.met_at or row.cancelled_at), row.due_at),
    )
    return [_clock(case, row, now) for row in rows]


def _clock(case: Case, row: Deadline, now: datetime) -> Clock:
    word, level = standing(row, now)
    if row.provisional:
        word += ". " + _("Provisional: the calendar of that year is not loaded")
    limit = row.limit_at if row.limit_at != row.due_at else None
    return Clock(Due.words(row.kind), row.basis, row.due_at, limit, word, level, _why(case, row))


def _why(case: Case, row: Deadline) -> str:
    """Why this term and not the ordinary one, or which bodies it is about."""
    ordinary = ordinary_term(case, row)
    if ordinary is not None:
        return _("The topic “%(topic)s” has a shorter term of its own; the ordinary one: %(n)d (%(unit)s).") % {
            "topic": case.topic,
            "n": ordinary.amount,
            "unit": ordinary.get_unit_display(),
        }
    request = getattr(row, "request", None)
    if request is not None:
        return str(request.agency)
    if row.kind == "copies":
        return _("The questions concern: %(bodies)s.") % {"bodies": "; ".join(bodies_concerned(case))}
    return ""


def standing(row: Deadline, now: datetime) -> tuple[str, str]:
    """How a deadline stands, in a word, and its level."""
    if row.met_at:
        late = row.met_at > row.due_at
        return (_("met late"), "overdue") if late else (_("met"), "done")
    if row.cancelled_at:
        return _("no longer runs"), "done"
    if row.paused_at:
        return _("stands while the citizen is asked"), "waits"
    return _running(row, now)


def _running(row: Deadline, now: datetime) -> tuple[str, str]:
    left: Any = days_left(row.due_at, now)
    if row.due_at < now:
        return _("overdue, days: %(n)d") % {"n": max(1, -left)}, "overdue"
    if left == 0:
        return _("due today"), "today"
    return _("days left: %(n)d") % {"n": left}, "soon" if left <= 3 else "calm"
