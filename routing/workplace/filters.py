"""Saved filters of the inbox: a name for an address. Everybody has an own list; the address itself can be sent on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Official
from routing.cases.inbound import cleaned

from .access import has_inbox, official_of
from .listing import Look
from .models import SavedFilter

MOST = 30
LONGEST_NAME = 60


def saved(official: Official | None, look: Look) -> list[tuple[SavedFilter, bool]]:
    """An official's filters, each with whether it is the one shown. One query."""
    if official is None:
        return []
    here = look.query()
    return [(each, each.query == here) for each in SavedFilter.objects.filter(official=official)[:MOST]]


def change(request: HttpRequest) -> HttpResponse:
    """Keep the look under a name, or (``remove``) take a name off the list."""
    if request.method != "POST":
        raise Http404
    official = official_of(request.user)
    if official is None or not has_inbox(request):
        raise PermissionDenied
    inbox = reverse("admin:routing_case_changelist")
    if request.POST.get("remove"):
        number = request.POST["remove"]
        SavedFilter.objects.filter(official=official, pk=int(number) if number.isdecimal() else 0).delete()
        messages.success(request, _("The filter is removed."))
        return HttpResponseRedirect(inbox)
    look = Look.of(QueryDict(request.POST.get("query", "")))
    problem = _keep(official, cleaned(request.POST.get("name", "")).strip(), look)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("The filter is saved."))
    return HttpResponseRedirect(f"{inbox}?{look.query()}")


def _keep(official: Official, name: str, look: Look) -> str:
    """Write the filter; gives the sentence of a refusal."""
    if not name:
        return _("Give the filter a name.")
    if len(name) > LONGEST_NAME:
        return _("This is too long: %(limit)d characters fit.") % {"limit": LONGEST_NAME}
    mine: Any = SavedFilter.objects.filter(official=official)
    if mine.count() >= MOST and not mine.filter(name=name).exists():
        return _("There are %(most)d filters already. Remove one first.") % {"most": MOST}
    SavedFilter.objects.update_or_create(official=official, name=name, defaults={"query": look.query()[:500]})
    return ""
