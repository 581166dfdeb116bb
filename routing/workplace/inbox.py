"""The inbox: the list of cases by what burns. Nothing is edited here; a row leads to the case card."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.views import ChangeList

from routing.cases import words
from routing.cases.models import Case
from routing.cases.numbers import parse_number

from . import burning, cardpage, cardurls, keys, triage
from .access import OWN_BODY, actor_for, cases_for, may_see

TAB = "show"
HEAVY = ("understanding", "decision")
"""Columns of a case that no row of the list needs; they weigh more than all others."""
NEWEST_FIRST = frozenset({"all", "done"})


def tab_of(request: HttpRequest) -> str:
    """The tab asked for; a search without one looks everywhere."""
    return request.GET.get(TAB) or ("all" if request.GET.get("q") else "open")


class Inbox(ChangeList):
    """A changelist that knows the tabs."""

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """The parameters of the address without the tab, which is not a column."""
        found = super().get_filters_params(params)
        found.pop(TAB, None)
        return found

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Case]:
        """The cases of the tab; a search looks everywhere unless a tab was asked for."""
        cases = super().get_queryset(request, exclude_parameters)
        actor = actor_for(request)
        shown = cases.filter(burning.condition(tab_of(request), timezone.now(), actor)) if actor else cases.none()
        return shown.defer(*HEAVY)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Case]) -> list[Any]:
        """What burns first; of everything and of what is done, and in a search, the newest first."""
        if ORDER_VAR in self.params or tab_of(request) not in NEWEST_FIRST:
            return list(super().get_ordering(request, queryset))
        return ["-pk"]

    def get_results(self, request: HttpRequest) -> None:
        """The page shown. unfold's «N results (show all)» would only repeat the counters of the tabs."""
        super().get_results(request)
        self.full_result_count = self.result_count


class Pages(Paginator):
    """Pages of the inbox; the count under the list is declined («3 дела») and stops at a thousand."""

    template_name = "workplace/pagination.html"

    @cached_property
    def count(self) -> int:
        """The number of cases, as far as anybody turns pages."""
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[: burning.MANY].count())


@admin.register(Case)
class CaseAdmin(ModelAdmin):
    """Cases for officials. Only ``routing.cases.services`` changes a case, so the admin itself writes nothing."""

    list_display = ("what_burns", "number_link", "what", "where", "state_word", "citizen", "who")
    list_display_links = None
    list_select_related = ("topic", "executor", "message", "agency")
    list_per_page = 50
    paginator = Pages
    list_fullwidth = True
    list_before_template = "workplace/tabs.html"
    show_full_result_count = False
    search_fields = ("number",)
    search_help_text = _("Number, address or words of the appeal")
    ordering = ("-danger", "due_at", "-pk")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Only what this person may see: every view of the admin starts from here."""
        return cases_for(actor_for(request))

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Those who see all bodies read which body has the case; in a body its people matter."""
        actor = actor_for(request)
        own = actor is None or actor.role in OWN_BODY
        return self.list_display if own else (*self.list_display[:-3], "body")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list with tabs."""
        return Inbox

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        """Every word in any of its forms, and the number however it is written."""
        number = parse_number(search_term)
        return (queryset.filter(number=number) if number else words.having(queryset, search_term)), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The list with the tabs and their counters."""
        actor = actor_for(request)
        context: dict[str, Any] = {"title": _("Inbox")}
        if actor is not None:
            counted = burning.counters(self.get_queryset(request), timezone.now(), actor)
            shown = tab_of(request)
            context["many"] = burning.MANY
            context["inbox_tabs"] = [(tab, counted[tab.name], tab.name == shown) for tab in burning.tabs_for(actor)]
        return super().changelist_view(request, context | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        """The card, its steps, and the triage queue; the rest of the admin's addresses stay closed."""
        wrap = self.admin_site.admin_view
        own = [
            path("keys/", wrap(keys.page), name="routing_case_keys"),
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
        actor = actor_for(request)
        return actor is not None and (obj is None or may_see(actor, obj))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever has a role has an inbox."""
        return actor_for(request) is not None

    @display(description=_("Due date"), ordering="due_at")
    def what_burns(self, case: Case) -> SafeString:
        """The day the answer is due, the word about the time left, danger and return."""
        level, word = burning.burns(case, timezone.now())
        day = timezone.localtime(case.due_at).strftime("%d.%m.%Y") if case.due_at else "—"
        chips: list[tuple[str, str | Promise]] = [("danger", _("Danger"))] if case.danger else []
        chips += [("again", _("Returned"))] if case.reopenings else []
        chips += [(level, word)] if word else []
        drawn = format_html_join(" ", '<span class="w-chip w-{}">{}</span>', chips)
        return format_html('<span class="w-burns"><b>{}</b>{}</span>', day, drawn)

    @display(description=_("Number"), ordering="number")
    def number_link(self, case: Case) -> SafeString:
        """The number, leading to the card."""
        return format_html('<a class="w-link" href="{}/change/">{}</a>', case.pk, case.number)

    @display(description=_("Topic"))
    def what(self, case: Case) -> SafeString:
        """The topic with the beginning of the text."""
        title = Truncator(case.topic.title).chars(70) if case.topic else _("Topic not clear")
        words = Truncator(" ".join(case.message.text[:400].split())).chars(80)
        return format_html('<span class="w-what"><b>{}</b><span>{}</span></span>', title, words)

    @display(description=_("Place"))
    def where(self, case: Case) -> SafeString:
        """The address."""
        return format_html('<span class="w-where">{}</span>', case.address or "—")

    @display(description=_("State"))
    def state_word(self, case: Case) -> SafeString:
        """The state in words."""
        return format_html('<span class="w-chip w-state">{}</span>', case.get_state_display())

    @display(description=_("State and body"))
    def body(self, case: Case) -> SafeString:
        """The state in words and the body the case is with."""
        word = self.state_word(case)
        return format_html('{} <span class="w-where">{}</span>', word, case.agency) if case.agency else word

    @display(description=_("Citizen"))
    def citizen(self, case: Case) -> str:
        """Surname and initials, as far as they were given."""
        return short_name(case.message.name)

    @display(description=_("Executor"))
    def who(self, case: Case) -> str:
        """Who took the case."""
        return short_name(case.executor.full_name) if case.executor else "—"


def short_name(name: str) -> str:
    """«Анна Сергеевна Выдуманная» → «Анна В.»: enough to tell people apart in a list."""
    parts = name.split()
    return f"{parts[0]} {parts[-1][0]}." if len(parts) > 1 else name[:30]
