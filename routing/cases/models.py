"""The tables of a case. Only ``routing.cases.services`` writes to them."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Building, Due, LegalTerm, Official, Post, Region, Territory, Topic

from .workflow import OPEN, Workflow


class NumberSeries(models.Model):
    """The last serial number given in a year; the row is locked while a number is taken, so there are no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Message(models.Model):
    """What came in, as it came. The same (channel, external id) is the same message however often it is sent."""

    channel = models.CharField(_("channel"), max_length=32)
    external_id = models.CharField(_("number in the channel"), max_length=128)
    text = models.TextField(_("text"))
    address = models.CharField(_("address typed"), max_length=500, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    object_kind = models.CharField(_("kind of object"), max_length=64, blank=True)
    said_topic = models.CharField(_("topic the citizen chose"), max_length=32, blank=True)
    name = models.CharField(_("name"), max_length=200)
    gender = models.CharField(_("gender"), max_length=1, blank=True, choices=[("f", _("female")), ("m", _("male"))])
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=8, default="ru")
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.UniqueConstraint(fields=["channel", "external_id"], name="message_once")]
        indexes = [
            models.Index(fields=["email"], name="message_by_email"),
            models.Index(fields=["phone"], name="message_by_phone"),
            models.Index(fields=["name"], name="message_by_name"),
        ]


class Case(Workflow):
    """Дело по сообщению или обращению: the present state; its history is in the events."""

    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("region"))
    number = models.CharField(_("number"), max_length=24, unique=True)
    nonce = models.CharField(max_length=32)
    message = models.OneToOneField(Message, models.PROTECT, related_name="case", verbose_name=_("message"))
    regime = models.CharField(_("legal regime"), max_length=32, default="pos_message")
    understanding = models.JSONField(_("what was understood"), default=dict, blank=True)
    decision = models.JSONField(_("why this body"), default=dict, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, verbose_name=_("topic"))
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, verbose_name=_("building"))
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, verbose_name=_("territory"))
    address = models.CharField(_("place"), max_length=300, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("body")
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, verbose_name=_("post"))
    executor = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("executor")
    )
    master = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name=_("considered together with")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of the appeal")
    )
    earlier = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="later",
        blank=True,
        verbose_name=_("earlier appeals on the same question"),
    )
    danger = models.BooleanField(_("danger to life or health"), default=False)
    due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    reopenings = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    mark = models.PositiveSmallIntegerField(_("citizen's mark"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"))
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    state_since = models.DateTimeField(_("in this state since"))
    version = models.PositiveIntegerField(_("version"), default=0)
    """How many events the case has; ``head`` is the digest of the last one, so that none can be taken off the end."""
    head = models.CharField(max_length=64, default="", editable=False)
    is_open = models.BooleanField(_("open"), default=True, editable=False)
    """Follows from the state; a column of its own, because an index over it orders what burns on every database."""

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["agency", "state", "due_at"], name="case_inbox"),
            models.Index(fields=["state", "due_at"], name="case_by_state"),
            models.Index(fields=["executor", "state"], name="case_of_executor"),
            models.Index(fields=["-received_at"], name="case_newest"),
            models.Index(fields=["is_open", "-danger", "due_at", "-id", "state"], name="case_burns"),
            models.Index(fields=["agency", "is_open", "-danger", "due_at", "-id", "state"], name="case_burns_in_body"),
            models.Index(fields=["is_open", "due_at", "id", "state"], name="case_due"),
            models.Index(fields=["agency", "is_open", "due_at", "id", "state"], name="case_due_in_body"),
            models.Index(fields=["is_open", "-id"], name="case_newest_open"),
            models.Index(fields=["is_open", "reopenings", "agency"], name="case_reopened"),
            models.Index(fields=["agency", "is_open", "-id"], name="case_newest_in_body"),
            models.Index(fields=["lat", "lon", "received_at"], name="case_by_point"),
            models.Index(fields=["master"], condition=models.Q(master__isnull=False), name="case_joined"),
            models.Index(fields=["parent"], condition=models.Q(parent__isnull=False), name="case_parts"),
            models.Index(fields=["agency", "topic", "mark"], name="case_praised"),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the column that follows from the state."""
        self.is_open = self.state in OPEN
        super().save(*args, **kwargs)


ANSWER_BY = [("page", _("on the page of the appeal")), ("email", _("by e-mail")), ("post", _("by post"))]


class Requisites(models.Model):
    """Who the citizen said to be when the message became an appeal by law (ст. 7 59-ФЗ), by his own confirmation."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="requisites", verbose_name=_("case"))
    full_name = models.CharField(_("full name"), max_length=200)
    postal_address = models.CharField(_("postal address"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    answer_by = models.CharField(_("where the answer is wanted"), max_length=8, default="post", choices=ANSWER_BY)
    provider = models.CharField(_("who identified the person"), max_length=32, blank=True)
    subject = models.CharField(max_length=64, blank=True, editable=False)
    """A digest of the number by which the provider knows the person: one person is told from another, nobody found."""
    collective = models.BooleanField(_("collective"), default=False)
    co_signers = models.JSONField(_("others who signed"), default=list, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"))

    class Meta:
        verbose_name = _("requisites")
        verbose_name_plural = _("requisites")
        indexes = [
            models.Index(fields=["subject"], condition=~models.Q(subject=""), name="requisites_of_person"),
        ]


class CaseWord(models.Model):
    """A word of a case in its dictionary form, by which the case is found (``words``)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "word"], name="case_word_once")]
        indexes = [models.Index(fields=["word", "case"], name="case_by_word")]


class AppendOnly(models.Model):
    """A row that is written once and never changed or removed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("history is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("history is append-only")


class Event(AppendOnly):
    """What happened to a case: who, when, what, why. Chained by hash within the case.

    ``changes`` holds the new values of the case's own columns, so the present state equals the replay of events;
    ``data`` what else belongs to the fact (a reason, an answer's number, the model's version).
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", verbose_name=_("case"))
    seq = models.PositiveIntegerField(_("number in the case"))
    at = models.DateTimeField(_("time"))
    actor = models.CharField(_("who"), max_length=16)
    official = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, verbose_name=_("official"))
    kind = models.CharField(_("what"), max_length=32)
    data = models.JSONField(_("details"), default=dict, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    previous = models.CharField(_("previous digest"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["case", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_once")]

    def __str__(self) -> str:
        return f"{self.seq}. {timezone.localtime(self.at):%d.%m.%Y %H:%M}"


class Deadline(models.Model):
    """Срок: what is due by when and by which norm.

    ``due_at`` is the control date (предшествующий рабочий день), ``limit_at`` the end of the term by law when it is
    later. Both follow from ``amount`` of ``unit`` after ``starts_at`` and from ``held``, how much of the unit the clock
    stood still (minutes of work for hours). ``provisional``: the calendar of the year was not loaded yet.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines", verbose_name=_("case"))
    kind = models.CharField(_("what is due"), max_length=32, choices=Due.choices)
    basis = models.CharField(_("legal basis"), max_length=300)
    starts_at = models.DateTimeField(_("runs from"))
    due_at = models.DateTimeField(_("due"))
    limit_at = models.DateTimeField(_("limit by law"))
    amount = models.PositiveSmallIntegerField(_("term"), default=0)
    unit = models.CharField(_("unit"), max_length=16, choices=LegalTerm.Unit.choices, default="calendar")
    held = models.PositiveIntegerField(_("time the clock stood"), default=0)
    provisional = models.BooleanField(_("provisional: the calendar of the year is not loaded"), default=False)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    met_at = models.DateTimeField(_("met"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("no longer runs"), null=True, blank=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(
                fields=["kind", "due_at"],
                # What was met is asked for by its case only; the chores look every minute at what still runs.
                condition=models.Q(met_at=None, cancelled_at=None),
                name="deadline_running",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=models.Q(met_at=None, cancelled_at=None) & ~models.Q(kind="info_request"),
                name="deadline_runs_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Attachment(models.Model):
    """A photo that came with the appeal: decoded and written anew, so nothing but the picture is left of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments", verbose_name=_("case"))
    image = models.ImageField(_("photo"), upload_to="appeals/%Y/%m", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")


class Correction(AppendOnly):
    """A person's word against the machine's: an example to learn from."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="corrections", verbose_name=_("case"))
    at = models.DateTimeField(_("time"))
    official = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, verbose_name=_("official"))
    field = models.CharField(_("what"), max_length=16)
    before = models.JSONField(_("the machine said"), default=dict)
    after = models.JSONField(_("the person said"), default=dict)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d.%m.%Y %H:%M}"


class OutboxRow(models.Model):
    """Work that a committed change asks for. A worker holds it under a lease; it is done when ``done_at`` is set."""

    task = models.CharField(_("task"), max_length=100)
    payload = models.JSONField(_("arguments"), default=dict)
    created_at = models.DateTimeField(_("created"))
    available_at = models.DateTimeField(_("not before"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    leased_by = models.CharField(_("leased by"), max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("outbox row")
        verbose_name_plural = _("outbox")
        indexes = [models.Index(fields=["available_at"], condition=models.Q(done_at=None), name="outbox_waiting")]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"
