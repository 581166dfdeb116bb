"""What every page of the site knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The demonstration mark for the page head."""
    return {"demo": settings.DEMO}
