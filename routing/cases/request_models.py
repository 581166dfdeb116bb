"""Requests of documents and information from one body to another (ч. 2 ст. 10 59-ФЗ)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Official

from .models import Case, Deadline


class InfoRequest(models.Model):
    """What the executor of a case asks of another body: with a deadline of its own, until a reply or until it is
    needless.

    ``refused``: the reply says why the body gives nothing. ``cancelled_at``: nobody needs it any more, ``ended_by``
    says by which event. ``origin``: the case for which it was asked, while that is considered together with ``case``.
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
    ended_by = models.CharField(max_length=32, blank=True)
    origin = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("request of information")
        verbose_name_plural = _("requests of information")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=models.Q(replied_at=None, cancelled_at=None, origin=None),
                name="body_asked_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["origin", "agency"],
                condition=models.Q(replied_at=None, cancelled_at=None) & ~models.Q(origin=None),
                name="body_asked_once_for_joined",
            ),
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


class RequestFile(models.Model):
    """A page of what the body asked gave: a scan or a photo, decoded and written anew like every picture here."""

    request = models.ForeignKey(
        InfoRequest, models.CASCADE, related_name="files", verbose_name=_("request of information")
    )
    image = models.ImageField(_("scan"), upload_to="requests/%Y/%m", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ["pk"]


class BodyLetter(models.Model):
    """A letter to the body asked, with the record of its delivery: what is asked, where it went, or that it is over.

    ``channel``: «email», «page» when its people have no address but the page of requests, «nobody» when nobody of the
    body can sign in. ``error`` is the kind of the last failure, never its words.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", _("what is asked")
        MOVED = "moved", _("who waits for it now")
        ENDED = "ended", _("not needed any more")

    request = models.ForeignKey(
        InfoRequest, models.CASCADE, related_name="letters", verbose_name=_("request of information")
    )
    kind = models.CharField(_("what it tells"), max_length=8, choices=Kind.choices)
    made_at = models.DateTimeField(_("created"))
    channel = models.CharField(_("channel"), max_length=16, blank=True)
    told = models.CharField(_("who was told"), max_length=300, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("letter to a body asked")
        verbose_name_plural = _("letters to bodies asked")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request}, {self.get_kind_display()}"
