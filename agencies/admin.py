"""The registry's tables for administrators. Rights follow from the role (see the workplace's access rules)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from .loading.calendar import years_missing
from .models import (
    Absence,
    Agency,
    Building,
    Competence,
    ControlStep,
    LegalRegime,
    LegalTerm,
    OfficeHours,
    Official,
    OwnedObject,
    Post,
    RefusalGround,
    Region,
    StandardText,
    Territory,
    Topic,
    TopicGroup,
    WorkCalendarDay,
)
from .readonly import ReadOnly
from .searching import anywhere
from .selectors import regime_titles


class Table(ModelAdmin):
    """What all tables of the registry share."""

    list_per_page = 50
    show_full_result_count = False
    warn_unsaved_form = True

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Every word in any of the columns, in any case of letters."""
        return anywhere(queryset, tuple(self.search_fields), search_term), False


class KeptInFiles(Table):
    """A table whose rows may come from the region's files: a row changed by a person becomes the person's own."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Take the row out of the files' hands, so that loading them does not undo the change."""
        obj.from_file = False
        super().save_model(request, obj, form, change)


@admin.register(Region)
class RegionAdmin(Table):
    """Regions."""

    list_display = ("name", "code", "time_zone", "data_version")
    search_fields = ("name", "code")
    readonly_fields = ("data_version",)


@admin.register(Territory)
class TerritoryAdmin(Table):
    """Districts, municipalities and areas drawn by hand. Polygons come from the region's files, but for an area's."""

    list_display = ("name", "level", "parent")
    list_select_related = ("parent",)
    list_filter = ("level",)
    search_fields = ("name",)
    autocomplete_fields = ("region", "parent")
    ordering = ("level", "name")

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The border is a person's to change only where it says what the area is."""
        return () if obj is None or obj.level == Territory.Level.AREA else ("polygon",)


@admin.register(Agency)
class AgencyAdmin(Table):
    """Bodies and organisations that answer."""

    list_display = ("name", "code", "territory", "superior", "is_coordinator")
    list_select_related = ("territory", "superior")
    list_filter = ("kind", "is_coordinator")
    search_fields = ("name", "code")
    autocomplete_fields = ("region", "territory", "superior")
    ordering = ("name",)


@admin.register(Post)
class PostAdmin(Table):
    """Posts of the bodies."""

    list_display = ("title", "agency")
    list_select_related = ("agency",)
    search_fields = ("title", "agency__name")
    autocomplete_fields = ("agency",)
    ordering = ("agency__name", "title")


@admin.register(Official)
class OfficialAdmin(Table):
    """People who sign in, with their role."""

    list_display = ("full_name", "role", "post", "body", "user", "is_invented")
    list_select_related = ("post__agency", "user")
    list_filter = ("role", "is_invented")
    search_fields = ("full_name", "user__username", "post__agency__name")
    autocomplete_fields = ("user", "post")
    ordering = ("full_name",)

    @admin.display(description=_("body"), ordering="post__agency__name")
    def body(self, official: Official) -> str:
        """The body of the post."""
        return official.post.agency.name

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What a person did stays in the history; the log-in is switched off instead."""
        return False


@admin.register(Absence)
class AbsenceAdmin(Table):
    """Who is away from when to when, and who acts in the meantime."""

    list_display = ("official", "first_day", "last_day", "substitute")
    list_select_related = ("official", "substitute")
    search_fields = ("official__full_name", "substitute__full_name")
    autocomplete_fields = ("official", "substitute")


@admin.register(TopicGroup)
class TopicGroupAdmin(Table):
    """Groups of the common classifier."""

    list_display = ("title", "code", "order")
    search_fields = ("title", "code")


@admin.register(Topic)
class TopicAdmin(Table):
    """Topics of the common classifier and the region's own finer ones."""

    list_display = ("title", "code", "external_id", "group", "fast_track", "sensitive", "evidence_due")
    list_select_related = ("group",)
    list_filter = ("group", "fast_track", "sensitive", "evidence_due")
    search_fields = ("title", "code", "external_id")
    autocomplete_fields = ("group", "region", "parent")
    ordering = ("group__order", "code", "external_id")


@admin.register(Competence)
class CompetenceAdmin(KeptInFiles):
    """Rules of competence."""

    list_display = ("what", "territory", "agency", "post", "share", "valid_from", "valid_to")
    list_select_related = ("topic", "group", "territory", "agency", "post")
    list_filter = ("group", "valid_from")
    search_fields = ("topic__title", "topic__code", "group__title", "territory__name", "agency__name")
    autocomplete_fields = ("region", "topic", "group", "territory", "agency", "post")
    ordering = ("topic__code", "territory__name", "-agreed")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has been in force is ended, not deleted: appeals were decided by it (see docs/decisions/0072)."""
        begun = isinstance(obj, Competence) and obj.valid_from <= timezone.localdate()
        return super().has_delete_permission(request, obj) and not begun

    @admin.display(description=_("About"), ordering="topic__code")
    def what(self, rule: Competence) -> str:
        """The topic, the group, or everything."""
        return str(rule.topic or rule.group or _("Everything else"))

    @admin.display(description=_("Answers behind the rule"), ordering="agreed")
    def share(self, rule: Competence) -> str:
        """How many of the appeals behind a learned rule this body answered."""
        return f"{rule.agreed} / {rule.cases}" if rule.cases else "—"


@admin.register(OwnedObject)
class OwnedObjectAdmin(KeptInFiles):
    """Objects with their owners and those who keep them."""

    list_display = ("name", "kind", "ownership", "owner", "manager", "valid_from", "valid_to")
    list_select_related = ("owner", "manager")
    list_filter = ("kind", "ownership")
    search_fields = ("name", "street", "owner__name", "manager__name")
    autocomplete_fields = ("region", "building", "territory", "owner", "manager")
    ordering = ("kind", "name")


@admin.register(WorkCalendarDay)
class WorkCalendarDayAdmin(KeptInFiles):
    """Days that differ from an ordinary week."""

    list_display = ("date", "kind", "note", "region")
    list_select_related = ("region",)
    list_filter = ("kind", "region")
    search_fields = ("note",)
    date_hierarchy = "date"
    ordering = ("-date",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The list; a year without a calendar is said above it, because its deadlines are only supposed."""
        this = timezone.localdate().year
        missing = years_missing((this, this + 1))
        if missing:
            years = ", ".join(map(str, missing))
            sentence = _("The work calendar has no days of %(years)s: deadlines there are provisional.")
            messages.warning(request, sentence % {"years": years})
        return super().changelist_view(request, extra_context)


@admin.register(ControlStep)
class ControlStepAdmin(KeptInFiles):
    """Who is reminded of a deadline, and who is told when it has passed."""

    list_display = ("kind", "when", "days", "level", "region", "valid_from", "valid_to")
    list_select_related = ("region",)
    list_filter = ("kind", "when", "level")
    search_fields = ("kind",)
    autocomplete_fields = ("region",)
    ordering = ("kind", "when", "days")


@admin.register(OfficeHours)
class OfficeHoursAdmin(KeptInFiles):
    """Hours in which bodies work: terms in working hours run in them."""

    list_display = ("weekday", "opens", "closes", "agency", "valid_from", "valid_to")
    list_select_related = ("agency",)
    list_filter = ("weekday",)
    search_fields = ("agency__name",)
    autocomplete_fields = ("region", "agency")
    ordering = ("agency__name", "weekday", "opens")


@admin.register(LegalTerm)
class LegalTermAdmin(KeptInFiles):
    """Terms with the article each rests on."""

    list_display = ("regime_in_words", "kind", "amount", "unit", "fast_track", "basis", "valid_from", "valid_to")
    list_filter = ("regime", "kind", "fast_track")
    search_fields = ("basis",)
    autocomplete_fields = ("topic",)
    ordering = ("regime", "kind", "-valid_from")

    @admin.display(description=_("legal regime"), ordering="regime")
    def regime_in_words(self, term: LegalTerm) -> str:
        """The title of the regime."""
        return regime_titles().get(term.regime, term.regime)


@admin.register(LegalRegime)
class LegalRegimeAdmin(KeptInFiles):
    """What a message is by law."""

    list_display = ("title", "code", "registered", "holds_clock", "valid_from", "valid_to")
    search_fields = ("title", "code", "basis")
    ordering = ("code", "-valid_from")


@admin.register(RefusalGround)
class RefusalGroundAdmin(KeptInFiles):
    """Grounds on which an appeal gets no answer on the merits."""

    list_display = ("title", "basis", "regime_in_words", "valid_from", "valid_to")
    list_filter = ("regime",)
    search_fields = ("title", "basis", "notice")

    ordering = ("code", "-valid_from")

    @admin.display(description=_("legal regime"), ordering="regime")
    def regime_in_words(self, ground: RefusalGround) -> str:
        """The title of the regime; every one where none is named."""
        return regime_titles().get(ground.regime, ground.regime)


@admin.register(StandardText)
class StandardTextAdmin(KeptInFiles):
    """How good answers are built, group by group."""

    list_display = ("title", "group", "outcome")
    list_select_related = ("group",)
    list_filter = ("outcome", "group")
    search_fields = ("title", "body", "group__title")
    autocomplete_fields = ("group",)
    ordering = ("group__order", "outcome", "title")


@admin.register(Building)
class BuildingAdmin(ReadOnly, Table):
    """The address register, to look things up. It follows the region's files."""

    list_display = ("address", "external_id", "municipality")
    list_select_related = ("municipality",)
    search_fields = ("address", "external_id")
    search_help_text = _("Address or number in the register")
    ordering = ("pk",)
