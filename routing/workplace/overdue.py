"""The overdue register for those who answer for it: a head sees the own body and all below, a coordinator the region.

An executor sees what is overdue in the own hands, an auditor every row and opens none. The same
rows go out as CSV or XLSX.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.loading.sheets import to_csv, to_xlsx
from agencies.models import Due, Official
from routing.cases.actors import Actor
from routing.cases.models import Case
from routing.control import register
from routing.control.models import Reminder
from routing.control.people import Directory
from routing.control.register import Line, Sum

from . import missing_year
from .access import actor_for, may_see, reached_by, sees_all
from .journals import Journal

ROWS = 100
WIDTHS = (18, 24, 36, 36, 28, 28, 12, 12, 12, 10, 50, 36)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    gettext_lazy("Number"),
    gettext_lazy("What is due"),
    gettext_lazy("Topic"),
    gettext_lazy("Body"),
    gettext_lazy("In whose hands"),
    gettext_lazy("Post"),
    gettext_lazy("Received"),
    gettext_lazy("Due"),
    gettext_lazy("Limit by law"),
    gettext_lazy("Days late"),
    gettext_lazy("Legal basis"),
    gettext_lazy("Reported to"),
)


def scope(actor: Actor, people: Directory) -> QuerySet[Case]:
    """The cases whose lateness is this person's business."""
    if sees_all(actor) or actor.role == Official.Role.AUDITOR:
        return Case.objects.all()
    if actor.official is None:
        return Case.objects.none()
    mine = Q(agency__in=actor.bodies(), executor__in=actor.people())
    for one in (actor.official, *actor.absent):
        if one.role == Official.Role.APPROVER:
            mine |= Q(agency__in=people.below(one.post.agency_id))
        elif one.role != Official.Role.EXECUTOR:
            mine |= reached_by(one)
    return Case.objects.filter(mine)


def asked(actor: Actor, people: Directory) -> set[int]:
    """The bodies whose replies to others are this person's business; those who see every case see them anyway."""
    if sees_all(actor) or actor.role == Official.Role.AUDITOR:
        return set()
    found = set()
    for one in actor.people():
        above = one.role in {Official.Role.APPROVER, Official.Role.HEAD}
        found |= people.below(one.post.agency_id) if above else {one.post.agency_id}
    return found


def page(request: HttpRequest) -> HttpResponse:
    """The register with the sums of the bodies; ``?body=`` shows one, ``?as=csv`` and ``?as=xlsx`` give the file."""
    actor = actor_for(request)
    if actor is None:
        raise PermissionDenied
    if sees_all(actor):
        missing_year.warn(request)
    now, people = timezone.now(), Directory.load()
    everything = register.overdue(scope(actor, people), now, asked(actor, people))
    chosen = request.GET.get("body", "")
    rows = register.of_body(everything, int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else everything
    wanted = request.GET.get("as")
    if wanted in FILES:
        return FILES[wanted](register.all_lines(rows, people, now), now)
    sums = register.by_body(everything, now)
    shown = Paginator(register.full(rows), ROWS)
    shown.count = _count(sums, chosen)
    here = shown.get_page(request.GET.get("p"))
    context = admin.site.each_context(request) | {
        "title": _("Overdue register"),
        "page": here,
        "lines": [
            (line, may_see(actor, line.case), _what(line)) for line in register.lines(here.object_list, people, now)
        ],
        "sums": sums if len(sums) > 1 else [],
        "chosen": chosen,
        "total": sum(each.overdue for each in sums),
        "beyond": sum(each.beyond_the_law for each in sums),
    }
    return TemplateResponse(request, "workplace/overdue.html", context)


def _count(sums: list[Sum], chosen: str) -> int:
    """How many rows the page's list has, known from the sums."""
    return sum(each.overdue for each in sums if not chosen or str(each.agency_id) == chosen)


def _what(line: Line) -> str:
    """What is due, in words."""
    return Due.words(line.deadline.kind)


def _values(line: Line) -> list[Any]:
    """A line of the file."""
    row, case, holder = line.deadline, line.case, line.holder
    texts: list[Any] = [
        case.number,
        _what(line),
        case.topic.title if case.topic else "",
        line.body,
        holder.full_name if holder else "",
        holder.post.title if holder else "",
        *(timezone.localtime(moment).strftime("%d.%m.%Y") for moment in (case.received_at, row.due_at, row.limit_at)),
        line.days,
        row.basis,
        ", ".join(line.told),
    ]
    return texts


def _csv(lines: Iterator[Line], now: datetime) -> HttpResponse:
    return _file(to_csv(_rows(lines)), "text/csv; charset=utf-8", "csv", now)


def _xlsx(lines: Iterator[Line], now: datetime) -> HttpResponse:
    return _file(to_xlsx(_("Overdue"), _rows(lines), WIDTHS), XLSX, "xlsx", now)


def _rows(lines: Iterator[Line]) -> Iterator[list[Any]]:
    yield [str(heading) for heading in HEADINGS]
    yield from map(_values, lines)


def _file(content: bytes, kind: str, ending: str, now: datetime) -> HttpResponse:
    name = f"overdue-{timezone.localtime(now):%Y-%m-%d}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


FILES = {"csv": _csv, "xlsx": _xlsx}


@admin.register(Reminder)
class ReminderAdmin(Journal):
    """Who was told about which deadline; the register hangs here because the reminders are its memory."""

    list_display = ("made_at", "deadline_of", "escalated", "level", "official", "sent_at", "by_mail")
    list_select_related = ("deadline__case", "official")
    list_filter = ("escalated", "level")
    search_fields = ("deadline__case__number", "official__full_name")
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("Number"))
    def deadline_of(self, reminder: Reminder) -> str:
        """The number of the case and what is due."""
        row = reminder.deadline
        return f"{row.case.number}: {Due.words(row.kind)}"

    def get_urls(self) -> list[URLPattern]:
        """The register, then the journal's own pages."""
        own = path("overdue/", self.admin_site.admin_view(page), name="routing_overdue")
        return [own, *super().get_urls()]
