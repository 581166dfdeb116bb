"""What the law and the calendar say, as dated rows: days, hours, terms, steps of control, grounds of refusal."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.dated import Dated


class Due(models.TextChoices):
    """What a term is for, and what falls due when it runs."""

    ROUTE = "route", _("Send to the body")
    REGISTER = "register", _("Register the appeal")
    REDIRECT = "redirect", _("Send on what is not ours")
    COPIES = "copies", _("Send copies to the other bodies")
    FIND_OWNER = "find_owner", _("Find out whose the object is")
    INFO_REQUEST = "info_request", _("Give documents and information")
    CLARIFICATION = "clarification", _("The citizen's reply")
    CONSIDER = "consider", _("Consider the appeal")
    APPROVE = "approve", _("Approve the answer")
    ANSWER = "answer", _("Answer the citizen")
    EXTEND = "extend", _("Extension of the term")
    PROMISE = "promise", _("Keep the promise")
    CONFIRM = "confirm", _("The citizen's mark")
    MODERATION = "moderation", _("Look the message through")
    UNREADABLE = "unreadable", _("Tell that the text cannot be read")
    RETURN_JUDICIAL = "return_judicial", _("Return an appeal against a court's decision")

    @classmethod
    def words(cls, code: str) -> str:
        """A kind in words; one that is not known any more stays a code."""
        return str(dict(cls.choices).get(code, code))


class WorkCalendarDay(models.Model):
    """A day of the производственный календарь that differs from an ordinary week."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("day off")
        WORKING = "working", _("working day")
        SHORT = "short", _("working day, an hour shorter")

    region = models.ForeignKey(
        "agencies.Region", models.CASCADE, null=True, blank=True, related_name="calendar", verbose_name=_("region")
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
        "agencies.Region", models.CASCADE, null=True, blank=True, related_name="control_steps", verbose_name=_("region")
    )
    kind = models.CharField(_("what is due"), max_length=32, choices=Due.choices)
    when = models.CharField(_("when"), max_length=8, choices=When.choices)
    days = models.PositiveSmallIntegerField(_("working days"))
    level = models.CharField(_("to whom"), max_length=16, choices=Level.choices)

    class Meta:
        verbose_name = _("step of control")
        verbose_name_plural = _("steps of control")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.days} {self.get_when_display()}, {self.get_level_display()}"


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

    region = models.ForeignKey("agencies.Region", models.CASCADE, related_name="office_hours", verbose_name=_("region"))
    agency = models.ForeignKey(
        "agencies.Agency", models.CASCADE, null=True, blank=True, related_name="office_hours", verbose_name=_("body")
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


class LegalTerm(Dated):
    """Срок of a legal regime, with the article it rests on.

    ``unit``: calendar days, working days or working hours; ``kind``: what it is for (``Due``).
    """

    class Unit(models.TextChoices):
        CALENDAR_DAYS = "calendar", _("calendar days")
        WORKING_DAYS = "working", _("working days")
        WORKING_HOURS = "hours", _("working hours of the body")

    regime = models.CharField(_("legal regime"), max_length=32)
    kind = models.CharField(_("what is due"), max_length=32, choices=Due.choices)
    topic = models.ForeignKey("agencies.Topic", models.CASCADE, null=True, blank=True, verbose_name=_("topic"))
    fast_track = models.BooleanField(_("for fast-track topics"), default=False)
    amount = models.PositiveSmallIntegerField(_("term"))
    unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices)
    basis = models.CharField(_("legal basis"), max_length=300)

    class Meta:
        verbose_name = _("legal term")
        verbose_name_plural = _("legal terms")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount} {self.get_unit_display()}"


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
