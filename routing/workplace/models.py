"""What the officials' pages remember beside the cases: who writes where, and words that did not get into a draft."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Official
from routing.cases.models import Case


class Writing(models.Model):
    """One official at one case: since when and until when seen writing, and his words kept apart from the draft.

    ``kept`` holds what could not be put into the draft (another one was quicker, the text is too long); it is emptied
    once a draft of his is saved.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="writings", verbose_name=_("case"))
    official = models.ForeignKey(Official, models.CASCADE, related_name="+", verbose_name=_("official"))
    since = models.DateTimeField(_("writes since"))
    seen_at = models.DateTimeField(_("last seen writing"))
    kept = models.TextField(_("kept apart from the draft"), blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("somebody writing")
        verbose_name_plural = _("who writes where")
        constraints = [models.UniqueConstraint(fields=["case", "official"], name="writing_once")]
