"""How good answers are built: standard texts with gaps."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class StandardText(models.Model):
    """Типовой текст: how a good answer on a group of topics is built, with gaps for what only the official knows.

    Gaps stand in square brackets, and the gate lets no letter out while one is left. Facts of the case stand in braces
    (``PLACEHOLDERS``). Paragraphs are parted by «|» in the files and by empty lines here.
    """

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        PLANNED = "planned", _("will be done by a day")
        REFUSED = "refused", _("cannot be done")

    PLACEHOLDERS = ("place", "received", "number", "topic")

    group = models.ForeignKey(
        "agencies.TopicGroup", models.CASCADE, related_name="texts", verbose_name=_("topic group")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    title = models.CharField(_("title"), max_length=100)
    body = models.TextField(_("text"))
    from_file = models.BooleanField(_("kept in the region's files"), default=False, editable=False)

    class Meta:
        verbose_name = _("standard text")
        verbose_name_plural = _("standard texts")
        ordering = ["group", "outcome", "title"]
        constraints = [models.UniqueConstraint(fields=["group", "outcome", "title"], name="standard_text_once")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a fact in braces that no case has."""
        unknown = sorted(set(re.findall(r"\{([^{}]*)\}", self.body)) - set(self.PLACEHOLDERS))
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in self.PLACEHOLDERS)
            raise ValidationError(
                {
                    "body": _("No case has {%(unknown)s}. Known are: %(known)s.")
                    % {"unknown": unknown[0], "known": known}
                }
            )
