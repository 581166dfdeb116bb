"""«Почему сюда»: the stored reading and decision in words for officials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from routing.cases.models import Case
from routing.cases.why import DOUBTS, RULES, why
from routing.dispatch.sentences import sentences
from routing.dispatch.types import Reason

TOP = 3
HARDLY = 0.01
"""Probability below which a topic or a body is not worth showing."""


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
    """The first three topics of the stored reading; finer topics of one name are one."""
    found: dict[str, float] = {}
    codes: dict[str, str] = {}
    for topic in understanding.get("topics") or []:
        found[topic["title"]] = found.get(topic["title"], 0) + topic["p"]
        codes.setdefault(topic["title"], topic["code"])
    best = sorted(found.items(), key=lambda each: -each[1])[:TOP]
    return [Guess(title, codes[title], round(p * 100)) for title, p in best if p >= HARDLY]


def reasons(case: Case, choice: str) -> list[str]:
    """Why the case is where it is, in sentences; ``choice`` is the event that brought it there."""
    return [line for line in sentences(why(case, choice).reasons, case.message.text) if line]


def doubts(case: Case) -> list[str]:
    """Why the system leaves the case to a person."""
    return _sentences(case.decision.get("because"), DOUBTS)


def _sentences(because: list[dict[str, Any]] | None, codes: frozenset[str]) -> list[str]:
    kept = [Reason(**reason) for reason in because or [] if reason["code"] in codes]
    return [line for line in sentences(kept) if line]


def candidates(case: Case) -> list[Choice]:
    """Up to three bodies of the stored decision, best first, with the rule that speaks for each.

    Those hardly possible are left out: three buttons should be three choices.
    """
    found = case.decision.get("candidates") or []
    found = [each for each in found if each is found[0] or (each.get("confidence") or 0) >= HARDLY]
    return [
        Choice(
            code=each["agency_code"],
            name=each["agency"],
            post=each.get("position") or "",
            percent=round((each.get("confidence") or 0) * 100),
            reasons=_sentences(each.get("because"), RULES),
        )
        for each in found[:TOP]
    ]
