"""The citizen says that the problem is not solved: who looks at it now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from . import parts, redirects
from .actors import Actor
from .door import change


def reopen(
    case_id: int,
    actor: Actor,
    reason: str,
    numbers: tuple[str, ...] = (),
    *,
    at: datetime | None = None,
    expected: int | None = None,
) -> None:
    """Return a case for another look.

    The first time it goes back to its body, then to the one above it, and to the coordinator where none is. Of an
    appeal in parts those with these ``numbers`` go back, all of them when none is named.
    """
    with change(case_id, actor, at=at, expected=expected) as open_case:
        case = open_case.case
        if case.parts.exists():
            parts.reopen(open_case, reason, numbers)
            return
        columns: dict[str, Any] = {"reopenings": case.reopenings + 1}
        details = {"reason": reason}
        above = redirects.above(case)
        if case.reopenings == 0 and case.agency is not None:
            open_case.do("reopen", details, **columns)
        elif above is None:
            open_case.do("reopen_above", details, executor=None, **columns)
        else:
            open_case.do("reopen", details, agency=above, post=None, executor=None, **columns)
