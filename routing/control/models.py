"""What officials were told about deadlines, and which calendar the deadlines were counted by."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import ControlStep, Official, Region
from routing.cases.models import Deadline


class Reminder(models.Model):
    """Напоминание or доклад о просрочке: one step of control about one deadline, to one person.

    A reminder is made once for each date that the deadline had, an escalation once for each level and date.
    ``sent_at``: when the person's letter with it went out; ``by_mail`` is off when the person has no e-mail address and
    reads it in the register only.
    """

    deadline = models.ForeignKey(
        Deadline, models.CASCADE, related_name="reminders", verbose_name=_("deadline"), db_index=False
    )
    official = models.ForeignKey(Official, models.PROTECT, related_name="reminders", verbose_name=_("official"))
    escalated = models.BooleanField(_("about something overdue"), default=False)
    level = models.CharField(_("to whom"), max_length=16, choices=ControlStep.Level.choices)
    days = models.PositiveSmallIntegerField(_("working days"))
    due_at = models.DateTimeField(_("due"))
    made_at = models.DateTimeField(_("time"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    by_mail = models.BooleanField(_("by e-mail"), default=False)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "level", "due_at"],
                condition=models.Q(escalated=True),
                name="escalated_once_a_level",
            ),
            models.UniqueConstraint(
                fields=["deadline", "level", "days", "due_at"],
                condition=models.Q(escalated=False),
                name="reminded_once_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["deadline", "escalated"], name="reminder_of_deadline"),
            models.Index(fields=["official", "sent_at"], name="reminder_of_official"),
        ]

    def __str__(self) -> str:
        return f"{self.official}, {timezone.localtime(self.made_at):%d.%m.%Y}"


class CountedBy(models.Model):
    """By which state of the work calendar a region's running deadlines were counted last."""

    region = models.OneToOneField(Region, models.CASCADE, primary_key=True)
    digest = models.CharField(max_length=64)
