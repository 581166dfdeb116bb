"""Remarks on passages on the card: the approver's form, and «done» beside the draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from routing.answers import passages
from routing.answers.models import PassageRemark
from routing.cases.errors import CaseError

from . import cardpage, composer
from .access import actor_for


def add(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The approver remarks on a passage."""
    if request.method != "POST":
        raise Http404
    actor, case = actor_for(request), cardpage.found(admin, request, pk)
    if actor is None or case is None:
        return cardpage.gone(admin, request)
    try:
        passages.add(pk, actor, request.POST.get("passage", ""), request.POST.get("remark", ""))
    except CaseError as error:
        now = cardpage.found(admin, request, pk)
        return cardpage.show(admin, request, now, "passage", error) if now else cardpage.gone(admin, request)
    messages.success(request, _("The remark is added; the author sees it when the answer is returned."))
    return HttpResponseRedirect(reverse("admin:routing_case_change", args=[pk]) + "#passages")


def resolve(admin: ModelAdmin, request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    """A remark is dealt with; the draft that came with the button is kept first."""
    if request.method != "POST":
        raise Http404
    actor, case = actor_for(request), cardpage.found(admin, request, pk)
    if actor is None or case is None or not PassageRemark.objects.filter(pk=remark, answer__case=case).exists():
        return cardpage.gone(admin, request)
    try:
        if request.POST.get("body", "").strip():
            composer.keep(case, actor, request.POST)
        passages.resolve(pk, actor, remark)
    except CaseError as error:
        now = cardpage.found(admin, request, pk)
        return cardpage.show(admin, request, now, "submit_answer", error) if now else cardpage.gone(admin, request)
    return HttpResponseRedirect(reverse("admin:routing_case_change", args=[pk]) + "#passages")
