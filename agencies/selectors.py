"""Reads of the registry for the other rooms. Each says how many queries it makes."""

from __future__ import annotations

import re
from datetime import date, time
from time import monotonic
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from agencies.calendar import WorkCalendar
from agencies.models import Agency, LegalTerm, OfficeHours, Region, Territory, WorkCalendarDay
from agencies.timetable import Timetable

FRESH_SECONDS = 60.0
"""A calendar changed in another process works in this one after this time at the latest."""
_calendars: dict[int | None, tuple[float, WorkCalendar]] = {}

FINEST_FIRST = (Territory.Level.MUNICIPALITY, Territory.Level.DISTRICT, Territory.Level.REGION)


def territory_key(name: str) -> str:
    """A name as it is compared: «N 7», «№ 7» and «№7» are one, so are «Лиговка - Ямская» and «Лиговка-Ямская»."""
    key = re.sub(r"\s+", " ", name).strip().lower().replace("ё", "е")
    key = re.sub(r"(?:\bn|№)\s*(?=\d)", "№", key)
    return re.sub(r"\s*-\s*", "-", key)


def find_territory(region: Region, *, municipality: str = "", district: str = "") -> Territory | None:
    """The smallest territory with the name given, or the whole region when none fits. One query, no polygons."""
    wanted = {
        Territory.Level.MUNICIPALITY: territory_key(municipality),
        Territory.Level.DISTRICT: territory_key(district),
        Territory.Level.REGION: territory_key(region.name),
    }
    rows = list(Territory.objects.filter(region=region).defer("polygon"))
    for level in FINEST_FIRST:
        for row in rows:
            if row.level == level and wanted[level] in {territory_key(name) for name in (row.name, *row.aliases)}:
                return row
    return None


def agency_by_code(region: Region, code: str) -> Agency | None:
    """The body with its territory and superior. One query."""
    return Agency.objects.select_related("territory", "superior").filter(region=region, code=code).first()


def legal_terms(on_date: date, regime: str) -> list[LegalTerm]:
    """Terms of the regime in force on the day, the latest rule first. One query."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=on_date)
    terms = LegalTerm.objects.select_related("topic").filter(in_force, regime=regime, valid_from__lte=on_date)
    return list(terms.order_by("kind", "-fast_track", "-valid_from", "pk"))


def work_calendar(region: Region | None) -> WorkCalendar:
    """The country's calendar with the region's own days over it; known are the years the country has rows of.

    One query, repeated after a minute and when a day was changed in this process.
    """
    key, now = region.pk if region else None, monotonic()
    known = _calendars.get(key)
    if known is None or now - known[0] > FRESH_SECONDS:
        known = _calendars[key] = (now, _read_calendar(region))
    return known[1]


def forget_calendars(**_signal: object) -> None:
    """Read the calendars again: a day was changed."""
    _calendars.clear()


post_save.connect(forget_calendars, sender=WorkCalendarDay, dispatch_uid="calendar_saved")
post_delete.connect(forget_calendars, sender=WorkCalendarDay, dispatch_uid="calendar_deleted")


def _read_calendar(region: Region | None) -> WorkCalendar:
    rows = WorkCalendarDay.objects.filter(Q(region=None) | Q(region=region)).values_list("region_id", "date", "kind")
    # The country's days first, so that the region's own overwrite them.
    days = {day: kind for _region, day, kind in sorted(rows, key=lambda row: row[0] is not None)}
    return WorkCalendar.of(
        holidays=(day for day, kind in days.items() if kind == WorkCalendarDay.Kind.HOLIDAY),
        working=(day for day, kind in days.items() if kind == WorkCalendarDay.Kind.WORKING),
        short=(day for day, kind in days.items() if kind == WorkCalendarDay.Kind.SHORT),
        years={day.year for owner, day, _kind in rows if owner is None},
    )


def timetable(region: Region, agency_id: int | None = None, *, with_hours: bool = True) -> Timetable:
    """The region's calendar with the hours of the body, else of the region. One query, two with hours."""
    zone = ZoneInfo(region.time_zone)
    if not with_hours:
        return Timetable(work_calendar(region), zone, {})
    today = timezone.now().astimezone(zone).date()
    rows = list(
        OfficeHours.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=today),
            Q(agency=None) | Q(agency=agency_id),
            region=region,
            valid_from__lte=today,
        ).order_by("weekday", "opens")
    )
    own = [row for row in rows if row.agency_id is not None]
    hours: dict[int, tuple[tuple[time, time], ...]] = {}
    for row in own or rows:
        hours[row.weekday] = (*hours.get(row.weekday, ()), (row.opens, row.closes))
    return Timetable(work_calendar(region), zone, hours)
