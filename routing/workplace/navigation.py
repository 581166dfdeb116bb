"""The side bar of the officials' pages and the counters of the first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import missing_year
from .access import actor_for, cases_for, official_of
from .burning import counters, tabs_for

ADMINISTRATOR = "routing.workplace.access.is_administrator"
AUDITOR = "routing.workplace.access.is_auditor"
COORDINATOR = "routing.workplace.access.is_coordinator"
REGISTRY = (
    ("agencies_agency", _("Bodies"), "account_balance"),
    ("agencies_post", _("Posts"), "work"),
    ("agencies_official", _("Officials"), "badge"),
    ("agencies_absence", _("Absences"), "beach_access"),
    ("auth_user", _("Log-ins"), "key"),
    ("agencies_topicgroup", _("Topic groups"), "category"),
    ("agencies_topic", _("Topics"), "label"),
    ("agencies_standardtext", _("Standard texts"), "article"),
    ("agencies_competence", _("Competence rules"), "gavel"),
    ("routing_ruleproposal", _("Proposed rules"), "lightbulb"),
    ("routing_whogets", _("Who gets this?"), "help"),
    ("routing_rulebook", _("Rules as a file"), "upload_file"),
    ("routing_ruletroubles", _("Gaps in the rules"), "rule"),
    ("routing_thresholds", _("Sending without a look"), "speed"),
    ("agencies_ownedobject", _("Objects and owners"), "apartment"),
    ("routing_objectsfile", _("Objects as a file"), "drive_folder_upload"),
    ("agencies_territory", _("Territories"), "map"),
    ("agencies_building", _("Buildings"), "home"),
    ("agencies_workcalendarday", _("Work calendar"), "calendar_month"),
    ("agencies_officehours", _("Working hours"), "alarm"),
    ("agencies_controlstep", _("Steps of control"), "notifications_active"),
    ("agencies_legalterm", _("Legal terms"), "schedule"),
    ("agencies_legalregime", _("Legal regimes"), "balance"),
    ("agencies_refusalground", _("Grounds of refusal"), "block"),
    ("agencies_region", _("Regions"), "public"),
)
AUDITED = frozenset(
    {"routing_reading", "routing_event"} | {name for name, _title, _icon in REGISTRY if name.startswith("agencies_")}
)
"""What the auditor of personal data reads too."""
PAGES = frozenset(
    {"routing_whogets", "routing_rulebook", "routing_ruletroubles", "routing_objectsfile", "routing_thresholds"}
)
"""Entries of the registry that are pages of their own, not tables."""
JOURNALS = (
    ("routing_reading", _("Readings of personal data"), "visibility"),
    ("routing_event", _("Events"), "history"),
    ("routing_correction", _("Corrections"), "school"),
    ("routing_letter", _("Letters"), "mail"),
    ("routing_bodyletter", _("Letters to bodies asked"), "outgoing_mail"),
    ("routing_reminder", _("Reminders"), "notifications"),
    ("routing_outboxrow", _("Outbox"), "outbox"),
)


def sidebar(_request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links for unfold's side bar."""
    work = [
        {
            "title": _("Inbox"),
            "icon": "inbox",
            "link": reverse_lazy("admin:routing_case_changelist"),
            "permission": "routing.workplace.access.has_inbox",
            "active": _in_inbox,
        },
        {
            "title": _("Triage"),
            "icon": "alt_route",
            "link": reverse_lazy("admin:routing_case_triage"),
            "permission": COORDINATOR,
        },
    ]
    work.append(
        {
            "title": _("Requests to my body"),
            "icon": "contact_support",
            "link": reverse_lazy("admin:routing_requests"),
            "permission": "routing.workplace.requests.may_reply",
        }
    )
    work.append(
        {
            "title": _("My trouble spots"),
            "icon": "local_fire_department",
            "link": reverse_lazy("admin:routing_troubles"),
            "permission": "routing.workplace.access.has_troubles",
        }
    )
    work.append(
        {
            "title": _("Overdue"),
            "icon": "timer_off",
            "link": reverse_lazy("admin:routing_overdue"),
            "active": _in_register,
        }
    )
    return [
        {"title": _("Work with appeals"), "items": work},
        {"title": _("Registry"), "collapsible": True, "items": [_link(*row) for row in REGISTRY]},
        {"title": _("Journals"), "collapsible": True, "items": [_link(*row) for row in JOURNALS]},
    ]


def desk(request: HttpRequest) -> str:
    """Whose desk this is, below the name of the site: the body of the person signed in."""
    official = official_of(request.user)
    return official.post.agency.name if official else str(_("Work with appeals"))


def _in_inbox(request: HttpRequest) -> bool:
    others = ("/triage/", "/troubles/", "/requests/")
    return "/routing/case/" in request.path and not any(part in request.path for part in others)


def _in_register(request: HttpRequest) -> bool:
    return "/routing/reminder/overdue/" in request.path


def _in_reminders(request: HttpRequest) -> bool:
    return "/routing/reminder/" in request.path and not _in_register(request)


def _in_proposals(request: HttpRequest) -> bool:
    """Whether this is the list of proposals or one of them, not a page about all rules."""
    rest = request.path.partition("/routing/ruleproposal/")
    return bool(rest[1]) and (not rest[2] or rest[2][0].isdigit())


def _link(name: str, title: Any, icon: str) -> dict[str, Any]:
    link = reverse_lazy(f"admin:{name}" if name in PAGES else f"admin:{name}_changelist")
    found = {"title": title, "icon": icon, "link": link, "permission": AUDITOR if name in AUDITED else ADMINISTRATOR}
    active = {"routing_reminder": _in_reminders, "routing_ruleproposal": _in_proposals}.get(name)
    return found | {"active": active} if active else found


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The administrator's first page: the counters of the inbox, and a year whose calendar is missing."""
    missing_year.warn(request)
    actor = actor_for(request)
    if actor is not None:
        counted = counters(cases_for(actor), timezone.now(), actor)
        context["inbox_tabs"] = [(tab, counted[tab.name], False) for tab in tabs_for(actor)]
    return context
