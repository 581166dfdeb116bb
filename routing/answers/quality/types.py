"""What the gate is told of a case and what it says of a draft: plain facts, no models, no queries, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Span = tuple[int, int]
"""Character offsets ``[start, end)`` in the draft as it was given."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of the case; whatever is not known stays empty and is not judged.

    ``citizen_gender`` is «f», «m» or «». ``evidence`` holds kinds of files («photo_after», «act»): ``()`` means that
    there are none, ``None`` that nobody said. ``registered`` and ``answer_date`` are days.
    """

    citizen_name: str = ""
    citizen_gender: str = ""
    address: str = ""
    registered: date | None = None
    evidence: tuple[str, ...] | None = None
    channel: str = ""
    answer_date: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: ``code``, the passage it is about (``None``: the whole draft) and a sentence for the author."""

    code: str
    span: Span | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``score`` 0–100; ``blocked``: must not be sent as it is; findings with hard stops first."""

    score: int
    blocked: bool
    findings: tuple[Finding, ...]
