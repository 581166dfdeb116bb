"""Standard texts for a case: those of its topic's group, with the facts of the case put in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import override

from agencies.models import StandardText
from routing.cases.models import Case

from .compose import LANGUAGE
from .gate import GOOD
from .models import Answer

FACT = re.compile(r"\{(\w+)\}")
LOOKED_AT = 200
CONFIRMED = 4
"""From this mark on the citizen agreed with the answer."""

UNKNOWN_PLACE = "[место]"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text ready to be filled in: what came of the matter, a title, the text with its gaps.

    ``told``: so many good answers to similar cases said the same came of it.
    """

    outcome: str
    title: str
    body: str
    told: int = 0


def suggested(case: Case) -> list[Suggestion]:
    """The texts for the group of the case's topic; two queries, none without a topic.

    First what good answers to similar cases told most often, then the good news.
    """
    if case.topic is None:
        return []
    order = {outcome: at for at, outcome in enumerate(StandardText.Outcome.values)}
    texts = list(StandardText.objects.filter(group=case.topic.group_id))
    told = outcomes_like(case) if texts else {}
    texts.sort(key=lambda text: (-told.get(text.outcome, 0), order[text.outcome], text.title))
    known = facts(case) if texts else {}
    return [
        Suggestion(text.get_outcome_display(), text.title, fill(text.body, known), told.get(text.outcome, 0))
        for text in texts
    ]


def outcomes_like(case: Case) -> dict[str, int]:
    """How often each outcome stood in good answers to similar cases: the same topic and body, a score from ``GOOD`` up,
    sent, and not taken back by a low mark; the latest ones. One query."""
    good = Answer.objects.filter(
        state=Answer.State.SENT, score__gte=GOOD, case__topic=case.topic_id, case__agency=case.agency_id
    ).exclude(outcome="")
    kept = good.filter(Q(case__mark__gte=CONFIRMED) | Q(case__mark=None, case__reopenings=0)).exclude(case=case)
    return dict(Counter(kept.order_by("-pk").values_list("outcome", flat=True)[:LOOKED_AT]))


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
