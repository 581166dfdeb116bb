"""The inbox: the list of cases by what burns. Nothing is edited here; a row leads to the case card."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from routing.cases.models import Case

from . import bulk, burning, cardpage, cardurls, filters, keys, listing, requests, triage, troubles
from .access import OWN_BODY, actor_for, cases_for, has_inbox, may_see, official_of


@admin.register(Case)
class CaseAdmin(ModelAdmin):
    """Cases for officials. Only ``routing.cases.services`` changes a case, so the admin itself writes nothing.

    The list is drawn by a page of our own: the admin's would take three times the work for the same fifty rows.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Only what this person may see: every view of the admin starts from here."""
        return cases_for(actor_for(request))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The list with the tabs and their counters."""
        actor = actor_for(request)
        if actor is None or not has_inbox(request):
            raise PermissionDenied
        now, look, cases = timezone.now(), listing.Look.of(request.GET), self.get_queryset(request)
        counted = burning.counters(cases, now, actor)
        found = listing.listing(cases, look, now, actor, counted)
        asks = look.filtered or bool(request.GET.get("filters"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Inbox"),
            "is_fullwidth": "1",
            "cl": found,
            "look": found.look,
            "many": burning.MANY,
            "asked_of_us": 0 if look.narrowed else requests.waiting_for(actor),
            "own": actor.role in OWN_BODY,
            "inbox_tabs": [(tab, counted[tab.name], tab.name == look.show) for tab in burning.tabs_for(actor)],
            "back": found.look.query(page=found.look.page),
            "back_page": found.look.query(page=found.look.page - 1),
            "next_page": found.look.query(page=found.look.page + 1),
            "saved": filters.saved(official_of(request.user), look),
            "steps": bulk.offered(actor),
            "choices": self._choices(look, listing.choices(actor)) if asks else [],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "workplace/inbox.html", context)

    @staticmethod
    def _choices(look: listing.Look, offered: list[Any]) -> list[tuple[str, str, list[tuple[int, str]], int]]:
        """The filters with what is chosen in each."""
        return [(name, title, rows, getattr(look, name)) for name, title, rows in offered]

    def get_urls(self) -> list[URLPattern]:
        """The card, its steps, and the triage queue; the rest of the admin's addresses stay closed."""
        wrap = self.admin_site.admin_view
        own = [
            path("keys/", wrap(keys.page), name="routing_case_keys"),
            path("filters/", wrap(filters.change), name="routing_case_filters"),
            path("bulk/", wrap(partial(bulk.page, self)), name="routing_case_bulk"),
            path("troubles/", wrap(troubles.page), name="routing_troubles"),
            path("triage/", wrap(partial(triage.page, self)), name="routing_case_triage"),
            path("triage/<int:pk>/", wrap(partial(triage.decide, self)), name="routing_case_assign"),
            *cardurls.urls(self),
        ]
        return own + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The case card."""
        return cardpage.page(self, request, int(object_id) if object_id.isdecimal() else 0)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history is on the card."""
        raise Http404

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponseBase:
        """A case is never deleted."""
        raise Http404

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Cases come from the doors of the portal."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        """Fields are changed by the steps of the workflow only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        """Nothing is lost."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        """By role and body."""
        return has_inbox(request) and (obj is None or may_see(actor_for(request), obj))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever works on cases has an inbox."""
        return has_inbox(request)
