"""«Почему сюда»: the stored reading and decision in words for officials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from routing.cases.models import Case
from routing.dispatch.sentences import sentences
from routing.dispatch.types import Reason

TOP = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """A topic the model thought of, with its probability in per cent."""

    title: str
    code: str
    percent: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A body that may be competent, with its probability in per cent and the reasons."""

    code: str
    name: str
    post: str
    percent: int
    reasons: list[str]


def guesses(understanding: dict[str, Any]) -> list[Guess]:
    """The first three topics of the stored reading."""
    topics = understanding.get("topics") or []
    return [Guess(topic["title"], topic["code"], round(topic["p"] * 100)) for topic in topics[:TOP]]


def reasons(because: list[dict[str, Any]] | None, text: str) -> list[str]:
    """The stored reasons in sentences; empty for a decision made by a person."""
    return [line for line in sentences([Reason(**reason) for reason in because or []], text) if line]


def candidates(case: Case) -> list[Choice]:
    """Up to three bodies of the stored decision, best first; fewer when the reading offers fewer."""
    found = case.decision.get("candidates") or []
    return [
        Choice(
            code=each["agency_code"],
            name=each["agency"],
            post=each.get("position") or "",
            percent=round((each.get("confidence") or 0) * 100),
            reasons=reasons(each.get("because"), case.message.text),
        )
        for each in found[:TOP]
    ]
