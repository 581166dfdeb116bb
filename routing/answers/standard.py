"""Standard texts for a case: those of its topic's group, with the facts of the case put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import override

from agencies.models import StandardText
from routing.cases.models import Case

from .compose import LANGUAGE

FACT = re.compile(r"\{(\w+)\}")
UNKNOWN_PLACE = "[место]"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text ready to be filled in: what came of the matter, a title, the text with its gaps."""

    outcome: str
    title: str
    body: str


def suggested(case: Case) -> list[Suggestion]:
    """The texts for the group of the case's topic, the good news first; one query, none without a topic."""
    if case.topic is None:
        return []
    order = {outcome: at for at, outcome in enumerate(StandardText.Outcome.values)}
    texts = sorted(
        StandardText.objects.filter(group=case.topic.group_id), key=lambda text: (order[text.outcome], text.title)
    )
    known = facts(case) if texts else {}
    return [Suggestion(text.get_outcome_display(), text.title, fill(text.body, known)) for text in texts]


def facts(case: Case) -> dict[str, str]:
    """The values of ``StandardText.PLACEHOLDERS`` for a case."""
    with override(LANGUAGE):
        received = date_format(case.received_at.astimezone(ZoneInfo(case.region.time_zone)), "j E Y")
    return {
        "place": case.address or UNKNOWN_PLACE,
        "received": received,
        "number": case.number,
        "topic": case.topic.title if case.topic else "",
    }


def fill(body: str, known: dict[str, str]) -> str:
    """Put the facts in; what is not known stays as it is, and the gate stops it."""
    return FACT.sub(lambda match: known.get(match[1], match[0]), body)
