"""A rule that the region's own cases speak for and that waits for a person's word."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Competence, Official, Region, Territory, Topic


class RuleProposal(models.Model):
    """Предложение правила компетенции: who answers such cases in fact, and who gets them by the rules.

    A declined proposal stays and is not made again; an accepted one points to the rule that came of it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    region = models.ForeignKey(Region, models.CASCADE, verbose_name=_("region"))
    topic = models.ForeignKey(Topic, models.CASCADE, verbose_name=_("topic"))
    territory = models.ForeignKey(Territory, models.CASCADE, verbose_name=_("territory"))
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", verbose_name=_("body that answers"))
    instead_of = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("body by the present rules")
    )
    cases = models.PositiveIntegerField(_("such cases"))
    agreed = models.PositiveIntegerField(_("of them answered by this body"))
    since = models.DateField(_("counted from"))
    until = models.DateField(_("counted to"))
    state = models.CharField(_("decision"), max_length=8, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, verbose_name=_("decided by"))
    rule = models.ForeignKey(Competence, models.SET_NULL, null=True, blank=True, verbose_name=_("rule made of it"))

    class Meta:
        verbose_name = _("proposed rule")
        verbose_name_plural = _("proposed rules")
        constraints = [
            models.UniqueConstraint(fields=["topic", "territory", "agency"], name="proposal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} — {self.territory}"
