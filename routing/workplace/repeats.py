"""Repeated appeals on the pages of officials: proposed on the card and in triage, decided with one click."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from routing.cases import services
from routing.cases.errors import CaseError

from . import cardpage, triage
from .access import actor_for, is_coordinator
from .steps import seen_version

DO = {"link": services.link_earlier, "decline": services.decline_earlier}
DONE = {
    "link": gettext_lazy("The earlier appeal is linked: the citizen sees that this one repeats it."),
    "decline": gettext_lazy("It is remembered that these are different questions."),
}


def decide(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """One click: the earlier appeal is linked, or it is about something else."""
    actor, case, do = actor_for(request), cardpage.found(admin, request, pk), request.POST.get("do", "")
    if request.method != "POST" or do not in DO:
        raise Http404
    if actor is None or case is None:
        return cardpage.gone(admin, request)
    from_triage = request.POST.get("back") == "triage" and is_coordinator(request)
    try:
        DO[do](pk, actor, request.POST.get("earlier", ""), expected=seen_version(request.POST))
    except CaseError as error:
        if from_triage:
            return triage.page(admin, request, pk, error)
        now = cardpage.found(admin, request, pk)
        return cardpage.show(admin, request, now, "repeat", error) if now else cardpage.gone(admin, request)
    messages.success(request, str(DONE[do]))
    if from_triage:
        return HttpResponseRedirect(reverse("admin:routing_case_triage") + f"#case-{pk}")
    return HttpResponseRedirect(reverse("admin:routing_case_change", args=[pk]))
