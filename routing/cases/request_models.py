"""Requests of documents and information from one body to another (ч. 2 ст. 10 59-ФЗ)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Official

from .models import Case, Deadline


class InfoRequest(models.Model):
    """What the executor of a case asks of another body: with a deadline of its own, until a reply or until it is
    needless.

    ``refused``: the reply says why the body gives nothing. ``cancelled_at``: the case was done, or went to the body
    asked.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="requests", verbose_name=_("case"))
    deadline = models.OneToOneField(Deadline, models.CASCADE, related_name="request", verbose_name=_("deadline"))
    asked_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who asks")
    )
    asking = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body that asks")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("body asked"))
    question = models.TextField(_("what is asked"))
    made_at = models.DateTimeField(_("asked"))
    reply = models.TextField(_("reply"), blank=True)
    refused = models.BooleanField(_("nothing was given"), default=False)
    replied_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who replied")
    )
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("no longer needed"), null=True, blank=True)

    class Meta:
        verbose_name = _("request of information")
        verbose_name_plural = _("requests of information")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=models.Q(replied_at=None, cancelled_at=None),
                name="body_asked_once_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency"], condition=models.Q(replied_at=None, cancelled_at=None), name="request_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.agency}"

    @property
    def is_open(self) -> bool:
        """Whether the body asked still owes a reply."""
        return self.replied_at is None and self.cancelled_at is None
