"""The work calendar as a file: read with all its mistakes told, compared with the table, written in one transaction."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.loading.lines import DataError, Line, once, read_lines
from agencies.models import Region, WorkCalendarDay

COLUMNS = ("date", "kind", "note")
Day = tuple[date, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a list of days would change: days that come, that become others, and that go."""

    added: tuple[Day, ...]
    changed: tuple[Day, ...]
    removed: tuple[Day, ...]


def read(path: Path) -> list[Day]:
    """The days of a CSV file (``date,kind,note``). Raises ``DataError`` with the line of the first mistake."""
    found = days_of(read_lines(path, COLUMNS))
    if not found:
        raise DataError(f"{path.name}: " + _("there is not a single day in the file"))
    return found


def days_of(lines: list[Line]) -> list[Day]:
    """The days of lines read before."""
    found = []
    for line in once(lines, "date"):
        day = line.day("date")
        if day is None:
            raise line.error(_("column %(column)s is empty") % {"column": "date"})
        kind = line.one_of("kind", WorkCalendarDay.Kind.values)
        found.append((day, kind, line.text("note", 200, empty=True)))
    return found


def exported(region: Region | None, first: int, last: int) -> str:
    """The days of the years from ``first`` to ``last`` as CSV that ``read`` takes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = WorkCalendarDay.objects.filter(region=region, date__year__gte=first, date__year__lte=last)
    writer.writerows((row.date.isoformat(), row.kind, row.note) for row in rows.order_by("date"))
    return text.getvalue()


@transaction.atomic
def bring_in(days: Iterable[Day], region: Region | None, *, dry_run: bool = False) -> Difference:
    """Make the years named in ``days`` be as ``days`` say; the rows become people's own, not the files'.

    Years of which ``days`` say nothing stay as they are. With ``dry_run`` nothing is written.
    """
    wanted = {day: (day, kind, note) for day, kind, note in days}
    years = {day.year for day in wanted}
    rows = {row.date: row for row in WorkCalendarDay.objects.filter(region=region) if row.date.year in years}
    added = [row for day, row in wanted.items() if day not in rows]
    changed = [row for day, row in wanted.items() if day in rows and _of(rows[day]) != row]
    removed = [row for day, row in rows.items() if day not in wanted]
    if not dry_run:
        WorkCalendarDay.objects.filter(pk__in=[row.pk for row in removed]).delete()
        for day, kind, note in (*added, *changed):
            WorkCalendarDay.objects.update_or_create(
                region=region, date=day, defaults={"kind": kind, "note": note, "from_file": False}
            )
    return Difference(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(map(_of, removed))))


def _of(row: WorkCalendarDay) -> Day:
    return row.date, row.kind, row.note


SOON = timedelta(days=60)
"""How long before a year without a calendar begins people are told."""


def years_missing_soon(today: date) -> list[int]:
    """The years without a calendar among this one and the one that terms of two months reach into."""
    return years_missing({today.year, (today + SOON).year})


def years_missing(years: Iterable[int]) -> list[int]:
    """Those of the years of which the country's calendar has no day. One query."""
    known = WorkCalendarDay.objects.filter(region=None).dates("date", "year")
    return sorted(set(years) - {day.year for day in known})
