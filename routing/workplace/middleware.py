"""What holds for every page of officials.

The script policy, a clear word to a log-in without a role, and the journal of readings of personal data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Official

from . import readings
from .access import actor_for, official_of

OPEN_TO_ALL = {"login", "logout", "password_change", "password_change_done", "jsi18n"}
HOME = {
    Official.Role.EXECUTOR: "admin:routing_case_changelist",
    Official.Role.APPROVER: "admin:routing_case_changelist",
    Official.Role.SIGNER: "admin:routing_case_changelist",
    Official.Role.MODERATOR: "admin:routing_case_triage",
    Official.Role.COORDINATOR: "admin:routing_case_triage",
    Official.Role.HEAD: "admin:routing_troubles",
    Official.Role.AUDITOR: "admin:routing_reading_changelist",
}


class WorkplaceMiddleware:
    """Acts on addresses of the admin only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let unfold's Alpine evaluate its expressions, on these pages and no others; note what was read."""
        response = self.get_response(request)
        if request.resolver_match and request.resolver_match.app_name == "admin":
            response._csp_update = {"script-src": [SELF, UNSAFE_EVAL]}  # type: ignore[attr-defined]
            actor = actor_for(request) if request.method != "HEAD" else None
            if actor is not None:
                readings.note(request, response, actor)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send people from the index to their work; tell a log-in without a role what to do."""
        match = request.resolver_match
        if match is None or match.app_name != "admin" or match.url_name in OPEN_TO_ALL or not request.user.is_staff:
            return None
        actor = actor_for(request)
        if actor is None:
            return TemplateResponse(request, "workplace/no_role.html", {"title": _("No role")}, status=403)
        official = official_of(request.user)
        if match.url_name == "index" and official and official.role in HOME:
            tab = "?show=signing" if official.role == Official.Role.SIGNER else ""
            return HttpResponseRedirect(reverse(HOME[Official.Role(official.role)]) + tab)
        return None
