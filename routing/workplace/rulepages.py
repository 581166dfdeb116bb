"""The administrator's pages about all rules together: as a file, with their gaps, and asked a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.loading.lines import DataError
from agencies.loading.rulebook import COLUMNS, WIDTHS, codes, exported
from agencies.loading.sheets import lines_of, to_csv
from agencies.models import Region
from routing.dispatch.rulebook import Effect, names_of, present_troubles, take_in

from . import effects
from .access import is_administrator
from .asking import who_gets
from .filed import day_of, download, keep, sent
from .objectsfile import objects_file
from .thresholds import thresholds

SHOWN = 300
BODIES = 20
TROUBLES = {
    "nobody": gettext_lazy("nobody answers"),
    "equals": gettext_lazy("bodies of equal right"),
    "last_resort": gettext_lazy("no rule of its own: it goes where everything else goes"),
    "unstaffed": gettext_lazy("the body has nobody who can sign in"),
}
Page = Callable[[HttpRequest, Region, date], HttpResponse]


def urls(site: Any) -> list[URLPattern]:
    """Addresses of the pages, for the administrator only."""
    return [
        path("who/", site.admin_view(_for_administrators(who_gets)), name="routing_whogets"),
        path("file/", site.admin_view(_for_administrators(rulebook)), name="routing_rulebook"),
        path("objects/", site.admin_view(_for_administrators(objects_file)), name="routing_objectsfile"),
        path("thresholds/", site.admin_view(_for_administrators(thresholds)), name="routing_thresholds"),
        path("gaps/", site.admin_view(_for_administrators(gaps)), name="routing_ruletroubles"),
    ]


def _for_administrators(page: Page) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        if not is_administrator(request):
            raise PermissionDenied
        region = Region.objects.filter(code=settings.REGION).first()
        if region is None:
            messages.error(request, _("The region's data are not loaded yet."))
            return HttpResponseRedirect(reverse("admin:index"))
        return page(request, region, timezone.now().astimezone(ZoneInfo(region.time_zone)).date())

    return view


def rulebook(request: HttpRequest, region: Region, today: date) -> HttpResponse:
    """The rules as a file: out with ``?as=csv`` or ``?as=xlsx``; in by two steps, what would change and the change."""
    wanted = request.GET.get("as")
    if wanted in ("csv", "xlsx"):
        others = codes(region) if wanted == "xlsx" else None
        return download(f"competence-{region.code}", wanted, today, _("Rules"), exported(region, today), WIDTHS, others)
    context: dict[str, Any] = {"day": today, "whole": False}
    if request.method == "POST":
        try:
            context |= _taken(request, region, today)
        except DataError as error:
            context["mistakes"] = str(error).splitlines()
        if context.get("done"):
            return HttpResponseRedirect(reverse("admin:routing_rulebook"))
    return _page(request, "workplace/rulebook.html", _("Rules as a file"), context)


def _taken(request: HttpRequest, region: Region, today: date) -> dict[str, Any]:
    """What the file does; the second step finds the file signed in the form. Raises ``DataError``."""
    name, content = sent(request)
    whole = bool(request.POST.get("whole"))
    day = day_of(request.POST.get("day", ""), today)
    for_sure = bool(request.POST.get("for_sure"))
    effect = take_in(region, lines_of(name, content, COLUMNS), day, whole=whole, for_sure=for_sure)
    if for_sure:
        _note(request, region, effect)
        return {"done": True}
    names = names_of(region)
    rows, balances = effects.rows(effect, names), effects.balances(effect, names)
    return {
        "effect": effect,
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "nobody": sum(not one.after for one in effect.changes),
        "equal": sum(len(one.after) > 1 for one in effect.changes),
        "balances": balances[:BODIES],
        "more_bodies": max(0, len(balances) - BODIES),
        "kept": keep(name, content),
        "name": name,
        "whole": whole,
        "day": day,
    }


def _note(request: HttpRequest, region: Region, effect: Effect) -> None:
    brought = effect.brought
    said = _("Rules added: %(added)d, changed: %(changed)d, ended: %(ended)d, as they were: %(same)d.") % {
        "added": brought.added,
        "changed": brought.changed,
        "ended": brought.ended,
        "same": brought.same,
    }
    LogEntry.objects.log_actions(request.user.pk or 0, [region], CHANGE, change_message=said, single_object=True)
    messages.success(request, said)


def gaps(request: HttpRequest, region: Region, today: date) -> HttpResponse:
    """Topics that nobody answers for somewhere, bodies of equal right, bodies without people; ``?as=csv`` as a file."""
    found = present_troubles(region, today)
    names = names_of(region)
    rows = [(one, str(TROUBLES[one.kind]), ", ".join(names.get(code, code) for code in one.agencies)) for one in found]
    if request.GET.get("as") == "csv":
        heading = [_("Topic"), _("Code"), _("What is wrong"), _("Body"), _("Where")]
        lines = [[t.subject.title, t.subject.code, what, who, ", ".join(t.places)] for t, what, who in rows]
        return HttpResponse(
            to_csv([heading, *lines]),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="gaps-{region.code}-{today:%Y-%m-%d}.csv"'},
        )
    kinds = [(TROUBLES[kind], [row for row in rows if row[0].kind == kind]) for kind in TROUBLES]
    context = {"kinds": [(title, each) for title, each in kinds if each], "total": len(rows)}
    return _page(request, "workplace/gaps.html", _("Gaps in the rules"), context)


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, admin.site.each_context(request) | {"title": title} | context)
