"""Sending on without end: when the coordinator's choice binds, and who stands above a body that failed twice."""

from __future__ import annotations

from agencies.models import Agency

from .complaints import banned
from .guards import MAX_REDIRECTS
from .models import Case, Event

LEFT = ("decline", "recall")
"""Steps by which a case leaves a body; both keep its code."""


def binding(case: Case, agency: Agency) -> bool:
    """Whether this choice is arbitration: the body has had the case before, or it was sent on too often.

    A body that the coordinator took the case back from has had it too; only «не наше» counts as sending on.
    """
    left = list(Event.objects.filter(case=case, kind__in=LEFT).values_list("kind", "data__agency"))
    declined = sum(kind == "decline" for kind, _code in left)
    return declined >= MAX_REDIRECTS or agency.code in {code for _kind, code in left}


def above(case: Case) -> Agency | None:
    """The superior of the body that answered last; ``None`` where the register names none, or where the superior is the
    one complained of: then a coordinator looks for another."""
    superior = case.agency.superior if case.agency else None
    return None if superior is None or banned(case, superior) else superior
