"""The registry of a region: territories, bodies, posts, topics, competence and the work calendar.

Every row that law or an order can change carries ``valid_from``/``valid_to``; nothing here knows of cases.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.dated import Dated
from agencies.law import ControlStep, Due, LegalRegime, LegalTerm, OfficeHours, RefusalGround, WorkCalendarDay
from agencies.owned import OwnedObject, is_border
from agencies.sending import SendingThreshold
from agencies.staff import Absence, Official, Post
from agencies.texts import StandardText

__all__ = [
    "APPEAL_KINDS", "Absence", "Agency", "Building", "Competence", "ControlStep", "Dated", "Due", "LegalRegime",
    "LegalTerm", "OfficeHours", "Official", "OwnedObject", "Post", "RefusalGround", "Region", "SendingThreshold",
    "StandardText", "Territory", "Topic", "TopicGroup", "WorkCalendarDay",
]  # fmt: skip

APPEAL_KINDS = ("предложение", "заявление", "жалоба")
"""Виды обращений by ст. 4 59-ФЗ."""


class Region(models.Model):
    """Субъект Российской Федерации that runs the window."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(_("time zone"), max_length=64)
    lat = models.FloatField(_("latitude of the centre"))
    lon = models.FloatField(_("longitude of the centre"))
    object_kinds = models.JSONField(_("kinds of object"), default=list)
    attributions = models.JSONField(_("attributions"), default=list)
    splits_alone = models.BooleanField(
        _("split appeals with several questions without a person"),
        default=False,
        help_text=_("Only where the body of every question is sure. Otherwise the coordinator decides."),
    )
    data_version = models.CharField(_("version of the data"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name


class Territory(models.Model):
    """Территория: the country, the region, a district (район), a municipality (муниципальное образование) or an area
    drawn by hand, from the widest to the narrowest. An area is known by its polygon alone."""

    class Level(models.TextChoices):
        FEDERATION = "federation", _("country")
        REGION = "region", _("region")
        DISTRICT = "district", _("district")
        MUNICIPALITY = "municipality", _("municipality")
        AREA = "area", _("area with its own border")

    region = models.ForeignKey(Region, models.CASCADE, related_name="territories", verbose_name=_("region"))
    level = models.CharField(_("level"), max_length=16, choices=Level.choices)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    polygon = models.JSONField(_("polygon (GeoJSON geometry)"), null=True, blank=True)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [models.UniqueConstraint(fields=["region", "level", "name"], name="territory_once")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an area without a border, and a border that is none."""
        if self.level == self.Level.AREA and not self.polygon:
            raise ValidationError({"polygon": _("An area is known by its border: draw it as a GeoJSON polygon.")})
        if self.polygon and not is_border(self.polygon):
            raise ValidationError({"polygon": _("This is no GeoJSON polygon.")})


class Agency(models.Model):
    """Орган или организация that answers appeals."""

    class Kind(models.TextChoices):
        FEDERAL = "FED", _("federal body")
        REGIONAL = "REG", _("body of the region")
        MUNICIPAL = "MUN", _("municipal body")
        ORGANISATION = "ORG", _("organisation")

    region = models.ForeignKey(Region, models.CASCADE, related_name="agencies", verbose_name=_("region"))
    code = models.CharField(_("code"), max_length=64)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.REGIONAL)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, verbose_name=_("territory"))
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name=_("superior body")
    )
    is_coordinator = models.BooleanField(_("coordinates the whole region"), default=False)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    """How to reach the body: stands on its letters (справочные данные, ГОСТ Р 7.0.97)."""

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [models.UniqueConstraint(fields=["region", "code"], name="agency_code_once")]

    def __str__(self) -> str:
        return self.name


class TopicGroup(models.Model):
    """Группа тем of the common classifier («DOR Дороги»)."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic group")
        verbose_name_plural = _("topic groups")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title


class Topic(models.Model):
    """Тема. With ``region`` and ``external_id`` it is the region's own finer topic below ``parent``."""

    group = models.ForeignKey(TopicGroup, models.CASCADE, related_name="topics", verbose_name=_("group"))
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, verbose_name=_("region"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="finer", verbose_name=_("wider topic")
    )
    code = models.CharField(_("code"), max_length=16)
    external_id = models.CharField(_("the region's own number"), max_length=32, blank=True)
    title = models.CharField(_("title"), max_length=400)
    fast_track = models.BooleanField(_("fast track"), default=False)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    object_kind = models.CharField(_("kind of object"), max_length=64, blank=True)
    evidence_due = models.BooleanField(_("a finished work needs a photo after it"), default=False)
    kind = models.CharField(_("usual kind of appeal"), max_length=16, blank=True)
    synonyms = models.JSONField(_("words for it"), default=list, blank=True)
    category = models.CharField(_("the region's own category"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(external_id=""), name="topic_code_once"),
            models.UniqueConstraint(
                fields=["region", "external_id"], condition=~Q(external_id=""), name="topic_external_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Competence(Dated):
    """Правило компетенции: topic × territory (× kind of object) → body and post.

    Exactly one of ``topic`` and ``group`` says what about, or neither for the last resort of a territory. ``cases``
    and ``agreed`` count the answered appeals behind a learned rule; ``basis`` says in words where the rule is from.

    ``thing`` and ``ownership`` are conditions on the object in the register of objects, ``appeal_kind`` on the appeal.
    With ``executor`` the object's owner or manager answers, and ``agency`` finds out who that is where it is unknown:
    in another district the body of the same sort there.
    """

    class Executor(models.TextChoices):
        OWNER = "owner", _("the owner of the object")
        MANAGER = "manager", _("who keeps the object")

    region = models.ForeignKey(Region, models.CASCADE, related_name="competences", verbose_name=_("region"))
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, verbose_name=_("topic"))
    group = models.ForeignKey(TopicGroup, models.CASCADE, null=True, blank=True, verbose_name=_("topic group"))
    territory = models.ForeignKey(Territory, models.CASCADE, verbose_name=_("territory"))
    object_kind = models.CharField(_("kind of object"), max_length=64, blank=True)
    thing = models.CharField(_("object in the register"), max_length=16, choices=OwnedObject.Kind.choices, blank=True)
    ownership = models.CharField(_("ownership"), max_length=16, choices=OwnedObject.Ownership.choices, blank=True)
    appeal_kind = models.CharField(
        _("kind of appeal"), max_length=16, blank=True, choices=[(kind, kind) for kind in APPEAL_KINDS]
    )
    executor = models.CharField(_("who answers"), max_length=8, choices=Executor.choices, blank=True)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="competences", verbose_name=_("body"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, verbose_name=_("post"))
    cases = models.PositiveIntegerField(_("cases behind the rule"), default=0)
    agreed = models.PositiveIntegerField(_("of them answered by this body"), default=0)
    basis = models.CharField(_("basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("competence rule")
        verbose_name_plural = _("competence rules")

    def clean(self) -> None:
        """Refuse a rule about two things at once or of two regions, and conditions on a rule learned from cases."""
        super().clean()
        for name in ("territory", "agency", "topic"):
            other = getattr(self, name, None) if getattr(self, f"{name}_id") else None
            if other is not None and other.region_id not in (None, self.region_id):
                raise ValidationError({name: _("This is of another region.")})
        if self.post_id and self.post and self.post.agency_id != self.agency_id:
            raise ValidationError({"post": _("This post is of another body.")})
        if self.agreed > self.cases:
            raise ValidationError({"agreed": _("More appeals agreed than there were.")})
        if self.topic_id and self.group_id:
            raise ValidationError(_("A rule is about a topic or about a group, not both."))
        if self.cases and (self.thing or self.ownership or self.appeal_kind or self.executor):
            raise ValidationError(
                _("A rule learned from cases has no conditions on objects or on the kind of appeal. Make a new rule.")
            )

    def __str__(self) -> str:
        return f"{self.topic or self.group or '—'} → {self.agency}"


class Building(models.Model):
    """Здание of the region's address register. Coordinates may be missing."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="buildings", verbose_name=_("region"))
    external_id = models.CharField(_("number in the register"), max_length=32)
    address = models.CharField(_("address"), max_length=300)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    municipality = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, verbose_name=_("municipality"))

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        indexes = [models.Index(fields=["lat", "lon"], name="building_point")]
        constraints = [models.UniqueConstraint(fields=["region", "external_id"], name="building_once")]

    def __str__(self) -> str:
        return self.address
