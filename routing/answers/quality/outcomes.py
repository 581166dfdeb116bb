"""What an answer says came of the matter, for choosing the standard text that fits such cases."""

from __future__ import annotations

from typing import Literal

from . import phrases
from .features import outcomes, read
from .types import CaseFacts

Outcome = Literal["done", "planned", "refused", ""]


def outcome_of(body: str, appeal: str, case: CaseFacts) -> Outcome:
    """«done», «planned» (a promise with a day) or «refused»; «» when the answer tells of none. Never raises."""
    found = outcomes(read(body, appeal, case))
    if any(each.outcome and not each.promised and not _refuses(each.sentence.folded) for each in found):
        return "done"
    if any(each.due_day for each in found):
        return "planned"
    return "refused" if any(_refuses(each.sentence.folded) for each in found) else ""


def _refuses(folded: str) -> bool:
    return phrases.says("clear_no", folded)
