"""What helps to write: the facts of the case as slots, a block for each question, and how good answers were built.

Another citizen's data never get here: of earlier answers only the structure is shown, everything particular a gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Official
from routing.answers.compose import LANGUAGE
from routing.answers.models import Answer
from routing.cases.models import Case, Deadline
from routing.cases.read_words import asked
from routing.understanding.morphology import grammemes
from routing.understanding.people.finding import hide

QUOTED = 120
GOOD_MARK = 4
LOOKED_THROUGH = 40
SHOWN = 3
SHORTEST = 80
GAP = "[…]"
NUMBER = re.compile(r"№?\s?\d+(?:[\s.,:/–-]?\d+)*(?:-?[а-я]{1,2}\b)?")
CAPITAL = re.compile(r"(?<=[^\s.!?…»])(\s+[«\"]?)([A-ZА-ЯЁ][\w-]*)")
QUOTES = re.compile(r"[«\"][^»\"]*[»\"]")
FIRST = re.compile(r"(^|[.!?…]\s+|\n\s*)([А-ЯЁ][а-яё-]+)")
POLITE = re.compile(r"Вы|Вас|Вам|Вами|Ваш[а-яё]{0,3}")
NAMES = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn", "ADJF"})
"""What a sentence may begin with that names somebody or something; streets and squares are often adjectives."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact of the case: what it is and how it stands in the letter."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Example:
    """How an answer the citizen marked as good was built."""

    mark: int
    text: str


def slots(case: Case, official: Official) -> list[Slot]:
    """The facts known of the case that a letter may need; one query, for the day promised."""
    zone = ZoneInfo(case.region.time_zone)
    promised = Deadline.objects.filter(case=case, kind="promise", cancelled_at=None).order_by("-due_at").first()
    with override(LANGUAGE):
        received = date_format(case.received_at.astimezone(zone), "j E Y")
        until = date_format(promised.due_at.astimezone(zone), "j E Y") if promised else ""
    found = [
        Slot(_("number"), case.number),
        Slot(_("received"), received),
        Slot(_("place"), case.address),
        Slot(_("topic"), case.topic.title if case.topic else ""),
        Slot(_("promised by"), until),
        Slot(_("executor"), official.full_name),
        Slot(_("telephone"), official.phone),
    ]
    return [slot for slot in found if slot.value]


def by_questions(case: Case) -> str:
    """A block for each question put, in the citizen's words: what was found, what was done, by when; «» for one."""
    questions = asked(case)
    if len(questions) < 2:
        return ""
    with override(LANGUAGE):
        return "\n\n".join(
            _("On question %(n)d (“%(words)s”): [what was found, who looked, when]. [What was done]. [By which day].")
            % {"n": n, "words": Truncator(one.words.replace("[", "(").replace("]", ")")).chars(QUOTED)}
            for n, one in enumerate(questions, 1)
        )


def examples(case: Case) -> list[Example]:
    """How the body's answers on this topic that citizens marked as good were built; two queries."""
    if case.topic_id is None or case.agency_id is None:
        return []
    praised = Case.objects.filter(agency=case.agency_id, topic=case.topic_id, mark__gte=GOOD_MARK).exclude(pk=case.pk)
    newest = list(praised.order_by("-pk").values_list("pk", flat=True)[:LOOKED_THROUGH])
    sent = Answer.objects.filter(case__in=newest, state=Answer.State.SENT)
    rows = sent.order_by("-pk").values_list("case__mark", "body", "case__address")
    best = sorted(rows, key=lambda row: -(row[0] or 0))
    built: dict[str, Example] = {}
    for mark, body, address in best:
        text = skeleton(body, address)
        if len(text) >= SHORTEST:
            built.setdefault(text, Example(mark or 0, text))
        if len(built) == SHOWN:
            break
    return list(built.values())


def skeleton(body: str, address: str = "") -> str:
    """The build of an answer: names, numbers, days, places and whatever stands in quotes become gaps."""
    text = hide(body.replace(address, GAP) if address else body)
    text = QUOTES.sub(GAP, text)
    text = CAPITAL.sub(lambda found: found[1] + (found[2] if POLITE.fullmatch(found[2]) else GAP), text)
    text = FIRST.sub(lambda found: found[1] + (GAP if _names(found[2]) else found[2]), text)
    text = NUMBER.sub(GAP, text)
    return re.sub(r"(?:\[…\][\s,./-]*){2,}", GAP + " ", text).strip()


def _names(first: str) -> bool:
    """Whether the first word of a sentence may name somebody or something."""
    return not POLITE.fullmatch(first) and bool(NAMES & grammemes(first.lower()))
