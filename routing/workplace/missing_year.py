"""A year without a work calendar, said to those who can bring it in before its dates are guessed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.loading.calendar import years_missing_soon


def warn(request: HttpRequest) -> None:
    """Say above the page which years are missing, from two months before; nothing when all are there. One query."""
    missing = years_missing_soon(timezone.localdate())
    if missing:
        sentence = _(
            "The work calendar has no days of %(years)s: deadlines there are provisional. Bring the calendar in: "
            "Registry, Work calendar."
        )
        messages.warning(request, sentence % {"years": ", ".join(map(str, missing))})
