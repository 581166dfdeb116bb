"""The steps of the workflow as an official presses them: which are offered, what they ask for, which verb they call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from routing.answers import services as answers
from routing.cases import services
from routing.cases.actors import Actor
from routing.cases.door import possible
from routing.cases.errors import Busy, CaseError, Conflict, Invalid
from routing.cases.inbound import cleaned
from routing.cases.models import Case

MAX_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Field:
    """What a step asks for: the name of the detail, its label and a hint."""

    name: str
    label: Any
    hint: Any = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A button. ``reason`` is empty when the step is possible, otherwise it says why not."""

    name: str
    label: Any
    reason: str
    field: Field | None
    primary: bool
    typed: str = ""
    error: str = ""


Verb = Callable[[int, Actor, str, int], Any]


def _act(name: str, detail: str) -> Verb:
    def verb(pk: int, actor: Actor, words: str, seen: int) -> None:
        services.act(pk, actor, name, {detail: words} if detail else None, expected=seen)

    return verb


VERBS: dict[str, tuple[Field | None, Verb]] = {
    "take": (None, lambda pk, actor, _words, seen: services.take(pk, actor, expected=seen)),
    "submit_answer": (
        Field("body", _("Text of the answer")),
        lambda pk, actor, words, seen: answers.submit(pk, actor, words, expected=seen),
    ),
    "approve_answer": (None, lambda pk, actor, _words, seen: answers.approve(pk, actor, expected=seen)),
    "return_answer": (
        Field("comment", _("What to change"), _("The author sees this comment above the draft.")),
        lambda pk, actor, words, seen: answers.return_to_author(pk, actor, words, expected=seen),
    ),
    "send_answer": (None, lambda pk, actor, _words, seen: answers.send(pk, actor, expected=seen)),
    "ask_citizen": (
        Field("question", _("Question to the citizen"), _("The clock of the answer stands until the reply.")),
        _act("ask_citizen", "question"),
    ),
    "go_on": (None, _act("go_on", "")),
    "decline": (
        Field("reason", _("Why it is not your matter"), _("The coordinator reads this and chooses another body.")),
        lambda pk, actor, words, seen: services.decline(pk, actor, words, expected=seen),
    ),
}
"""Steps in the order in which they are offered."""
PRIMARY = {"take", "approve_answer", "send_answer"}
ELSEWHERE = {"submit_answer", "assign"}
"""Steps with a place of their own on the card: the composer and the coordinator's choice."""


def offered(case: Case, actor: Actor, typed: Mapping[str, str], failed: str = "", error: str = "") -> list[Step]:
    """The actor's steps in order, possible or not. ``typed`` comes back into the fields of the step that failed."""
    found = {name: (meaning, reason) for name, meaning, reason in possible(case, actor)}
    steps = []
    for name, (field, _verb) in VERBS.items():
        if name not in found:
            continue
        meaning, reason = found[name]
        words = typed.get(field.name, "") if field and name == failed else ""
        steps.append(Step(name, meaning.label, reason, field, name in PRIMARY, words, error if name == failed else ""))
    return steps


def perform(name: str, case: Case, actor: Actor, form: Mapping[str, str]) -> None:
    """Do a step with what the form brought. Raises ``CaseError``; ``KeyError`` when there is no such step."""
    field, verb = VERBS[name]
    words = cleaned(form.get(field.name, "")).strip() if field else ""
    if field and field.name != "body" and len(words) > MAX_WORDS:
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
