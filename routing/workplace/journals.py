"""What the system wrote down, for administrators to read: events, corrections, letters, the outbox."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agencies.readonly import ReadOnly
from routing.answers.models import Letter
from routing.cases.models import Correction, Event, OutboxRow

from .access import is_administrator
from .timeline import ACTORS, WORDS


class Journal(ReadOnly):
    """Rows that the system writes."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Journals hold data of all bodies."""
        return is_administrator(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Hidden from the others."""
        return is_administrator(request)


@admin.register(Event)
class EventAdmin(Journal):
    """Events of all cases, newest first."""

    list_display = ("at", "case", "what", "who")
    list_select_related = ("case", "official")
    list_filter = ("kind", "actor")
    search_fields = ("case__number",)
    ordering = ("-pk",)

    @display(description=_("What happened"))
    def what(self, event: Event) -> str:
        """The event in words."""
        return str(WORDS.get(event.kind, event.kind))

    @display(description=_("Who"))
    def who(self, event: Event) -> str:
        """The official, or the citizen, or the system."""
        return event.official.full_name if event.official else str(ACTORS.get(event.actor, event.actor))


@admin.register(Correction)
class CorrectionAdmin(Journal):
    """What people decided otherwise than the machine."""

    list_display = ("at", "case", "machine", "person", "official")
    list_select_related = ("case", "official")
    search_fields = ("case__number",)
    ordering = ("-pk",)

    @display(description=_("The system proposed"))
    def machine(self, correction: Correction) -> str:
        """Codes of body and topic before."""
        return _codes(correction.before)

    @display(description=_("A person decided"))
    def person(self, correction: Correction) -> str:
        """Codes of body and topic after."""
        return _codes(correction.after)


def _codes(values: dict[str, Any]) -> str:
    return " · ".join(str(values[name]) for name in ("agency", "topic", "external_id") if values.get(name)) or "—"


@admin.register(Letter)
class LetterAdmin(Journal):
    """Notices to citizens and their delivery."""

    list_display = ("created_at", "subject", "channel", "delivered_at")
    list_filter = ("channel",)
    search_fields = ("event__case__number",)
    raw_id_fields = ("event",)
    ordering = ("-pk",)


@admin.register(OutboxRow)
class OutboxAdmin(Journal):
    """Work that waits, runs or is done."""

    list_display = ("created_at", "task", "attempts", "leased_until", "done_at", "error")
    list_filter = ("task",)
    ordering = ("-pk",)
