"""What belongs to the answer on the card: the waiting letter with its remarks, delivered letters, photos."""

from __future__ import annotations

from typing import Any

from routing.answers import evidence, passages
from routing.answers import services as answers
from routing.answers.compose import closing, opening
from routing.answers.models import Evidence, Letter
from routing.cases.models import Case

from .marks import Mark, marked


def letters(case: Case) -> dict[str, Any]:
    """The letters of a case, newest first, and those that failed and wait for another attempt; one query."""
    found = list(Letter.objects.filter(event__case=case).order_by("-pk"))
    return {"letters": found, "undelivered": [each for each in found if each.error and not each.delivered_at]}


def evidence_of(case: Case) -> dict[str, Any]:
    """The photos of the work with the remarks on each; one query."""
    return {
        "evidence": [(each, evidence.sentences(each)) for each in case.evidence.select_related("case__region")],
        "evidence_kinds": Evidence.Kind.choices[::-1],
    }


def waiting_letter(case: Case) -> dict[str, Any]:
    """The waiting letter in three parts with the remarks marked in it, and the remarks still open; two queries."""
    remarks = passages.remarks_of(case)
    still = [remark for remark in remarks if remark.resolved_at is None]
    answer = answers.current(case) if case.state in {"in_approval", "approved"} else None
    if answer is None:
        return {"open_passages": still, "parts": None}
    mine = [remark for remark in remarks if remark.answer_id == answer.pk and remark.resolved_at is None]
    return {
        "open_passages": still,
        "parts": {
            "opening": opening(case),
            "body": marked(answer.body, [Mark(each.start, each.end, "remark", each.words) for each in mine]),
            "closing": closing(case, answer.author),
        },
    }
