"""Addresses of the form that corrects what was understood."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from routing.cases.errors import CaseError

from . import cardpage, correct
from .access import actor_for


def submit(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The form was sent: everything in it is done together or not at all."""
    if request.method != "POST":
        raise Http404
    actor, case = actor_for(request), cardpage.found(admin, request, pk)
    if actor is None or case is None:
        return cardpage.gone(admin, request)
    try:
        correct.do(case, actor, request.POST)
    except CaseError as error:
        now = cardpage.found(admin, request, pk)
        return cardpage.show(admin, request, now, "correct", error) if now else cardpage.gone(admin, request)
    messages.success(request, _("Corrected. Thank you: the system learns from it."))
    stays = admin.get_queryset(request).filter(pk=pk).exists()
    return HttpResponseRedirect(
        reverse("admin:routing_case_change", args=[pk]) if stays else reverse("admin:routing_case_changelist")
    )


def suggest(admin: ModelAdmin, request: HttpRequest, pk: int) -> JsonResponse:
    """Topics for what is being typed, for the script."""
    case = admin.get_queryset(request).select_related("region").filter(pk=pk).first()
    if case is None:
        raise Http404
    fitting = correct.topics_like(case.region, request.GET.get("q", ""))[: correct.OFFERED]
    return JsonResponse({"options": [{"value": topic.title, "note": str(topic.group)} for topic in fitting]})
