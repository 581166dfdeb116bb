"""«Поняли неверно?»: what the citizen may say was meant by the appeal, on the page and through the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Topic
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.correcting import Spot, may_correct, objection
from routing.cases.errors import Invalid
from routing.cases.models import Case
from routing.facts import topic_row

OFFERED = 4


def box(case: Case) -> dict[str, Any] | None:
    """What the page needs for the form: the topics to choose from, what was said; ``None`` where it is closed."""
    if not may_correct(case, CITIZEN):
        return None
    said = objection(case)
    return {"topics": offered(case), "said": said.data if said else None}


def offered(case: Case) -> list[Topic]:
    """The other likely topics of the appeal, likeliest first."""
    found: list[Topic] = []
    for guess in case.understanding.get("topics") or ():
        topic = topic_row(case.region, guess["code"], guess["external_id"])
        if topic is not None and topic.pk != case.topic_id and topic not in found:
            found.append(topic)
        if len(found) == OFFERED:
            break
    return found


def say(case: Case, topic: Topic | None, place: str, reason: str, expected: int | None) -> None:
    """Write down what the citizen says. Raises ``CaseError``."""
    spot = Spot(" ".join(place.split())) if place.strip() else None
    services.correct(case.pk, CITIZEN, topic=topic, place=spot, reason=reason, expected=expected)


def of_those_offered(case: Case, title: str) -> Topic | None:
    """The topic chosen on the page, ``None`` for none. Raises ``Invalid`` for another."""
    if not title:
        return None
    for topic in offered(case):
        if topic.title == title:
            return topic
    raise Invalid(_("Choose one of the topics offered, or explain in words."), "topic")


def by_code(case: Case, name: str) -> Topic | None:
    """A topic named «BLG-03» or, for the region's own, «BLG-03:12»; ``None`` for none. Raises ``Invalid``."""
    if not name:
        return None
    code, _sign, own = name.partition(":")
    rows = Topic.objects.filter(Q(region=None) | Q(region=case.region), code=code, external_id=own)
    found = rows.first()
    if found is None:
        raise Invalid(_("There is no such topic."), "topic")
    return found
