"""Pages for when something is wrong: what it is, what to do, and what was typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from .appeal import show, typed_form
from .selectors import current_region

HIDDEN = {"csrfmiddlewaretoken", "form_id", "version", "lat", "lon", "password", "next", "language"}


def page(request: HttpRequest, status: int, title: str, sentence: str, **extra: Any) -> HttpResponse:
    """An error page in the look of the others."""
    return render(request, "web/error.html", {"title": title, "sentence": sentence, **extra}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when too much was sent at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        sentence = _("Go back: your browser keeps what you typed. Shorten the text or send fewer photos.")
        return page(request, 413, _("This is too much at once"), sentence)
    return page(request, 400, _("We did not understand this request"), _("Go back and try once more."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return page(request, 403, _("This page is not for everyone"), _("Sign in as the person it is meant for."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; a page of its own for a link to an appeal that does not open one."""
    if request.path.startswith("/a/"):
        sentence = _(
            "Perhaps a part of the link got lost: copy it whole from the letter. If you have the number of the appeal, "
            "we will send the link to your e-mail once more."
        )
        return page(request, 404, _("This link does not open an appeal"), sentence, to_find=True)
    return page(request, 404, _("There is no such page"), _("Check the address or begin from the first page."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500; asks nothing of the database."""
    sentence = _("It is our fault, not yours. Appeals already sent are safe. Go back and try again in a minute.")
    return page(request, 500, _("Something broke on our side"), sentence)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere; all that was typed is kept."""
    sentence = _(
        "The page was open for too long or your browser does not keep cookies, so we did not take the form. "
        "Nothing is lost: press the button once more."
    )
    region = current_region() if request.path == reverse("new") else None
    if region is not None:
        form = typed_form(request, region)
        form.is_valid()
        return show(request, form, sentence, status=403)
    sent = [str(value) for name, value in request.POST.items() if name not in HIDDEN]
    typed = [value for value in sent if value.strip()]
    kept = _("The page was open for too long or your browser does not keep cookies. Open it anew and send once more.")
    return page(request, 403, _("The form was not taken"), kept, typed=typed)
