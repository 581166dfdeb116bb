"""«Почему сюда»: what of the stored reading and decision still holds after people have decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from routing.dispatch.types import Reason

from .models import Case, Event

CHOICES = ("route", "ask_coordinator", "assign", "decline")
"""Events after which another one answers for where the case is."""
DOUBTS = frozenset({"not_sure", "unclear", "danger_first", "complaint_first", "no_rule", "all_complained_of"})
RULES = frozenset({"rule_learned", "rule_everywhere", "rule_written", "alike", "superior"})


@dataclass(frozen=True, slots=True)
class Why:
    """``decided``: somebody has chosen the body. ``reasons`` go into ``dispatch.sentences``."""

    decided: bool
    reasons: list[Reason]


def last_choice(case: Case) -> str:
    """The newest event of ``CHOICES``, empty for a case not yet read. One query."""
    newest = Event.objects.filter(case=case, kind__in=CHOICES).order_by("-seq")
    return newest.values_list("kind", flat=True).first() or ""


def why(case: Case, choice: str) -> Why:
    """The reasons that are true now. ``choice`` is the newest event of ``CHOICES``; ``case.agency`` is read."""
    read = _reasons(case.decision.get("because"))
    if not understood(case):
        read = without_words(read)
    if choice == "route":
        return Why(True, read)
    if choice == "assign":
        return Why(True, [Reason("chosen_by_person"), *_agreeing(case)])
    if choice == "decline":
        return Why(False, [Reason("returned_by_body")])
    facts = [reason for reason in read if reason.code not in DOUBTS | RULES]
    if not understood(case):
        facts = [reason for reason in facts if reason.code != "topic"]
    return Why(False, [*(reason for reason in read if reason.code in DOUBTS), *facts])


def understood(case: Case) -> bool:
    """Whether the machine claims to know what the appeal is about."""
    return "not_understood" not in (case.understanding.get("notes") or ())


def without_words(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons without quotations: words that spoke for a topic say nothing when the topic is a guess."""
    return [replace(reason, params={**reason.params, "words": []}) for reason in reasons]


def _agreeing(case: Case) -> list[Reason]:
    """What the machine said and the person did not decide otherwise."""
    agency = case.agency.code if case.agency else ""
    chosen = [each for each in case.decision.get("candidates") or () if each.get("agency_code") == agency]
    reasons = _reasons(chosen[0].get("because") if chosen else case.decision.get("because"))
    if not understood(case):
        reasons = without_words(reasons)
    kept = [reason for reason in reasons if reason.code not in DOUBTS]
    topic = case.topic.code if case.topic else ""
    if any(reason.code == "topic" and reason.params.get("code") != topic for reason in kept):
        return [reason for reason in kept if reason.code in {"place", "no_place"}]
    return kept if chosen else [reason for reason in kept if reason.code not in RULES]


def _reasons(rows: list[dict[str, Any]] | None) -> list[Reason]:
    return [Reason(row["code"], row.get("params") or {}) for row in rows or ()]
