"""What became of the letters to the citizen, for the card."""

from __future__ import annotations

from typing import Any

from routing.answers.models import Letter
from routing.cases.models import Case


def letters(case: Case) -> dict[str, Any]:
    """The letters of a case, newest first, and those that failed and wait for another attempt; one query."""
    found = list(Letter.objects.filter(event__case=case).order_by("-pk"))
    return {"letters": found, "undelivered": [each for each in found if each.error and not each.delivered_at]}
