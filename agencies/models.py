"""The registry of a region: territories, bodies, posts, topics, competence and the work calendar.

Every row that law or an order can change carries ``valid_from``/``valid_to``; nothing here knows of cases.
"""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.dated import Dated
from agencies.owned import OwnedObject, is_border
from agencies.sending import SendingThreshold

__all__ = [
    "APPEAL_KINDS", "Agency", "Building", "Competence", "ControlStep", "Dated", "LegalTerm", "OfficeHours", "Official",
    "OwnedObject", "Post", "RefusalGround", "Region", "SendingThreshold", "StandardText", "Territory", "Topic",
    "TopicGroup", "WorkCalendarDay",
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

    region = models.ForeignKey(Region, models.CASCADE, related_name="agencies", verbose_name=_("region"))
    code = models.CharField(_("code"), max_length=64)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=8, default="REG")
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


class Post(models.Model):
    """Должность: the post, not the person, is competent."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="posts", verbose_name=_("body"))
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="post_once")]

    def __str__(self) -> str:
        return self.title


class Official(models.Model):
    """Должностное лицо: a person who signs in and acts for a post."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        COORDINATOR = "coordinator", _("coordinator")
        EXECUTOR = "executor", _("executor")
        APPROVER = "approver", _("approver")
        SIGNER = "signer", _("signer")
        HEAD = "head", _("head")
        AUDITOR = "auditor", _("auditor of personal data")
        ADMINISTRATOR = "administrator", _("administrator")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="official", verbose_name=_("log-in")
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="officials", verbose_name=_("post"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    full_name = models.CharField(_("full name"), max_length=200)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_invented = models.BooleanField(_("invented person (demonstration)"), default=False)

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")

    def __str__(self) -> str:
        return self.full_name


class Absence(models.Model):
    """Отпуск, болезнь, командировка: days on which somebody else acts for an official.

    The substitute has the rights of the absent one for these days, and what would be told to the absent one is told to
    the substitute. Without a substitute the work goes to colleagues of the same body.
    """

    official = models.ForeignKey(Official, models.CASCADE, related_name="absences", verbose_name=_("official"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    substitute = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="substitutions", verbose_name=_("substitute")
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-first_day"]
        indexes = [models.Index(fields=["last_day", "first_day"], name="absence_by_day")]

    def __str__(self) -> str:
        return f"{self.official}: {self.first_day:%d.%m.%Y} – {self.last_day:%d.%m.%Y}"

    def clean(self) -> None:
        """The days run forward, nobody stands in for himself, and an official is absent once at a time."""
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day lies before the first.")})
        if self.substitute_id is not None and self.substitute_id == self.official_id:
            raise ValidationError({"substitute": _("Choose somebody else: nobody stands in for himself.")})
        if self.official_id is None or not (self.first_day and self.last_day):
            return
        others = Absence.objects.filter(official=self.official_id).exclude(pk=self.pk)
        if others.filter(first_day__lte=self.last_day, last_day__gte=self.first_day).exists():
            raise ValidationError({"first_day": _("These days overlap another absence of this official.")})


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
        """Refuse a rule about two things at once, and conditions on a rule learned from cases."""
        if self.topic_id and self.group_id:
            raise ValidationError(_("A rule is about a topic or about a group, not both."))
        if self.cases and (self.thing or self.ownership or self.appeal_kind or self.executor):
            raise ValidationError(
                _("A rule learned from cases has no conditions on objects or on the kind of appeal. Make a new rule.")
            )


class WorkCalendarDay(models.Model):
    """A day of the производственный календарь that differs from an ordinary week."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("day off")
        WORKING = "working", _("working day")
        SHORT = "short", _("working day, an hour shorter")

    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="calendar", verbose_name=_("region")
    )
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    from_file = models.BooleanField(_("kept in the region's files"), default=False, editable=False)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("work calendar")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["region", "date"], name="calendar_region_day_once"),
            models.UniqueConstraint(fields=["date"], condition=Q(region=None), name="calendar_federal_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}"


class ControlStep(Dated):
    """Шаг контроля исполнения: so many working days before or after a deadline, somebody is told.

    ``kind`` is the deadline's. Without ``region`` the step holds for every region. Zero days after: as soon as the
    date has passed.
    """

    class When(models.TextChoices):
        BEFORE = "before", _("before the date")
        AFTER = "after", _("after the date")

    class Level(models.TextChoices):
        EXECUTOR = "executor", _("executor")
        HEAD = "head", _("head of the body")
        SUPERIOR = "superior", _("head of the superior body")
        COORDINATOR = "coordinator", _("coordinator")

    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="control_steps", verbose_name=_("region")
    )
    kind = models.CharField(_("what is due"), max_length=32)
    when = models.CharField(_("when"), max_length=8, choices=When.choices)
    days = models.PositiveSmallIntegerField(_("working days"))
    level = models.CharField(_("to whom"), max_length=16, choices=Level.choices)

    class Meta:
        verbose_name = _("step of control")
        verbose_name_plural = _("steps of control")

    def __str__(self) -> str:
        return f"{self.kind}: {self.days} {self.get_when_display()}, {self.get_level_display()}"


class OfficeHours(Dated):
    """Часы работы: a span worked on a day of the week; two rows leave a break between them.

    Without ``agency`` they are the hours of every body of the region that has none of its own.
    """

    WEEKDAYS = (
        (0, _("Monday")),
        (1, _("Tuesday")),
        (2, _("Wednesday")),
        (3, _("Thursday")),
        (4, _("Friday")),
        (5, _("Saturday")),
        (6, _("Sunday")),
    )

    region = models.ForeignKey(Region, models.CASCADE, related_name="office_hours", verbose_name=_("region"))
    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="office_hours", verbose_name=_("body")
    )
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=WEEKDAYS)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ["agency", "weekday", "opens"]
        constraints = [models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="office_closes_later")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


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


class LegalTerm(Dated):
    """Срок of a legal regime, with the article it rests on.

    ``unit``: calendar days, working days or working hours; ``kind``: register, redirect, consider, answer, confirm
    and others.
    """

    class Unit(models.TextChoices):
        CALENDAR_DAYS = "calendar", _("calendar days")
        WORKING_DAYS = "working", _("working days")
        WORKING_HOURS = "hours", _("working hours of the body")

    regime = models.CharField(_("legal regime"), max_length=32)
    kind = models.CharField(_("what is due"), max_length=32)
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, verbose_name=_("topic"))
    fast_track = models.BooleanField(_("for fast-track topics"), default=False)
    amount = models.PositiveSmallIntegerField(_("term"))
    unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices)
    basis = models.CharField(_("legal basis"), max_length=300)

    class Meta:
        verbose_name = _("legal term")
        verbose_name_plural = _("legal terms")


class StandardText(models.Model):
    """Типовой текст: how a good answer on a group of topics is built, with gaps for what only the official knows.

    Gaps stand in square brackets, and the gate lets no letter out while one is left. Facts of the case stand in braces
    (``PLACEHOLDERS``). Paragraphs are parted by «|» in the files and by empty lines here.
    """

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        PLANNED = "planned", _("will be done by a day")
        REFUSED = "refused", _("cannot be done")

    PLACEHOLDERS = ("place", "received", "number", "topic")

    group = models.ForeignKey(TopicGroup, models.CASCADE, related_name="texts", verbose_name=_("topic group"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    title = models.CharField(_("title"), max_length=100)
    body = models.TextField(_("text"))
    from_file = models.BooleanField(_("kept in the region's files"), default=False, editable=False)

    class Meta:
        verbose_name = _("standard text")
        verbose_name_plural = _("standard texts")
        ordering = ["group", "outcome", "title"]
        constraints = [models.UniqueConstraint(fields=["group", "outcome", "title"], name="standard_text_once")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a fact in braces that no case has."""
        unknown = sorted(set(re.findall(r"\{([^{}]*)\}", self.body)) - set(self.PLACEHOLDERS))
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in self.PLACEHOLDERS)
            raise ValidationError(
                {
                    "body": _("No case has {%(unknown)s}. Known are: %(known)s.")
                    % {"unknown": unknown[0], "known": known}
                }
            )


class LegalRegime(Dated):
    """Правовой режим: what a message is by law, and what follows from it.

    ``requisites``: what the person must have said (``name``, ``surname``, ``answer_address``). ``registered``:
    registration is a fact of its own, from which the terms run. ``holds_clock``: a question to the citizen holds the
    clock of the answer. ``becomes``: regimes into which the citizen may turn the message, never anybody else.
    """

    code = models.SlugField(_("code"), max_length=32)
    title = models.CharField(_("title"), max_length=200)
    requisites = models.JSONField(_("what must be known of the person"), default=list, blank=True)
    registered = models.BooleanField(_("is registered, and the terms run from then"), default=False)
    holds_clock = models.BooleanField(_("a question to the citizen holds the clock"), default=True)
    becomes = models.JSONField(_("what the citizen may turn it into"), default=list, blank=True)
    basis = models.CharField(_("legal basis"), max_length=300)

    class Meta:
        verbose_name = _("legal regime")
        verbose_name_plural = _("legal regimes")
        ordering = ["code", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="legal_regime_once")]

    def __str__(self) -> str:
        return self.title


class RefusalGround(Dated):
    """Основание оставить обращение без ответа по существу (ст. 11 59-ФЗ). A person decides, never the program."""

    regime = models.CharField(_("legal regime"), max_length=32, blank=True, help_text=_("Empty: every regime."))
    code = models.SlugField(_("code"), max_length=32)
    title = models.CharField(_("title"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=300)
    notice = models.TextField(_("what the citizen is told"))

    class Meta:
        verbose_name = _("ground of refusal")
        verbose_name_plural = _("grounds of refusal")
        ordering = ["code", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["regime", "code", "valid_from"], name="refusal_ground_once")]

    def __str__(self) -> str:
        return self.title

    def holds_for(self, regime: str, day: date) -> bool:
        """Whether the ground may be used for an appeal of this regime that came on ``day``."""
        in_force = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_force and self.regime in ("", regime)
