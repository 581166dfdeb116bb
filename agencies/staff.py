"""Posts, the officials who hold them, and who stands in for whom."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.Model):
    """Должность: the post, not the person, is competent."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="posts", verbose_name=_("body"))
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="post_once")]

    def __str__(self) -> str:
        return self.title


class Official(models.Model):
    """Должностное лицо: a person who signs in and acts for a post."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        COORDINATOR = "coordinator", _("coordinator")
        EXECUTOR = "executor", _("executor")
        APPROVER = "approver", _("approver")
        SIGNER = "signer", _("signer")
        HEAD = "head", _("head")
        AUDITOR = "auditor", _("auditor of personal data")
        ADMINISTRATOR = "administrator", _("administrator")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="official", verbose_name=_("log-in")
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="officials", verbose_name=_("post"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    full_name = models.CharField(_("full name"), max_length=200)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_invented = models.BooleanField(_("invented person (demonstration)"), default=False)

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")

    def __str__(self) -> str:
        return self.full_name


class Absence(models.Model):
    """Отпуск, болезнь, командировка: days on which somebody else acts for an official.

    The substitute has the rights of the absent one for these days, and what would be told to the absent one is told to
    the substitute. Without a substitute the work goes to colleagues of the same body.
    """

    official = models.ForeignKey(
        "agencies.Official", models.CASCADE, related_name="absences", verbose_name=_("official")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    substitute = models.ForeignKey(
        "agencies.Official",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name=_("substitute"),
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-first_day"]
        indexes = [models.Index(fields=["last_day", "first_day"], name="absence_by_day")]

    def __str__(self) -> str:
        return f"{self.official}: {self.first_day:%d.%m.%Y} – {self.last_day:%d.%m.%Y}"

    def clean(self) -> None:
        """The days run forward, nobody stands in for himself, and an official is absent once at a time."""
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day lies before the first.")})
        if self.substitute_id is not None and self.substitute_id == self.official_id:
            raise ValidationError({"substitute": _("Choose somebody else: nobody stands in for himself.")})
        if self.official_id is None or not (self.first_day and self.last_day):
            return
        others = Absence.objects.filter(official=self.official_id).exclude(pk=self.pk)
        if others.filter(first_day__lte=self.last_day, last_day__gte=self.first_day).exists():
            raise ValidationError({"first_day": _("These days overlap another absence of this official.")})
