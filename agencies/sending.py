"""From which confidence an appeal goes to its body without a human look."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.dated import Dated


class SendingThreshold(Dated):
    """Порог автоматического направления: for a topic group, or without one for all that have none of their own.

    ``risk`` is the share of wrong bodies that the administrator takes, ``confidence`` the threshold that follows from
    the curve of answered appeals on that day; above 1 nothing goes without a look. Set by a person, by name.
    """

    region = models.ForeignKey("agencies.Region", models.CASCADE, related_name="thresholds", verbose_name=_("region"))
    group = models.ForeignKey(
        "agencies.TopicGroup", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("topic group")
    )
    risk = models.FloatField(_("share of mistakes taken"), validators=[MinValueValidator(0), MaxValueValidator(1)])
    confidence = models.FloatField(_("threshold"), validators=[MinValueValidator(0), MaxValueValidator(1.01)])
    author = models.CharField(_("set by"), max_length=200, blank=True)
    set_at = models.DateTimeField(_("set at"), auto_now=True)

    class Meta:
        verbose_name = _("threshold of sending")
        verbose_name_plural = _("thresholds of sending")
        ordering = ["group", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "group", "valid_from"], nulls_distinct=False, name="sending_threshold_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group or '—'}: {self.confidence:.2f}"
