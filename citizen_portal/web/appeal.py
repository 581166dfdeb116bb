"""The first page: the appeal is written, checked and taken in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Region
from citizen_portal.identity import keeping
from citizen_portal.identity.provider import provider
from citizen_portal.identity.views import begin
from citizen_portal.redirects import SeeOther
from routing.cases.attachments import attach
from routing.cases.errors import CaseError
from routing.cases.models import Case
from routing.cases.numbers import secret_of
from routing.cases.services import receive
from routing.uploads import PhotoLimit

from .asking import asked
from .forms import AppealForm
from .reading import dangers, unclear
from .selectors import current_region

WAYS_OUT = {"sign_in", "sign_out"}
"""Buttons of the form that send nothing."""


def case_path(case: Case) -> str:
    """The secret address of a case within the site."""
    return reverse("case", kwargs={"number": case.number, "secret": secret_of(case.number, case.nonce)})


@csrf_exempt
def new(request: HttpRequest) -> HttpResponse:
    """The page of a new appeal. The limit on photos must stand before the body is read, CSRF protection included."""
    if request.method == "POST":
        request.upload_handlers.insert(0, PhotoLimit(request))
    return _new(request)


@csrf_protect
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _new(request: HttpRequest) -> HttpResponse:
    region = current_region()
    if region is None:
        return not_ready(request)
    if request.method != "POST":
        return show(request, again(request, region))
    if leaving := WAYS_OUT & request.POST.keys():
        return _leave(request, leaving)
    form = typed_form(request, region)
    if not form.is_valid() or form.inbound is None:
        return show(request, form, status=422)
    if not request.POST.get("warned") and dangers(form.inbound.text):
        # Without scripts nobody has been shown the emergency number yet: it stands before the appeal, once.
        return show(request, form, status=422)
    if not request.POST.get("asked") and not form.pictures and asked(request.POST, region).options:
        # Asked once, before anything is sent. Not with photos: a browser would not keep them.
        return show(request, form, status=422)
    try:
        with transaction.atomic():
            case, created = receive(region, form.inbound)
            if created:
                attach(case, form.pictures)
    except CaseError as refusal:
        return show(request, form, sentence=str(refusal), status=409)
    keeping.drop_draft(request)
    return SeeOther(case_path(case))


def _leave(request: HttpRequest, asked_for: set[str]) -> HttpResponse:
    """Keep what was typed, and go to sign in, or sign out; a browser does not keep photos."""
    typed = {name: request.POST.get(name, "") for name in (*AppealForm.base_fields, "warned") if name != "photos"}
    if request.FILES or any(getattr(request, "dropped_photos", ())):
        typed["photos_lost"] = "1"
    keeping.keep_draft(request, typed)
    if "sign_in" in asked_for and provider() is not None:
        return begin(request, reverse("new"))
    keeping.forget(request)
    return SeeOther(reverse("new"))


def again(request: HttpRequest, region: Region) -> AppealForm:
    """The form before anything is sent: empty, or with what was typed before the way to the provider and back."""
    person, typed = keeping.identity(request), dict(keeping.draft(request) or {})
    if person and typed and not typed.get("email"):
        typed["email"] = person.email
    return AppealForm(region, identity=person, initial=typed)


def typed_form(request: HttpRequest, region: Region) -> AppealForm:
    """The form with all that was typed; «instead» sends as a message what cannot be an appeal."""
    dropped: tuple[list[str], list[str]] = getattr(request, "dropped_photos", ([], []))
    typed = request.POST.copy()
    if typed.get("instead"):
        typed["regime"] = request.POST["instead"]
    return AppealForm(region, typed, request.FILES, identity=keeping.identity(request), dropped=dropped)


def show(request: HttpRequest, form: AppealForm, sentence: str = "", status: int = 200) -> HttpResponse:
    """The page with the form; ``sentence`` stands above it."""
    typed = form.data if form.is_bound else form.initial
    context: dict[str, Any] = {
        "form": form,
        "region": form.region,
        "sentence": sentence,
        "photos_lost": bool(form.sent_photos() or any(form.dropped)) if form.is_bound else typed.get("photos_lost"),
        "ask": asked(typed, form.region) if typed.get("text") else None,
        "zone_policy": settings.EMAIL_RU_ZONE_POLICY,
        "provider": provider(),
        "named_by_provider": any(each.identified for each in form.offers),
        "kept": not form.is_bound and bool(typed.get("text")),
        **told(str(typed.get("text", ""))),
    }
    return render(request, "web/new.html", context, status=status)


def not_ready(request: HttpRequest) -> HttpResponse:
    """The page shown before the region's data are loaded."""
    context = {
        "title": _("The window is not open yet"),
        "sentence": _("The region's data are still being loaded. Please come back in a few minutes."),
    }
    return render(request, "web/error.html", context, status=503)


@require_POST
def danger(request: HttpRequest) -> HttpResponse:
    """The warning for words of danger and the request for clearer words, while they are typed. Nothing is stored."""
    return render(request, "web/_danger.html", told(request.POST.get("text", "")))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """The one question that helps to send the appeal rightly, while it is written. Nothing is stored."""
    region = current_region()
    if region is None or request.POST.get("said"):
        return HttpResponse(status=204)
    return render(request, "web/_ask.html", {"ask": asked(request.POST, region)})


def told(text: str) -> dict[str, Any]:
    """What the page says of the words before they are sent."""
    return {"dangers": dangers(text), "unclear": unclear(text)}
