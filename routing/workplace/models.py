"""What the officials' pages remember beside the cases: who writes where, what was read by whom, saved filters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Official
from routing.cases.models import AppendOnly, Case


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


class Reading(AppendOnly):
    """Обращение к персональным данным: who opened whose appeal, when, what of it and what for (``readings``)."""

    class What(models.TextChoices):
        CARD = "card", _("card of the case")
        TRIAGE = "triage", _("triage queue")
        PAPER = "paper", _("document")
        PHOTO = "photo", _("photo")

    class Purpose(models.TextChoices):
        ROUTE = "route", _("choice of the body")
        CONSIDER = "consider", _("consideration on the merits")
        APPROVE = "approve", _("approval of the answer")
        SIGN = "sign", _("signing of the answer")
        CONTROL = "control", _("control of deadlines")
        ADMINISTER = "administer", _("running the system")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("log-in"))
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("official")
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="readings", verbose_name=_("case"))
    at = models.DateTimeField(_("time"))
    what = models.CharField(_("what was opened"), max_length=8, choices=What.choices)
    purpose = models.CharField(_("what for"), max_length=16, choices=Purpose.choices)
    seq = models.PositiveIntegerField(_("number in the chain"), null=True, unique=True)
    previous = models.CharField(_("previous digest"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("reading of personal data")
        verbose_name_plural = _("readings of personal data")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.at:%d.%m.%Y %H:%M}"


class ReadingChain(models.Model):
    """How many readings are sealed, and the digest of the last; one row."""

    count = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")


class SavedFilter(models.Model):
    """A way to look at the inbox that an official gave a name; the address itself can be shared."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="filters", verbose_name=_("official"))
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("what is shown"), max_length=500)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["official", "name"], name="filter_name_once")]

    def __str__(self) -> str:
        return self.name
