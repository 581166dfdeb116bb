"""Photos of the work on the card: added beside the answer being written, looked at by those who may see the case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from routing.answers import evidence
from routing.answers.models import Evidence
from routing.cases.errors import CaseError, Invalid
from routing.uploads import PhotoLimit

from . import cardpage, composer
from .access import actor_for


def limited(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Set the limit on files before the body is read, the protection against forged forms included."""
    protected = csrf_protect(view)

    @csrf_exempt
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers.insert(0, PhotoLimit(request))
        return protected(request, *args, **kwargs)

    return inner


def add(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep the draft that came with the photo, then the photo."""
    actor, case = actor_for(request), cardpage.found(admin, request, pk)
    if request.method != "POST":
        raise Http404
    if actor is None or case is None:
        return cardpage.gone(admin, request)
    try:
        if request.POST.get("body", "").strip():
            composer.keep(case, actor, request.POST)
        evidence.add(pk, actor, _photo(request), request.POST.get("kind", ""))
    except CaseError as error:
        now = cardpage.found(admin, request, pk)
        return cardpage.show(admin, request, now, "submit_answer", error) if now else cardpage.gone(admin, request)
    messages.success(request, _("The photo is added."))
    return HttpResponseRedirect(reverse("admin:routing_case_change", args=[pk]) + "#evidence")


def _photo(request: HttpRequest) -> Any:
    too_large, _too_many = getattr(request, "dropped_photos", ([], []))
    if too_large:
        raise Invalid(_("This photo is larger than 10 MB. Choose a smaller one."), "photo")
    photo = request.FILES.get("photo")
    if photo is None:
        raise Invalid(_("Choose a photo first."), "photo")
    return photo


def photo(admin: ModelAdmin, request: HttpRequest, pk: int, photo: int) -> HttpResponse | FileResponse:
    """A photo of the work; 404 for a case of another body."""
    case = cardpage.found(admin, request, pk)
    if case is None:
        raise Http404
    image = get_object_or_404(Evidence, pk=photo, case=case).image
    try:
        opened = image.open("rb")
    except FileNotFoundError:
        raise Http404
    return FileResponse(opened, filename=PurePath(image.name or "photo.jpg").name)
