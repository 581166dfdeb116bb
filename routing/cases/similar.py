"""Cases that look like one case: the same place, the same words, about the same time. Reads only, a fixed number of
queries, each of them bounded, however many cases there are.

Candidates come from four short lists (the same house; a square around the point; the same topic in the territory; the
newest cases that share words); the score and its reasons are a pure function of what two cases have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Case, CaseWord, Message

NEAR_M = 300.0
"""Metres: farther away another lamp is broken. Degrees of latitude and longitude follow from it."""
WITHIN = timedelta(days=180)
"""Older cases are told by the citizen's other appeals, not as duplicates."""
EACH = 40
"""Candidates taken from each list, the newest first."""
NEWEST_OF_WORD = 25
"""Newest cases looked at for each word: all of a rare one, a sample of a common one."""
MOST_WORDS = 40
COMPARED = 60
MOST_OF_CITIZEN = 50
SHOWN = 5
LEAST = 0.5
"""Score below which nothing is shown; from ``SAME`` on the page says «probably the same»."""
SAME = 0.75
ABOUT_THE_SAME = 0.35
"""Share of common words from which two texts speak of the same."""
UNKNOWN_PLACE = 0.2
"""How near a case without a point is taken to be: only the same words can speak for it then."""
METRES_OF_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class Common:
    """What two cases have in common: metres between them (``None``: not known), days, and the share of words."""

    same_house: bool
    metres: float | None
    same_topic: bool
    same_group: bool
    days: int
    words: float


@dataclass(frozen=True, slots=True)
class Alike:
    """A case like the one looked at: ``score`` 0–1 with its reasons in words."""

    case: Case
    score: float
    common: Common
    reasons: tuple[str | Promise, ...]

    @property
    def same(self) -> bool:
        """Whether it is probably about the very same."""
        return self.score >= SAME


def alike(case: Case, cases: QuerySet[Case], shown: int = SHOWN) -> list[Alike]:
    """The cases of ``cases`` most like this one, the likest first. At most seven queries.

    ``cases`` are those the person may see: nobody learns of a case by its likeness.
    """
    mine = set(CaseWord.objects.filter(case=case).values_list("word", flat=True))
    ids = candidates(case, cases, mine)
    if not ids:
        return []
    rows = list(cases.filter(pk__in=ids).select_related("topic", "message").defer("understanding", "decision"))
    theirs: dict[int, set[str]] = {row.pk: set() for row in rows}
    for pk, word in CaseWord.objects.filter(case__in=list(theirs)).values_list("case_id", "word"):
        theirs[pk].add(word)
    found = [compared(case, row, overlap(mine, theirs[row.pk])) for row in rows]
    found = [each for each in found if each.score >= LEAST]
    return sorted(found, key=lambda each: (-each.score, -each.case.pk))[:shown]


def candidates(case: Case, cases: QuerySet[Case], words: Iterable[str]) -> list[int]:
    """Ids worth comparing, at most ``COMPARED``: those of the house and of the square first."""
    since = case.received_at - WITHIN
    recent = cases.filter(received_at__gte=since).exclude(pk=case.pk)
    ids: list[int] = []
    if case.building_id:
        ids += recent.filter(building_id=case.building_id).order_by("-pk").values_list("pk", flat=True)[:EACH]
    if case.lat is not None and case.lon is not None:
        ids += recent.filter(**square(case.lat, case.lon)).values_list("pk", flat=True)[:EACH]
    ids += sharing(case.pk, words)
    if case.topic_id and not case.building_id:
        same = recent.filter(topic=case.topic_id, territory=case.territory)
        ids += same.order_by("-pk").values_list("pk", flat=True)[:EACH]
    return list(dict.fromkeys(ids))[:COMPARED]


def square(lat: float, lon: float) -> dict[str, float]:
    """The condition of lying within ``NEAR_M`` to each side, for an index over latitude and longitude."""
    up = NEAR_M / METRES_OF_DEGREE
    side = up / max(0.05, cos(radians(lat)))
    return {"lat__gte": lat - up, "lat__lte": lat + up, "lon__gte": lon - side, "lon__lte": lon + side}


def sharing(pk: int, words: Iterable[str]) -> list[int]:
    """Cases that share most words with these; of each word the newest cases are looked at. One query."""
    sought = sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS]
    if not sought:
        return []
    table = connection.ops.quote_name(CaseWord._meta.db_table)
    # Only the table's own name and numbers are put in; words are parameters.
    one = f"SELECT case_id FROM {table} WHERE word = %s AND case_id <> %s"  # noqa: S608 # nosec B608
    one += f" ORDER BY case_id DESC LIMIT {NEWEST_OF_WORD}"
    query = " UNION ALL ".join(f"SELECT case_id FROM ({one}) AS w{at}" for at, _word in enumerate(sought))  # noqa: S608 # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(query, [value for word in sought for value in (word, pk)])
        counted = Counter(row[0] for row in cursor.fetchall())
    enough = max(2, round(len(sought) * ABOUT_THE_SAME))
    return [found for found, times in counted.most_common(EACH) if times >= enough]


def overlap(mine: set[str], theirs: set[str]) -> float:
    """The share of common words (Jaccard), numbers left out: they are told by the place."""
    one, other = ({word for word in words if not word[0].isdecimal()} for words in (mine, theirs))
    return len(one & other) / len(one | other) if one and other else 0.0


def compared(case: Case, other: Case, words: float) -> Alike:
    """The likeness of two cases with its reasons; no queries when topics are at hand."""
    common = Common(
        same_house=bool(case.building_id) and case.building_id == other.building_id,
        metres=metres(case, other),
        same_topic=bool(case.topic_id) and case.topic_id == other.topic_id,
        same_group=case.topic is not None and other.topic is not None and case.topic.group_id == other.topic.group_id,
        days=abs(case.received_at - other.received_at).days,
        words=words,
    )
    return Alike(other, score(common), common, reasons(common))


def score(common: Common) -> float:
    """0–1: place and matter must both speak; time only takes away."""
    where = UNKNOWN_PLACE if common.metres is None else max(0.0, 1 - common.metres / NEAR_M)
    where = 1.0 if common.same_house else where
    text = min(1.0, common.words / ABOUT_THE_SAME)
    what = max(text, 0.8 if common.same_topic else 0.4 if common.same_group else 0.0)
    fresh = max(0.0, 1 - common.days / (2 * WITHIN.days))
    return round((0.45 * where + 0.4 * what + 0.15 * text) * (0.7 + 0.3 * fresh), 3)


def reasons(common: Common) -> tuple[str | Promise, ...]:
    """What speaks for it, in words."""
    found: list[str | Promise] = []
    if common.same_house:
        found.append(_("the same house"))
    if common.same_topic:
        found.append(_("the same topic"))
    elif common.same_group:
        found.append(_("a related topic"))
    if common.words >= ABOUT_THE_SAME:
        found.append(_("almost the same words"))
    elif common.words >= ABOUT_THE_SAME / 2:
        found.append(_("many common words"))
    return tuple(found)


def metres(one: Case, other: Case) -> float | None:
    """The distance between two cases along the ground; ``None`` when a point is not known (haversine)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    up, along = radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2
    half = sin(up) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(along) ** 2
    return 2 * 6_371_000 * asin(sqrt(min(1.0, half)))


def of_the_same_citizen(case: Case, cases: QuerySet[Case], shown: int = 10) -> list[Case]:
    """The citizen's other appeals, newest first: the same mail, telephone or account, or name and address.

    At most five queries. ``cases`` are those the person may see.
    """
    message = case.message
    said = [{name: value} for name, value in (("email", message.email), ("phone", message.phone)) if value]
    if message.name and message.address:
        said.append({"name": message.name, "address": message.address})
    requisites = getattr(case, "requisites", None)
    if requisites is not None and requisites.subject:
        said.append({"case__requisites__subject": requisites.subject})
    ids: set[int] = set()
    for condition in said:
        ids |= set(Message.objects.filter(**condition).order_by("-pk").values_list("pk", flat=True)[:MOST_OF_CITIZEN])
    ids.discard(message.pk)
    if not ids:
        return []
    related = ("topic", "agency", "message", "requisites")
    rows = cases.filter(message_id__in=ids).select_related(*related).defer("understanding", "decision")
    return list(rows.order_by("-pk")[:shown])
