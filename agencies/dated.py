"""What every row of the registry that law or an order can change has in common."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Dated(models.Model):
    """A fact that holds from one day to another, both inclusive; an empty end means "until further notice"."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    from_file = models.BooleanField(_("kept in the region's files"), default=False, editable=False)
    """Rows of the files follow the files; rows made or changed by people are theirs, and loading leaves them alone."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        super().clean()
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("It ends before it begins.")})
