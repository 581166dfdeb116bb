"""What the system wrote down, for administrators to read: events, corrections, letters, the outbox."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agencies.loading.sheets import to_csv
from agencies.models import Official
from agencies.readonly import ReadOnly
from routing.answers.models import Letter
from routing.cases.models import Correction, Event, OutboxRow
from routing.cases.request_models import BodyLetter

from . import readings
from .access import is_administrator, is_auditor
from .models import Reading
from .timeline import ACTORS, WORDS

READ_HEADINGS = (
    _("Time"),
    _("Log-in"),
    _("Official"),
    _("Post"),
    _("Body"),
    _("Number"),
    _("What was opened"),
    _("What for"),
    _("Number in the chain"),
    _("Digest"),
)


class Journal(ReadOnly):
    """Rows that the system writes."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Journals hold data of all bodies."""
        return is_administrator(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Hidden from the others."""
        return is_administrator(request)


class Audited(Journal):
    """Rows that the auditor of personal data reads as well."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators and auditors."""
        return is_auditor(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Hidden from the others."""
        return is_auditor(request)


class InWords(admin.SimpleListFilter):
    """A column of codes, chosen by its words."""

    words: ClassVar[dict[str, Any]]

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, str]]:
        """The codes with their words, by words."""
        return sorted(((code, str(word)) for code, word in self.words.items()), key=lambda pair: pair[1])

    def queryset(self, _request: HttpRequest, rows: QuerySet[Event]) -> QuerySet[Event]:
        """The rows of the chosen code."""
        return rows.filter(**{str(self.parameter_name): self.value()}) if self.value() else rows


class KindFilter(InWords):
    """By what happened."""

    title, parameter_name, words = _("What happened"), "kind", WORDS


class ActorFilter(InWords):
    """By whose act it was."""

    title, parameter_name, words = _("Who"), "actor", ACTORS | dict(Official.Role.choices)


@admin.register(Event)
class EventAdmin(Audited):
    """Events of all cases, newest first. The auditor reads the list only: details may hold a citizen's words."""

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """The auditor opens no event."""
        return ("at",) if is_administrator(request) else None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list is for both, a single event for administrators."""
        return is_administrator(request) if obj is not None else is_auditor(request)

    list_display = ("at", "case", "what", "who")
    list_select_related = ("case", "official")
    list_filter = (KindFilter, ActorFilter)
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


@admin.register(BodyLetter)
class BodyLetterAdmin(Journal):
    """Letters to bodies asked for information and their delivery."""

    list_display = ("made_at", "request", "kind", "channel", "told", "delivered_at", "attempts", "error")
    list_select_related = ("request__case", "request__agency")
    list_filter = ("channel", "kind")
    search_fields = ("request__case__number",)
    raw_id_fields = ("request",)
    ordering = ("-pk",)


@admin.register(OutboxRow)
class OutboxAdmin(Journal):
    """Work that waits, runs or is done."""

    list_display = ("created_at", "task", "attempts", "leased_until", "done_at", "error")
    list_filter = ("task",)
    ordering = ("-pk",)


@admin.register(Reading)
class ReadingAdmin(Audited):
    """Who opened whose appeal, newest first; the rows of the filter go out as CSV."""

    list_display = ("at", "who", "case", "what", "purpose")
    list_select_related = ("case", "official", "user")
    list_filter = ("what", "purpose")
    search_fields = ("=case__number", "official__full_name", "=user__username")
    search_help_text = _("Number of a case, name or log-in of an official")
    list_before_template = "workplace/readings.html"
    ordering = ("-pk",)
    list_display_links = None

    @display(description=_("Who"))
    def who(self, reading: Reading) -> str:
        """The official, or the log-in without a row in the register."""
        return reading.official.full_name if reading.official else reading.user.get_username()

    def get_urls(self) -> list[URLPattern]:
        """The file, then the journal's own pages."""
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="routing_reading_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """All rows that a search (``q``) finds as CSV, the oldest first, with the digests of the chains."""
        if not is_auditor(request):
            raise PermissionDenied
        readings.seal()
        rows = Reading.objects.select_related("case", "user", "official__post__agency").order_by("pk")
        found, _duplicates = self.get_search_results(request, rows, request.GET.get("q", ""))
        lines = [[str(heading) for heading in READ_HEADINGS], *map(_reading_values, found.iterator(chunk_size=2000))]
        name = f"readings-{timezone.localdate():%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(to_csv(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _reading_values(row: Reading) -> list[Any]:
    """A line of the file."""
    official = row.official
    return [
        timezone.localtime(row.at).strftime("%d.%m.%Y %H:%M:%S"),
        row.user.get_username(),
        official.full_name if official else "",
        official.post.title if official else "",
        official.post.agency.name if official else "",
        row.case.number,
        row.get_what_display(),
        row.get_purpose_display(),
        row.seq,
        row.digest,
    ]
