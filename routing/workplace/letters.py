"""What belongs to the answer on the card: what became of the letters to the citizen, photos of the work."""

from __future__ import annotations

from typing import Any

from routing.answers import evidence
from routing.answers.models import Evidence, Letter
from routing.cases.models import Case


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
