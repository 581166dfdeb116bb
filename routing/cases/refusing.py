"""Оставить без ответа по существу (ст. 11 59-ФЗ): a person decides, on a ground of the law, told in its own days."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from agencies.models import RefusalGround

from . import deadlines, outbox
from .actors import Actor
from .door import change
from .errors import Invalid
from .lawful import STOPPED
from .models import Case, Deadline

TOLD_WITHIN = {
    "judicial": "return_judicial",
    "unreadable": "unreadable",
    "no_substance": "unreadable",
}
"""Grounds of which the law says how soon the citizen is told: the kind of the term in the data."""


def refuse(
    case_id: int,
    actor: Actor,
    ground: RefusalGround,
    explanation: str,
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """Leave the appeal without an answer on the merits (ст. 11 59-ФЗ); the citizen is told the ground and why.

    Where the law says within how many days he is told, that stands among the deadlines of the case, met in time or not.
    Raises ``Invalid`` for a ground that did not hold, or not for such appeals, on the day the appeal came.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        if ground.code == STOPPED or not ground.holds_for(case.regime, deadlines.law_day(case)):
            raise Invalid(_("This ground is not for such an appeal. Choose another."), "ground")
        details = {"ground": ground.code, "basis": ground.basis, "notice": ground.notice, "explanation": explanation}
        open_case.do("refuse", details)
        told = told_by(case, ground)
        if told is not None:
            told.met_at = open_case.at
            told.save()
        if case.parent_id is not None:
            outbox.add("routing.gather", case=case.parent_id)


def told_by(case: Case, ground: RefusalGround) -> Deadline | None:
    """By when the citizen must be told of a refusal on this ground, not saved; ``None`` where the law names no term."""
    kind = TOLD_WITHIN.get(ground.code, "")
    if not kind or not deadlines.known(case, kind):
        return None
    term = deadlines.term_for(case, kind)
    began = case.registered_at or case.received_at
    row = Deadline(case=case, kind=kind, basis=term.basis, starts_at=began, amount=term.amount, unit=term.unit)
    deadlines.count(row, deadlines.table_for(case, term.unit))
    return row
