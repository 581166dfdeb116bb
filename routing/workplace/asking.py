"""«Кто это получит и почему?»: the administrator asks the rules as an appeal would. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from agencies.models import APPEAL_KINDS, Agency, Region, Territory, TopicGroup
from routing.dispatch.decide import assign
from routing.dispatch.loading import fresh_table, region_folder
from routing.dispatch.review import Subject
from routing.dispatch.rulebook import subjects
from routing.dispatch.sentences import sentences
from routing.dispatch.types import Assignment
from routing.understanding.reader import Reader
from routing.understanding.types import Hints, Place, TopicGuess, Understanding, topic_name

MAX_TEXT = 4000
FIELDS = ("text", "topic", "address", "district", "object_kind", "appeal_kind", "day", "against")


def who_gets(request: HttpRequest, region: Region, today: date) -> HttpResponse:
    """The form and, once something is asked, the bodies with their reasons.

    The form is posted: the words of an appeal are longer than an address may be. A short question may be an address.
    """
    form = request.POST if request.method == "POST" else request.GET
    asked = {name: form.get(name, "").replace("\x00", "").strip()[:MAX_TEXT] for name in FIELDS}
    topics = subjects(region)
    districts = Territory.objects.filter(region=region, level=Territory.Level.DISTRICT).order_by("name")
    context: dict[str, Any] = {
        "title": _("Who gets this, and why?"),
        "asked": asked,
        "groups": _grouped(topics),
        "districts": list(districts.values_list("name", flat=True)),
        "bodies": Agency.objects.filter(region=region).order_by("name").values_list("code", "name"),
        "kinds": APPEAL_KINDS,
        "region": region,
        "today": today,
    }
    mistake = _mistake(asked, topics, context["districts"])
    if mistake:
        context["mistake"] = mistake
    elif asked["text"] or asked["topic"]:
        context |= _answer(region, asked, topics, today)
    return TemplateResponse(request, "workplace/whogets.html", admin.site.each_context(request) | context)


def _mistake(asked: dict[str, str], topics: list[Subject], districts: list[str]) -> str:
    """What in the question is in no list, in a sentence; empty when all is well."""
    try:
        date.fromisoformat(asked["day"] or "2020-01-01")
    except ValueError:
        return _("This is no date: %(text)s.") % {"text": asked["day"][:20]}
    if asked["topic"] and asked["topic"] not in {topic_name(one.code, one.external_id) for one in topics}:
        return _("There is no such topic. Choose one from the list.")
    if asked["district"] and asked["district"] not in districts:
        return _("There is no such district. Choose one from the list.")
    return ""


def _answer(region: Region, asked: dict[str, str], topics: list[Subject], today: date) -> dict[str, Any]:
    day = date.fromisoformat(asked["day"]) if asked["day"] else today
    understanding = understood(region, asked, topics)
    table = fresh_table(region)
    barred = understanding.barred | ({asked["against"]} if asked["against"] in table.bodies else set())
    decision = assign(understanding, table, day, frozenset(barred), asked["object_kind"])
    return {
        "decision": decision,
        "because": sentences(decision.because, asked["text"]),
        "rows": _rows(decision, asked["text"]),
        "place": understanding.place,
        "read": understanding.topics,
        "day": day,
    }


def understood(region: Region, asked: dict[str, str], topics: list[Subject]) -> Understanding:
    """What an appeal with these words would be read as; a topic or district chosen stands above the words."""
    hints = Hints(address=asked["address"], object=asked["object_kind"], said_object=True)
    read = Reader.load(region_folder(region.code)).read(asked["text"], hints)
    chosen = next((one for one in topics if topic_name(one.code, one.external_id) == asked["topic"]), None)
    if chosen:
        guess = TopicGuess(chosen.code, chosen.external_id, chosen.title, 1.0)
        kept = tuple(note for note in read.notes if note not in ("not_understood", "no_words"))
        read = replace(read, topics=(guess,), group=chosen.code.partition("-")[0], notes=kept)
    if asked["district"]:
        at = read.place if read.place and read.place.district == asked["district"] else None
        read = replace(read, place=at or Place(district=asked["district"], source="chosen", confidence=1.0))
    if asked["appeal_kind"] in APPEAL_KINDS:
        read = replace(read, kind=asked["appeal_kind"])
    return read


def _rows(decision: Assignment, text: str) -> list[dict[str, Any]]:
    return [
        {
            "body": each.agency,
            "post": each.position,
            "percent": round(each.confidence * 100),
            "because": sentences(each.because, text),
            "rule": each.rule,
        }
        for each in decision.candidates
    ]


def _grouped(topics: list[Subject]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Topics under the titles of their groups, as (value, title)."""
    titles = dict(TopicGroup.objects.order_by("order").values_list("code", "title"))
    found: dict[str, list[tuple[str, str]]] = {code: [] for code in titles}
    for one in topics:
        found[one.code.partition("-")[0]].append((topic_name(one.code, one.external_id), one.title))
    return [(titles[code], options) for code, options in found.items() if options]
