"""The administrator's list of proposed rules: what the cases say, accept or decline."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from agencies.models import Region
from routing.proposals import services
from routing.proposals.models import RuleProposal

from . import rulepages
from .access import is_administrator, official_of
from .journals import Journal

STATES = {
    RuleProposal.State.WAITING: "warning",
    RuleProposal.State.ACCEPTED: "success",
    RuleProposal.State.DECLINED: "info",
}


@admin.register(RuleProposal)
class RuleProposalAdmin(Journal):
    """Proposals, those that wait first, the best founded on top."""

    list_display = ("topic", "territory", "said", "status", "decided_by", "decided_at")
    list_select_related = ("topic", "territory", "agency", "instead_of", "decided_by")
    list_filter = ("state",)
    list_per_page = 50
    search_fields = ("topic__title", "territory__name", "agency__name")
    ordering = ("-state", "-agreed", "pk")
    actions = ("accept", "decline")
    actions_list = ("look_again",)

    def get_urls(self) -> list[URLPattern]:
        """The pages about all rules together, then the list's own."""
        return [*rulepages.urls(self.admin_site), *super().get_urls()]

    @display(description=_("What the cases say"))
    def said(self, proposal: RuleProposal) -> str:
        """The counts in a sentence, and where the cases behind them are."""
        asked = urlencode({"show": "all", "topic": proposal.topic_id, "district": proposal.territory_id})
        address = f"{reverse('admin:routing_case_changelist')}?{asked}"
        said, cases = services.sentence(proposal), _("These cases")
        return format_html('{} <a class="w-link" href="{}">{}</a>', said, address, cases)

    @display(description=_("decision"), ordering="state", label=STATES)
    def status(self, proposal: RuleProposal) -> tuple[str, str]:
        """Waiting, accepted or declined."""
        return proposal.state, proposal.get_state_display()

    def has_look_again_permission(self, request: HttpRequest) -> bool:
        """Only who keeps the registry."""
        return is_administrator(request)

    def get_actions(self, request: HttpRequest) -> Any:
        """The two decisions; they are refused by ``_decide`` to anybody else."""
        return super().get_actions(request) if is_administrator(request) else {}

    @action(description=_("Look through the answered cases again"), permissions=["look_again"])
    def look_again(self, request: HttpRequest) -> HttpResponse:
        """Count anew for every region."""
        new = 0
        for region in Region.objects.all():
            try:
                new += services.propose(region, timezone.now().astimezone(ZoneInfo(region.time_zone)).date())
            except FileNotFoundError:
                told = _("The files with the rules of “%(region)s” are not on this server. Ask who runs it.")
                messages.error(request, told % {"region": region.name})
        messages.success(request, _("New proposals: %(number)d.") % {"number": new})
        return HttpResponseRedirect(reverse("admin:routing_ruleproposal_changelist"))

    @admin.action(description=_("Accept: make the rule from today"))
    def accept(self, request: HttpRequest, proposals: QuerySet[RuleProposal]) -> None:
        """Make rules of the chosen proposals."""
        self._decide(request, proposals, accept=True)

    @admin.action(description=_("Decline: keep the rules as they are"))
    def decline(self, request: HttpRequest, proposals: QuerySet[RuleProposal]) -> None:
        """Keep the rules; the same is not proposed again."""
        self._decide(request, proposals, accept=False)

    def _decide(self, request: HttpRequest, proposals: QuerySet[RuleProposal], *, accept: bool) -> None:
        official, done, late = official_of(request.user), 0, 0
        for proposal in proposals.select_related("region"):
            try:
                if accept:
                    day = timezone.now().astimezone(ZoneInfo(proposal.region.time_zone)).date()
                    services.accept(proposal.pk, official, day)
                else:
                    services.decline(proposal.pk, official)
                done += 1
            except services.AlreadyDecided:
                late += 1
        if done:
            said = _("Rules made: %(number)d.") if accept else _("Proposals declined: %(number)d.")
            messages.success(request, said % {"number": done})
        if late:
            messages.warning(request, _("Decided before, left alone: %(number)d.") % {"number": late})
