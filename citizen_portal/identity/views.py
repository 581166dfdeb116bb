"""The way to the identity provider and back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from citizen_portal.redirects import SeeOther

from . import demo, keeping
from .provider import NotIdentified, Provider, provider


def _provider() -> Provider:
    found = provider()
    if found is None:
        raise Http404("no identity provider")
    return found


def begin(request: HttpRequest, back: str) -> HttpResponse:
    """Send the person to the provider, and from there to ``back``, a page of this site."""
    request.session[keeping.BACK] = back
    return _provider().begin(request)


@never_cache
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and come back to the page named in ``next``."""
    return begin(request, _own(request, request.POST.get("next", "")))


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and go back to the page named in ``next``; what was typed goes too."""
    keeping.forget(request)
    keeping.drop_draft(request)
    return SeeOther(_own(request, request.POST.get("next", "")))


@never_cache
@require_GET
def came_back(request: HttpRequest) -> HttpResponse:
    """The person comes from the provider."""
    back = request.session.pop(keeping.BACK, "") or reverse("new")
    try:
        person = _provider().finish(request)
    except NotIdentified as refusal:
        context = {"title": _("You are not signed in"), "sentence": str(refusal), "back": back}
        return render(request, "identity/failed.html", context, status=403)
    keeping.remember(request, person)
    return SeeOther(back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request: HttpRequest) -> HttpResponse:
    """The demonstration's provider: choose one of its invented people."""
    if not isinstance(provider(), demo.DemoProvider):
        raise Http404("stand-in")
    state = (request.POST if request.method == "POST" else request.GET).get("state", "")
    if request.method == "POST" and request.POST.get("person") in demo.PEOPLE:
        code = demo.given(request.POST["person"], demo.CODE)
        return SeeOther(reverse("sign-in-back", query={"code": code, "state": state}))
    return render(request, "identity/demo.html", {"people": demo.PEOPLE.values(), "state": state})


def _own(request: HttpRequest, address: str) -> str:
    """The address, if it is one of this site; else the first page."""
    known = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if known else reverse("new")
