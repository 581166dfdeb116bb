"""Working hours of the bodies, from the region's file."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

from agencies.loading.common import period
from agencies.loading.lines import Line, once
from agencies.loading.merge import Counts, Progress, merge
from agencies.models import Agency, OfficeHours, Region

COLUMNS = ("agency", "weekday", "opens", "closes", "valid_from", "valid_to")
DAYS = {str(number + 1): number for number in range(7)}
"""In the file Monday is 1, as people count."""


def load_hours(region: Region, lines: list[Line], progress: Progress) -> Counts:
    """A row without a body holds for all bodies that have no row of their own."""
    agencies: dict[str, int | None] = {"": None, **dict(Agency.objects.filter(region=region).values_list("code", "pk"))}
    wanted = []
    for line in once(lines, "agency", "weekday", "opens", "valid_from"):
        opens, closes = _hour(line, "opens"), _hour(line, "closes")
        if closes <= opens:
            raise line.error(_("the hours end before they begin"))
        wanted.append(
            {
                "region_id": region.pk,
                "agency_id": line.found("agency", agencies),
                "weekday": line.found("weekday", DAYS),
                "opens": opens,
                "closes": closes,
                **period(line),
                "from_file": True,
            }
        )
    keys = ["agency_id", "weekday", "opens", "valid_from"]
    return merge(OfficeHours.objects.filter(region=region), keys, wanted, progress, owned=True)


def _hour(line: Line, column: str) -> time:
    try:
        return time.fromisoformat(line.text(column, 5))
    except ValueError:
        raise line.error(_("column %(column)s is not a time like 09:00") % {"column": column})
