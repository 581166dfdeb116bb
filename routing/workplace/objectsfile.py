"""The administrator's page of the register of objects as a file: out, and in again with what it would change."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.loading.bringing import Brought
from agencies.loading.lines import DataError
from agencies.loading.owners import COLUMNS, WIDTHS, exported
from agencies.loading.sheets import lines_of
from agencies.models import OwnedObject, Region
from routing.dispatch.rulebook import take_in_objects

from .filed import day_of, download, keep, sent


def objects_file(request: HttpRequest, region: Region, today: date) -> HttpResponse:
    """The register out with ``?as=csv`` or ``?as=xlsx``; in by two steps, what would change and the change."""
    wanted = request.GET.get("as")
    if wanted in ("csv", "xlsx"):
        return download(f"objects-{region.code}", wanted, today, _("Objects"), exported(region, today), WIDTHS)
    objects = OwnedObject.objects.filter(region=region)
    context: dict[str, Any] = {"day": today, "whole": False, "title": _("Objects as a file")}
    if request.method == "POST":
        try:
            context |= _taken(request, region, today)
        except DataError as error:
            context["mistakes"] = str(error).splitlines()
        if context.get("done"):
            return HttpResponseRedirect(reverse("admin:routing_objectsfile"))
    unknown = objects.filter(owner=None, manager=None).count()
    context |= {"total": objects.count(), "unknown": unknown, "kinds": OwnedObject.Kind.choices, "columns": COLUMNS}
    return TemplateResponse(request, "workplace/objectsfile.html", admin.site.each_context(request) | context)


def _taken(request: HttpRequest, region: Region, today: date) -> dict[str, Any]:
    """What the file does; the second step finds the file signed in the form. Raises ``DataError``."""
    name, content = sent(request)
    whole, for_sure = bool(request.POST.get("whole")), bool(request.POST.get("for_sure"))
    day = day_of(request.POST.get("day", ""), today)
    brought = take_in_objects(region, lines_of(name, content, COLUMNS), day, whole=whole, for_sure=for_sure)
    said = _said(brought)
    if for_sure:
        LogEntry.objects.log_actions(request.user.pk or 0, [region], CHANGE, change_message=said, single_object=True)
        messages.success(request, said)
        return {"done": True}
    return {"said": said, "kept": keep(name, content), "name": name, "whole": whole, "day": day}


def _said(brought: Brought) -> str:
    return _("Objects added: %(added)d, changed: %(changed)d, ended: %(ended)d, as they were: %(same)d.") % {
        "added": brought.added,
        "changed": brought.changed,
        "ended": brought.ended,
        "same": brought.same,
    }
