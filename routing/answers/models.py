"""Answers and letters. Only ``routing.answers.services`` writes to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Official
from routing.cases.models import Case, Event


class Answer(models.Model):
    """One version of the answer to a case. What was sent for approval is never changed: a new version follows."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for approval")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        SENT = "sent", _("sent")

    case = models.ForeignKey(Case, models.CASCADE, related_name="answers", verbose_name=_("case"))
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT)
    body = models.TextField(_("text"), blank=True)
    author = models.ForeignKey(Official, models.PROTECT, related_name="answers", verbose_name=_("author"))
    approver = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="approved_answers", verbose_name=_("approved by")
    )
    comment = models.TextField(_("approver's comment"), blank=True)
    score = models.PositiveSmallIntegerField(_("quality, 0 to 100"), null=True, blank=True)
    because = models.TextField(_("why it may go all the same"), blank=True)
    outcome = models.CharField(_("what came of the matter"), max_length=8, blank=True)
    letter = models.TextField(_("letter as sent"), blank=True)
    saved_at = models.DateTimeField(_("saved"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["case", "version"]
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="answer_version_once")]


class Addressing(models.Model):
    """How an official decided to greet a citizen, where the rules for names went wrong.

    It holds for the case and for later cases of the same person: ``person`` is a digest of name and e-mail, empty for
    whoever left no e-mail.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="addressing", verbose_name=_("case"))
    person = models.CharField(max_length=64, blank=True, db_index=True)
    greeting = models.CharField(_("salutation"), max_length=120)
    set_by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("official"))
    set_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("salutation")
        verbose_name_plural = _("salutations")


class Evidence(models.Model):
    """A photo before or after the work. Of the file only the picture is kept; what its EXIF said is in ``taken_at``
    and ``remarks`` (codes with their values, as they were when the photo came)."""

    class Kind(models.TextChoices):
        BEFORE = "photo_before", _("before the work")
        AFTER = "photo_after", _("after the work")

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence", verbose_name=_("case"))
    kind = models.CharField(_("what it shows"), max_length=16, choices=Kind.choices)
    image = models.ImageField(_("photo"), upload_to="evidence/%Y/%m", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, db_index=True)
    dhash = models.CharField(max_length=32, blank=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    added_by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["case", "pk"]


class EvidenceBand(models.Model):
    """One of the eight pieces of a photo's hash. Alike photos share at least one piece: so they are found by index."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="bands")
    place = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["place", "value"], name="evidence_band")]


class Letter(models.Model):
    """A notice to the citizen about an event, with the record of its delivery. One event, one letter.

    ``channel``: «email», or «page» when the citizen's own page is the only way to him. ``error`` is the kind of the
    last failure, never its words, which may hold an address.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="letter", verbose_name=_("event"))
    channel = models.CharField(_("channel"), max_length=16, default="email")
    subject = models.CharField(_("subject"), max_length=200)
    created_at = models.DateTimeField(_("created"))
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return f"{self.event.case}, {self.event}"


class PassageRemark(models.Model):
    """What an approver says of a passage of one version: ``start`` and ``end`` are characters of its text.

    ``quote`` keeps the words of the passage, so that the remark is understood when the text has become another.
    """

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="passages", verbose_name=_("answer"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(_("passage"))
    words = models.TextField(_("remark"))
    author = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("author"))
    at = models.DateTimeField(_("time"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta:
        verbose_name = _("remark on a passage")
        verbose_name_plural = _("remarks on passages")
        ordering = ["answer", "start", "pk"]
