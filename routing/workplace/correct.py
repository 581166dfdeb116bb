"""«Поправить»: an official says what the appeal is about, where it is and whose it is; all of it teaches."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Building, Region, Topic
from agencies.selectors import find_territory
from routing.cases import services
from routing.cases.actors import Actor
from routing.cases.correcting import Spot, may_correct, objection
from routing.cases.errors import Invalid
from routing.cases.models import Case
from routing.cases.words import TOKEN
from routing.intake import as_said, reader_for
from routing.understanding.morphology import lemma

from .steps import Step, seen_version
from .triage import chosen_body

OFFERED = 8
LONGEST_QUERY = 200


def box(case: Case, actor: Actor, recall: Step | None, typed: Mapping[str, str], failed: str) -> dict[str, Any] | None:
    """What the card needs for the form; ``None`` when this person may not correct the case now."""
    said = objection(case)
    may = may_correct(case, actor)
    if not may and said is None:
        return None
    tried = typed if failed == "correct" else {}
    return {
        "may": may,
        "may_move": recall is not None and not recall.reason,
        "said": said.data if said else None,
        "topic": tried.get("topic", ""),
        "place": tried.get("place", ""),
        "agency": tried.get("agency", ""),
        "reason": tried.get("reason", ""),
    }


def do(case: Case, actor: Actor, form: Mapping[str, str]) -> None:
    """Everything in the form is done together or not at all. Raises ``CaseError``."""
    reason, seen = form.get("reason", ""), seen_version(form)
    topic = topic_named(case.region, form.get("topic", ""))
    place = spot(case.region, form.get("place", ""))
    agency = " ".join(form.get("agency", "").split())
    with transaction.atomic():
        if topic is not None or place is not None or not agency:
            services.correct(case.pk, actor, topic=topic, place=place, reason=reason, expected=seen)
        if agency:
            body, post = chosen_body(case, {"agency": agency})
            moved = topic is not None or place is not None
            services.recall(case.pk, actor, reason, expected=None if moved else seen)
            services.assign(case.pk, actor, body, post)


def spot(region: Region, typed: str) -> Spot | None:
    """The place typed, with its row of the register and its point where they are known; ``None`` for nothing typed."""
    line = " ".join(typed.split())
    if not line:
        return None
    try:
        read = reader_for(region.code).places.resolve(line)
    except (OSError, ValueError):
        read = None
    if read is None or read.lat is None or read.note in {"outside_region", "unlisted"}:
        return Spot(line)
    place = as_said(region.name, read)
    known = Building.objects.filter(region=region, external_id=place.building_id) if place.building_id else None
    area = {"municipality": place.municipality, "district": place.district}
    return Spot(
        address=place.address if place.building_id else line,
        building=known.first() if known is not None else None,
        territory=find_territory(region, **area) if any(area.values()) else None,
        lat=place.lat,
        lon=place.lon,
    )


def topic_named(region: Region, typed: str) -> Topic | None:
    """The topic typed by its name or some of its words in any form; ``None`` for nothing typed. Raises ``Invalid``."""
    if not typed.strip():
        return None
    fitting = topics_like(region, typed)
    exact = [topic for topic in fitting if topic.title.casefold() == " ".join(typed.split()).casefold()]
    if len(exact or fitting) == 1:
        return (exact or fitting)[0]
    if not fitting:
        raise Invalid(
            _("Nothing in the registry is called “%(name)s”. Choose from the list.") % {"name": typed}, "topic"
        )
    names = "; ".join(topic.title for topic in fitting[:OFFERED])
    raise Invalid(_("Several topics fit “%(typed)s”: %(names)s.") % {"typed": typed, "names": names}, "topic")


def topics_like(region: Region, typed: str) -> list[Topic]:
    """Topics in whose names every word typed occurs in some form, or begins a word; one query.

    Of topics of one name the region's own stands for all.
    """
    sought = [(word, lemma(word)) for word in _tokens(typed)]
    rows = Topic.objects.filter(Q(region=None) | Q(region=region)).select_related("group").order_by("external_id")
    found: dict[str, Topic] = {}
    for topic in rows if sought else ():
        words, forms = name_words(topic.title)
        if all(form in forms or any(each.startswith(word) for each in words) for word, form in sought):
            found[topic.title] = topic
    return sorted(found.values(), key=lambda topic: (not topic.title.casefold().startswith(sought[0][0]), topic.title))


@lru_cache(maxsize=4096)
def name_words(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a name as they stand, and their dictionary forms."""
    words = tuple(_tokens(title))
    return words, frozenset(lemma(word) for word in words)


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text[:LONGEST_QUERY].lower().replace("ё", "е"))
