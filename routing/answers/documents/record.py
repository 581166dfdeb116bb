"""The receipt of an appeal and the whole history of its case as PDF/A."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from routing.answers.compose import LANGUAGE
from routing.answers.models import Answer
from routing.cases.models import Case, Deadline, Event, Requisites
from routing.cases.regimes import regime_of, requisites_of

from .printing import pdf

HistoryRow = tuple[datetime, str, str]
"""When, what happened (and who did it), what was said."""


def receipt(case: Case) -> bytes:
    """Расписка: number, day, the text's check sum and the terms that run, for the citizen to keep or to show."""
    with override(LANGUAGE):
        data = {
            "title": _("Receipt of appeal No. %(number)s") % {"number": case.number},
            "body": case.region.name,
            "facts": [*_facts(case), [_("SHA-256 of the text"), _sum(case.message.text)]],
            "sections": [_terms(case), _text(_("Text of the appeal"), case.message.text)],
            "foot": _("The receipt was made by the system “Adresat”. It bears no electronic signature."),
        }
    return pdf("record", data, case.received_at)


def history(case: Case, rows: Iterable[HistoryRow], answers: Sequence[Answer], at: datetime) -> bytes:
    """История дела: ``rows`` as the reader may see them, oldest first, with the answers sent and all deadlines."""
    zone = ZoneInfo(case.region.time_zone)
    with override(LANGUAGE):
        last = Event.objects.filter(case=case).order_by("-seq").values_list("digest", flat=True).first() or ""
        told = [[_moment(when, zone), what, said] for when, what, said in rows]
        columns = [_("When"), _("What happened"), _("What was said")]
        data = {
            "title": _("History of case No. %(number)s") % {"number": case.number},
            "body": case.agency.name if case.agency else case.region.name,
            "facts": [*_facts(case), [_("State"), case.get_state_display()], [_("Made"), _moment(at, zone)]],
            "sections": [
                _text(_("Text of the appeal"), case.message.text),
                {"title": _("History"), "paragraphs": [], "columns": columns, "rows": told},
                _terms(case),
                *(
                    _text(_("Answer of %(date)s") % {"date": _moment(each.sent_at, zone)}, each.letter)
                    for each in answers
                ),
            ],
            "foot": _("Check sum of the last event in the chain: %(sum)s") % {"sum": last},
        }
    return pdf("record", data, at)


def _facts(case: Case) -> list[list[str]]:
    zone = ZoneInfo(case.region.time_zone)
    regime, said = regime_of(case), requisites_of(case)
    facts = [
        (_("Number"), case.number),
        (_("What it is"), regime.title if regime else ""),
        (_("Received"), _moment(case.received_at, zone)),
        (_("Registered"), _moment(case.registered_at, zone)),
        (_("From"), said.full_name if said else case.message.name),
        (_("Collective"), _signers(said) if said and said.collective else ""),
        (_("Answer"), str(said.get_answer_by_display()) if said else ""),
        (_("Topic"), case.topic.title if case.topic else ""),
        (_("Place"), case.address),
        (_("Body"), case.agency.name if case.agency else ""),
    ]
    return [[name, value] for name, value in facts if value]


def _signers(said: Requisites) -> str:
    return "; ".join([_("the answer goes to the one who sent it"), *said.co_signers])


def _terms(case: Case) -> dict[str, Any]:
    zone = ZoneInfo(case.region.time_zone)
    running = Deadline.objects.filter(case=case).order_by("starts_at", "pk")
    rows = [
        [date_format(each.due_at.astimezone(zone), "d.m.Y"), str(each.get_kind_display()), each.basis]
        for each in running
    ]
    columns = [_("Due date"), _("What is due"), _("Legal basis")]
    return {"title": _("Deadlines"), "paragraphs": [], "columns": columns, "rows": rows}


def _text(title: str, words: str) -> dict[str, Any]:
    lines = [line for line in words.split("\n") if line.strip()]
    return {"title": title, "paragraphs": lines, "columns": [], "rows": []}


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return date_format(at.astimezone(zone), "d.m.Y H:i") if at else ""


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
