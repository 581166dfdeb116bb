"""The steps of the workflow as an official presses them: which are offered, and doing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from routing.cases.actors import Actor
from routing.cases.door import possible
from routing.cases.errors import Busy, CaseError, Conflict, Invalid
from routing.cases.inbound import cleaned
from routing.cases.models import Case
from routing.cases.regimes import is_registered
from routing.workplace.verbs import VERBS, Field

MAX_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """A field on the page: with what was typed into it in vain and what may be chosen."""

    field: Field
    typed: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A button. ``reason`` is empty when the step is possible, otherwise it says why not."""

    name: str
    label: Any
    reason: str
    asks: tuple[Asked, ...]
    primary: bool
    error: str = ""
    key: str = ""


PRIMARY = {"take", "approve_answer", "send_answer", "send_part"}
OF_WHOLE_ONLY = {
    "send_answer",
    "register",
    "link_earlier",
    "stop_correspondence",
    "extend",
    "merge",
    "split",
}
OF_PARTS_ONLY = {"send_part"}
KEYS = {
    "take": "t",
    "approve_answer": "a",
    "return_answer": "r",
    "send_answer": "s",
    "send_part": "s",
    "ask_citizen": "q",
    "decline": "d",
}
"""Keys that press the steps on the card."""
ELSEWHERE = {"submit_answer", "assign"}
"""Steps with a place of their own on the card: the composer and the coordinator's choice."""


def offered(case: Case, actor: Actor, typed: Mapping[str, str], failed: str = "", error: str = "") -> list[Step]:
    """The actor's steps in order, possible or not. ``typed`` comes back into the fields of the step that failed."""
    found = {name: (meaning, reason) for name, meaning, reason in possible(case, actor)}
    steps = []
    for name, (fields, _verb) in VERBS.items():
        if name not in found or name in (OF_WHOLE_ONLY if case.parent_id else OF_PARTS_ONLY):
            continue
        if name == "register" and not is_registered(case):
            continue
        if name == "split" and len(case.understanding.get("questions") or ()) < 2:
            continue
        meaning, reason = found[name]
        wanted = [field for field in fields if not field.when or (not reason and field.when(case))]
        asks = tuple(_asked(field, case, typed if name == failed else {}, reason) for field in wanted)
        steps.append(
            Step(
                name, meaning.label, reason, asks, name in PRIMARY, error if name == failed else "", KEYS.get(name, "")
            )
        )
    return steps


def _asked(field: Field, case: Case, typed: Mapping[str, str], reason: str) -> Asked:
    choices = tuple(field.choices(case)) if field.choices and not reason else ()
    suggested = field.suggest(case) if field.suggest and not reason and field.name not in typed else ""
    return Asked(field, typed.get(field.name, suggested), choices)


def perform(name: str, case: Case, actor: Actor, form: Mapping[str, str]) -> None:
    """Do a step with what the form brought. Raises ``CaseError``; ``KeyError`` when there is no such step."""
    fields, verb = VERBS[name]
    words = {field.name: cleaned(form.get(field.name, "")).strip() for field in fields}
    for field in fields:
        if field.name != "body" and len(words[field.name]) > MAX_WORDS:
            raise Invalid(_("This is too long: %(limit)d characters fit.") % {"limit": MAX_WORDS}, field.name)
    verb(case.pk, actor, words, seen_version(form))


def seen_version(form: Mapping[str, str]) -> int:
    """The version of the case the person saw. A form without one is out of date."""
    seen = form.get("version", "")
    if not seen.isdecimal():
        raise Conflict
    return int(seen)


def status_of(error: CaseError) -> int:
    """The HTTP status of a refusal."""
    if isinstance(error, Conflict | Busy):
        return 409
    if isinstance(error, Invalid):
        return 400
    return 403 if error.code in {"role", "four_eyes"} else 409
