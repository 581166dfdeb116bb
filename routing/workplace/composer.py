"""The sheet on which an answer is written: what surrounds it, the draft, and the guard against writing over another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from routing.answers import services as answers
from routing.answers.compose import closing, letter, opening
from routing.answers.difference import Piece, difference
from routing.answers.documents.short import short_reply
from routing.answers.gate import FLOOR, GOOD, judge
from routing.answers.models import Answer
from routing.answers.standard import suggested
from routing.cases.actors import Actor
from routing.cases.errors import CaseError, Conflict
from routing.cases.models import Case

from . import aids, writing
from .steps import Step, seen_version


def sheet(
    case: Case, actor: Actor, step: Step | None, typed: Mapping[str, str], kept: writing.Kept | None = None
) -> dict[str, Any] | None:
    """What the composer shows, or ``None`` when it is not this person's turn to write.

    After a lost race the sheet comes back with what was typed even when the case moved on. ``kept``: what this official
    wrote that is not in the draft; it is offered, never put over the draft by itself.
    """
    if step is None or actor.official is None or (step.reason and not typed.get("body")):
        return None
    answer = answers.current(case)
    shown = typed.get("body") or (answer.body if answer else "")
    around = opening(case)
    because, found = typed.get("because", ""), remarks(case, shown)
    return {
        "opening": around,
        "greeting": typed.get("greeting") or around.split("\n\n")[0],
        "closing": closing(case, actor.official),
        "body": shown,
        "stamp": stamp_of(answer),
        "apart": kept if kept and kept.body.strip() != shown.strip() else None,
        "comment": answer.comment if answer and answer.state == Answer.State.RETURNED else "",
        "possible": not step.reason,
        "limit": answers.MAX_BODY,
        "texts": suggested(case),
        "slots": aids.slots(case, actor.official),
        "by_questions": aids.by_questions(case),
        "examples": aids.examples(case),
        "error": step.error,
        "because": because,
        "asks_because": bool(because) or bool(found and found["poor"] and not found["blocked"]),
        "remarks": found,
    }


def remarks(case: Case, body: str) -> dict[str, Any] | None:
    """What the gate says of the letter, worst first; ``None`` while there is nothing to judge."""
    if len(body.strip()) < answers.MIN_BODY:
        return None
    verdict = judge(case, body, timezone.now())
    return {
        "score": verdict.score,
        "blocked": verdict.blocked,
        "weak": verdict.score < GOOD,
        "poor": verdict.score < FLOOR,
        "short": short_reply(case, Answer(body=body)),
        "sentences": list(dict.fromkeys(finding.sentence for finding in verdict.findings)),
    }


def remarks_of_draft(case: Case, actor: Actor, body: str) -> str:
    """The remarks as a piece of the page, for the script that keeps the draft while it is written."""
    found = remarks(case, body) if actor.official else None
    return render_to_string("workplace/remarks.html", {"remarks": found})


def remarks_to_approve(case: Case) -> dict[str, Any] | None:
    """The same remarks for whoever approves, while the letter waits."""
    answer = answers.current(case) if case.state == "in_approval" else None
    return remarks(case, answer.body) if answer else None


def letter_to_approve(case: Case) -> str:
    """The whole letter as the citizen will read it, while it waits for approval or for sending."""
    if case.state not in {"in_approval", "approved"}:
        return ""
    answer = answers.current(case)
    return letter(case, answer.body, answer.author) if answer else ""


def changes_to_approve(case: Case) -> list[Piece]:
    """What the waiting version changed against the one before it; empty for a first version."""
    if case.state not in {"in_approval", "approved"}:
        return []
    newest = list(Answer.objects.filter(case=case).order_by("-version")[:2])
    return difference(newest[1].body, newest[0].body) if len(newest) == 2 else []


def stamp_of(answer: Answer | None) -> str:
    """Tells one saved draft from another."""
    return f"{answer.version}@{answer.saved_at.isoformat()}" if answer else "0"


def check_seen(case: Case, form: Mapping[str, str]) -> None:
    """Raise ``Conflict`` when the draft is not the one the person began to change."""
    if form.get("stamp", "") != stamp_of(answers.current(case)):
        raise Conflict


def keep(case: Case, actor: Actor, form: Mapping[str, str]) -> str:
    """Save the draft; gives the new stamp.

    Raises ``CaseError``; the words are then kept apart from the draft, so that closing the page does not lose them.
    """
    body, now = form.get("body", ""), timezone.now()
    try:
        if case.version != seen_version(form):
            raise Conflict
        check_seen(case, form)
        stamp = stamp_of(answers.save_draft(case.pk, actor, body))
    except CaseError:
        if actor.official is not None and body.strip():
            writing.keep_apart(case, actor.official, body, now)
        raise
    if actor.official is not None:
        writing.beat(case, actor.official, now)
        writing.taken_in(case, actor.official)
    return stamp
