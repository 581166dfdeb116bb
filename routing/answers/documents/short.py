"""The same answer as a short public reply for a social network: no name, telephone or home of the citizen."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from routing.answers.compose import LANGUAGE
from routing.answers.models import Answer
from routing.answers.quality.deeds import read_deeds
from routing.answers.quality.reading import clean, sentences
from routing.answers.quality.types import CaseFacts
from routing.cases.models import Case
from routing.understanding.people import find_people

LIMIT = 600


def short_reply(case: Case, answer: Answer) -> str:
    """At most 600 characters: what was done and by when, who answers, where the whole letter is.

    A sentence that holds a person's name or data is left out whole: half a sentence would still tell of somebody.
    """
    with override(LANGUAGE):
        head = _("Hello!")
        tail = _("The full answer was sent to you personally (No. %(number)s). %(body)s") % {
            "number": case.number,
            "body": case.agency.name if case.agency else "",
        }
    room = LIMIT - len(head) - len(tail) - 4
    chosen: list[tuple[int, str]] = []
    for at, words in _by_weight(answer.body):
        if len(words) + 1 <= room:
            chosen.append((at, words))
            room -= len(words) + 1
    said = " ".join(words for _at, words in sorted(chosen))
    return "\n\n".join(part for part in (head, said, tail) if part)[:LIMIT]


def _by_weight(body: str) -> list[tuple[int, str]]:
    """The sentences that may be public, deeds and promises with a day first, each with its place in the text."""
    text = clean(body)
    kept = []
    for each in sentences(text):
        words = " ".join(text[each.span[0] : each.span[1]].split())
        if not words or any(find_people(words)):
            continue
        read = read_deeds(each, CaseFacts())
        told = bool(read.outcome or read.promised)
        kept.append((not told, not (told and read.days), each.span[0], words))
    return [(at, words) for _told, _dated, at, words in sorted(kept)]
