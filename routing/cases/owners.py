"""The body's own task «выяснить собственника»: not of the law but of the house."""

from __future__ import annotations

from datetime import datetime

from agencies.selectors import legal_terms

from . import deadlines
from .models import Case

FIND_OWNER = "find_owner"
"""The task of the body that must find out whose the object is."""


def find_owner(case: Case, at: datetime) -> None:
    """Begin the task where the rule that sent the case there did not know whose the object is.

    A region without a term for it has no such task. Called within the door only.
    """
    decision = case.decision or {}
    if not decision.get("finds_out") or case.agency is None or case.agency.code != decision.get("agency_code"):
        return
    if any(term.kind == FIND_OWNER for term in legal_terms(deadlines.law_day(case), case.regime)):
        deadlines.start(case, FIND_OWNER, at)
