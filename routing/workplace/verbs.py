"""What each step of the workflow asks an official for, and the verb it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Official, RefusalGround
from agencies.selectors import registry_names
from routing.answers import services as answers
from routing.answers.greeting import greet
from routing.cases import hands, inforequests, services
from routing.cases.actors import Actor
from routing.cases.deadlines import law_day
from routing.cases.errors import Invalid
from routing.cases.lawful import STOPPED
from routing.cases.models import Case
from routing.cases.numbers import parse_number
from routing.cases.refusing import told_by
from routing.cases.regimes import holds_clock
from routing.cases.states import State
from routing.parting import split_by_questions


@dataclass(frozen=True, slots=True)
class Field:
    """What a step asks for: the name of the detail, its label and a hint; ``kind`` is «text», «line» (a short one),
    «date» or «choice».

    ``choices`` gives (value, label) for a case; it is asked only for a step that is possible. ``when``: asked only of
    such cases. ``suggest``: what stands in the field before anybody typed.
    """

    name: str
    label: Any
    hint: Any = ""
    kind: str = "text"
    choices: Callable[[Case], list[tuple[str, str]]] | None = None
    when: Callable[[Case], bool] | None = None
    suggest: Callable[[Case], str] | None = None


Words = dict[str, str]
Verb = Callable[[int, Actor, Words, int], Any]


def _act(name: str) -> Verb:
    def verb(pk: int, actor: Actor, words: Words, seen: int) -> None:
        services.act(pk, actor, name, dict(words), expected=seen)

    return verb


def _promise(pk: int, actor: Actor, words: Words, seen: int) -> None:
    try:
        day = date.fromisoformat(words["day"])
    except ValueError:
        raise Invalid(_("Choose a day after today and within a year."), "day")
    answers.promise(pk, actor, words["text"], day, expected=seen)


def _refuse(pk: int, actor: Actor, words: Words, seen: int) -> None:
    ground = RefusalGround.objects.filter(pk=int(words["ground"]) if words["ground"].isdecimal() else 0).first()
    if ground is None:
        raise Invalid(_("Choose the ground."), "ground")
    services.refuse(pk, actor, ground, words["explanation"], expected=seen)


def _merge(pk: int, actor: Actor, words: Words, seen: int) -> None:
    number = parse_number(words["into"])
    other = Case.objects.filter(number=number).first() if number else None
    if other is None:
        raise Invalid(_("There is no case with this number. Look at it again."), "into")
    services.merge(pk, other.pk, actor, words["reason"], expected=seen)


def _separate(pk: int, actor: Actor, words: Words, seen: int) -> None:
    services.unmerge(pk, actor, words["reason"], expected=seen)


def _ask_body(pk: int, actor: Actor, words: Words, seen: int) -> None:
    code = words["body"]
    body = Agency.objects.filter(pk=int(code)).first() if code.isdecimal() and len(code) < 10 else None
    if body is None:
        raise Invalid(_("Choose the body."), "body")
    services.ask_body(pk, actor, body, words["question"], expected=seen)


def _pass_on(pk: int, actor: Actor, words: Words, seen: int) -> None:
    code = words["to"]
    colleague = Official.objects.filter(pk=int(code)).first() if code.isdecimal() and len(code) < 10 else None
    if colleague is None:
        raise Invalid(_("Choose an executor of your body who is at work today."), "to")
    services.pass_on(pk, actor, colleague, words["reason"], expected=seen)


def colleagues(case: Case) -> list[tuple[str, str]]:
    """The executors the case can be given to, each with the number of open cases."""
    return [
        (str(each.pk), _("%(name)s, open cases: %(load)d") % {"name": each.full_name, "load": load})
        for each, load in hands.colleagues(case, timezone.now())
    ]


def other_bodies(case: Case) -> list[tuple[str, str]]:
    """The bodies that may be asked: all but the case's own."""
    return [(str(pk), name) for pk, name in registry_names("body").items() if pk != case.agency_id]


def holds(case: Case) -> bool:
    """Whether a question to the citizen holds the clock: the law of the case lets it, and nobody else waits."""
    return holds_clock(case) and not case.joined.filter(state=State.MERGED).exists()


def goes_on(case: Case) -> bool:
    """Whether the clock runs on while the citizen is asked."""
    return not holds(case)


def grounds(case: Case) -> list[tuple[str, str]]:
    """The grounds of refusal that held for the case on the day it came, with the day by which the citizen is told."""
    rows = RefusalGround.objects.filter(regime__in=("", case.regime))
    day = law_day(case)
    rows = rows.exclude(code=STOPPED)
    return [(str(row.pk), _in_words(case, row)) for row in rows if row.holds_for(case.regime, day)]


def _in_words(case: Case, ground: RefusalGround) -> str:
    told, words = told_by(case, ground), f"{ground.title} ({ground.basis})"
    if told is None:
        return words
    last = told.limit_at.astimezone(ZoneInfo(case.region.time_zone))
    return gettext("%(ground)s: the citizen is told by %(day)s") % {"ground": words, "day": f"{last:%d.%m.%Y}"}


VERBS: dict[str, tuple[tuple[Field, ...], Verb]] = {
    "take": ((), lambda pk, actor, _words, seen: services.take(pk, actor, expected=seen)),
    "pass_on": (
        (
            Field("to", _("To whom"), kind="choice", choices=colleagues),
            Field("reason", _("What your colleague should know"), _("Stays in the history; the citizen is not told.")),
        ),
        _pass_on,
    ),
    "submit_answer": (
        (Field("body", _("Text of the answer")), Field("because", _("Why it must go as it is"))),
        lambda pk, actor, words, seen: answers.submit(pk, actor, words["body"], words["because"], expected=seen),
    ),
    "approve_answer": (
        (
            Field(
                "because",
                _("Why this answer may go although the gate holds it for an empty reply"),
                _("Stays in the history under your name."),
                when=answers.is_poor,
            ),
        ),
        lambda pk, actor, words, seen: answers.approve(pk, actor, words["because"], expected=seen),
    ),
    "return_answer": (
        (Field("comment", _("What to change"), _("The author sees this comment above the draft.")),),
        lambda pk, actor, words, seen: answers.return_to_author(pk, actor, words["comment"], expected=seen),
    ),
    "send_answer": ((), lambda pk, actor, _words, seen: answers.send(pk, actor, expected=seen)),
    "greet": (
        (Field("greeting", _("Salutation")),),
        lambda pk, actor, words, seen: greet(pk, actor, words["greeting"], expected=seen),
    ),
    "ask_citizen": (
        (
            Field(
                "question",
                _("Question to the citizen"),
                _("The clock of the answer stands until the reply."),
                when=holds,
            ),
            Field(
                "question", _("Question to the citizen"), _("The clock of the answer goes on meanwhile."), when=goes_on
            ),
        ),
        _act("ask_citizen"),
    ),
    "ask_body": (
        (
            Field("body", _("Which body"), kind="choice", choices=other_bodies),
            Field(
                "question",
                _("What exactly is asked"),
                _("The body sees this, the number, the topic and the place, but not the appeal and its author."),
            ),
        ),
        _ask_body,
    ),
    "go_on": ((), _act("go_on")),
    "promise": (
        (
            Field("text", _("What is being done and what will be done"), _("The citizen reads this at once.")),
            Field("day", _("By which day"), _("This day becomes a deadline."), kind="date"),
        ),
        _promise,
    ),
    "extend": (
        (
            Field(
                "reason",
                _("Why more time is needed"),
                _("The citizen is told this and the new day."),
                suggest=inforequests.why_longer,
            ),
        ),
        _act("extend"),
    ),
    "decline": (
        (Field("reason", _("Why it is not your matter"), _("The coordinator reads this and chooses another body.")),),
        lambda pk, actor, words, seen: services.decline(pk, actor, words["reason"], expected=seen),
    ),
    "recall": (
        (Field("reason", _("Why another body should have it")),),
        lambda pk, actor, words, seen: services.recall(pk, actor, words["reason"], expected=seen),
    ),
    "merge": (
        (
            Field(
                "into",
                _("Number of the case it is about the same as"),
                _("This case keeps its citizen, page and term; the common answer goes to everybody."),
                "line",
            ),
            Field("reason", _("Why they are about the same")),
        ),
        _merge,
    ),
    "separate": ((Field("reason", _("Why it must be considered separately")),), _separate),
    "register": ((), lambda pk, actor, _words, seen: services.register(pk, actor, expected=seen)),
    "redirect_out": (
        (
            Field("body", _("Which body"), _("Its full name: the citizen is told where his appeal is."), "line"),
            Field("norm", _("By which norm it is theirs"), kind="line"),
            Field("explanation", _("In your own words to the citizen"), _("Why there, and what happens next.")),
        ),
        lambda pk, actor, words, seen: services.redirect_out(
            pk, actor, words["body"], words["norm"], words["explanation"], expected=seen
        ),
    ),
    "send_copy": (
        (Field("body", _("Which body"), kind="line"), Field("reason", _("What it should know it for"))),
        lambda pk, actor, words, seen: services.send_copy(pk, actor, words["body"], words["reason"], expected=seen),
    ),
    "no_copies": (
        (Field("reason", _("Why one body answers everything"), _("Stays in the history under your name.")),),
        _act("no_copies"),
    ),
    "link_earlier": (
        (Field("earlier", _("Number of the earlier appeal"), kind="line"),),
        lambda pk, actor, words, seen: services.link_earlier(pk, actor, words["earlier"], expected=seen),
    ),
    "stop_correspondence": (
        (Field("explanation", _("In your own words to the citizen"), _("Which answers were given, and when.")),),
        lambda pk, actor, words, seen: services.stop_correspondence(pk, actor, words["explanation"], expected=seen),
    ),
    "split": ((), lambda pk, actor, _words, seen: split_by_questions(pk, actor, expected=seen)),
    "send_part": ((), lambda pk, actor, _words, seen: answers.send(pk, actor, expected=seen)),
    "extend_whole": (
        (Field("reason", _("Why more time is needed"), _("The citizen is told this and the new day.")),),
        lambda pk, actor, words, seen: services.extend_whole(pk, actor, words["reason"], expected=seen),
    ),
    "refuse": (
        (
            Field("ground", _("Ground"), _("Only these grounds are known to the law."), "choice", grounds),
            Field("explanation", _("In your own words to the citizen"), _("What exactly stands in the way here.")),
        ),
        _refuse,
    ),
}
"""Steps in the order in which they are offered."""
