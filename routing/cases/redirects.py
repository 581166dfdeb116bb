"""Sending on without end: when the coordinator's choice binds, and who stands above a body that failed twice."""

from __future__ import annotations

from agencies.models import Agency

from .guards import MAX_REDIRECTS
from .models import Case, Event


def binding(case: Case, agency: Agency) -> bool:
    """Whether this choice is arbitration: the body has had the case before, or it was sent on too often."""
    declined = list(Event.objects.filter(case=case, kind="decline").values_list("data__agency", flat=True))
    return len(declined) >= MAX_REDIRECTS or agency.code in declined


def above(case: Case) -> Agency | None:
    """The superior of the body that answered last; ``None`` where the register names none."""
    return case.agency.superior if case.agency else None
