"""The help about keys and the keys that every page has; the script itself is ``static/workplace/keys.js``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .access import has_inbox, has_troubles, is_coordinator

PLACES = (
    ("g i", _("Inbox"), "admin:routing_case_changelist", has_inbox),
    ("g t", _("Triage"), "admin:routing_case_triage", is_coordinator),
    ("g p", _("My trouble spots"), "admin:routing_troubles", has_troubles),
    ("g o", _("Overdue"), "admin:routing_overdue", None),
)
"""Sequence, title, address, and for whom."""


def page(request: HttpRequest) -> HttpResponse:
    """The dialog that the script puts into the page at the first need."""
    places = [(keys, title, reverse(name)) for keys, title, name, whose in PLACES if whose is None or whose(request)]
    return TemplateResponse(request, "workplace/keys.html", {"places": places})
