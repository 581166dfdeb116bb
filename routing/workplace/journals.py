"""What the system wrote down, for administrators to read: events, corrections, letters, the outbox."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from routing.answers.models import Letter
from routing.cases.models import Correction, Event, OutboxRow

from .access import is_administrator


class ReadOnly(ModelAdmin):
    """A table that nobody changes by hand."""

    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are written by the system."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written once."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is lost."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Journals hold data of all bodies."""
        return is_administrator(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Hidden from the others."""
        return is_administrator(request)


@admin.register(Event)
class EventAdmin(ReadOnly):
    """Events of all cases, newest first."""

    list_display = ("at", "case", "kind", "actor", "official")
    list_select_related = ("case", "official")
    list_filter = ("kind", "actor")
    search_fields = ("case__number",)
    ordering = ("-pk",)


@admin.register(Correction)
class CorrectionAdmin(ReadOnly):
    """What people decided otherwise than the machine."""

    list_display = ("at", "case", "field", "before", "after", "official")
    list_select_related = ("case", "official")
    search_fields = ("case__number",)
    ordering = ("-pk",)


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    """Notices to citizens and their delivery."""

    list_display = ("created_at", "subject", "channel", "delivered_at")
    list_filter = ("channel",)
    search_fields = ("event__case__number",)
    raw_id_fields = ("event",)
    ordering = ("-pk",)


@admin.register(OutboxRow)
class OutboxAdmin(ReadOnly):
    """Work that waits, runs or is done."""

    list_display = ("created_at", "task", "attempts", "leased_until", "done_at", "error")
    list_filter = ("task",)
    ordering = ("-pk",)
