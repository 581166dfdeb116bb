"""Reads of the registry for the other rooms. Each says how many queries it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from agencies.calendar import WorkCalendar
from agencies.kept import Kept
from agencies.models import (
    Absence,
    Agency,
    LegalRegime,
    LegalTerm,
    OfficeHours,
    Official,
    Region,
    Territory,
    Topic,
    WorkCalendarDay,
)
from agencies.timetable import Timetable

FINEST_FIRST = (Territory.Level.MUNICIPALITY, Territory.Level.DISTRICT, Territory.Level.REGION)


def territory_key(name: str) -> str:
    """A name as it is compared: «N 7», «№ 7» and «№7» are one, so are «Лиговка - Ямская» and «Лиговка-Ямская»."""
    key = re.sub(r"\s+", " ", name).strip().lower().replace("ё", "е")
    key = re.sub(r"(?:\bn|№)\s*(?=\d)", "№", key)
    return re.sub(r"\s*-\s*", "-", key)


def region_of(region_id: int) -> Region:
    """The region with an id. One query, kept for a minute; raises ``Region.DoesNotExist``."""
    return _regions(region_id)


def agency_of(agency_id: int) -> Agency:
    """The body with an id. One query, kept for a minute; raises ``Agency.DoesNotExist``."""
    return _agencies(agency_id)


def topic_of(topic_id: int) -> Topic:
    """The topic with an id, with the one above it. One query, kept for a minute; raises ``Topic.DoesNotExist``."""
    return _topics(topic_id)


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
    """Terms of the regime in force on the day, the latest rule first. One query, kept for a minute."""
    return [
        term
        for term in _terms(regime)
        if term.valid_from <= on_date and (term.valid_to is None or on_date <= term.valid_to)
    ]


def legal_regime(code: str, on_date: date) -> LegalRegime | None:
    """The regime as it is on the day; ``None`` when the data do not know it. One query, kept for a minute."""
    held = [
        row
        for row in _legal_regimes(code)
        if row.valid_from <= on_date and (row.valid_to is None or on_date <= row.valid_to)
    ]
    return held[0] if held else None


def work_calendar(region: Region | None) -> WorkCalendar:
    """The country's calendar with the region's own days over it; known are the years the country has rows of.

    One query, kept for a minute.
    """
    return _calendars(region.pk if region else None)


def _read_calendar(region_id: int | None) -> WorkCalendar:
    of = Q(region=None) | Q(region=region_id)
    rows = WorkCalendarDay.objects.filter(of).values_list("region_id", "date", "kind")
    # The country's days first, so that the region's own overwrite them.
    days = {day: kind for _region, day, kind in sorted(rows, key=lambda row: row[0] is not None)}
    return WorkCalendar.of(
        holidays=(day for day, kind in days.items() if kind == WorkCalendarDay.Kind.HOLIDAY),
        working=(day for day, kind in days.items() if kind == WorkCalendarDay.Kind.WORKING),
        short=(day for day, kind in days.items() if kind == WorkCalendarDay.Kind.SHORT),
        years={day.year for owner, day, _kind in rows if owner is None},
    )


def timetable(region: Region, agency_id: int | None = None, *, with_hours: bool = True) -> Timetable:
    """The region's calendar with the hours of the body, else of the region. Two queries, kept for a minute."""
    zone = ZoneInfo(region.time_zone)
    if not with_hours:
        return Timetable(work_calendar(region), zone, {})
    today = timezone.now().astimezone(zone).date()
    of = (None, agency_id)
    rows = [
        row
        for row in _office_hours(region.pk)
        if row.agency_id in of and row.valid_from <= today and (row.valid_to is None or today <= row.valid_to)
    ]
    own = [row for row in rows if row.agency_id is not None]
    hours: dict[int, tuple[tuple[time, time], ...]] = {}
    for row in own or rows:
        hours[row.weekday] = (*hours.get(row.weekday, ()), (row.opens, row.closes))
    return Timetable(work_calendar(region), zone, hours)


def away(on_date: date) -> dict[int, Official | None]:
    """Who is absent on a day, by id, with who stands in: the first of the chain that is there. One query a minute."""
    rows = {row.official_id: row.substitute for row in _absences(on_date)}

    def present(official: Official | None, passed: frozenset[int]) -> Official | None:
        if official is None or official.pk not in rows:
            return official if official is None or official.user.is_active else None
        return None if official.pk in passed else present(rows[official.pk], passed | {official.pk})

    return {pk: present(substitute, frozenset({pk})) for pk, substitute in rows.items()}


def stands_in_for(official_id: int, on_date: date) -> list[Official]:
    """The absent officials whose rights an official has on a day. One query a minute."""
    absent = {row.official_id: row.official for row in _absences(on_date)}
    return [absent[pk] for pk, substitute in away(on_date).items() if substitute and substitute.pk == official_id]


def _read_absences(on_date: date) -> list[Absence]:
    found = Absence.objects.filter(first_day__lte=on_date, last_day__gte=on_date)
    return list(found.select_related("official__post__agency", "substitute__post__agency", "substitute__user"))


def executors_of(agency_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Ids and names of the executors of bodies, by name. One query, kept for a minute."""
    return _executors(frozenset(agency_ids))


def _read_executors(agency_ids: frozenset[int]) -> list[tuple[int, str]]:
    people = Official.objects.filter(post__agency__in=agency_ids, role=Official.Role.EXECUTOR)
    return list(people.order_by("full_name").values_list("pk", "full_name"))


def _read_terms(regime: str) -> list[LegalTerm]:
    terms = LegalTerm.objects.select_related("topic").filter(regime=regime)
    return list(terms.order_by("kind", "-fast_track", "-valid_from", "pk"))


def _read_regimes(code: str) -> list[LegalRegime]:
    return list(LegalRegime.objects.filter(code=code).order_by("-valid_from", "-pk"))


def _read_hours(region_id: int) -> list[OfficeHours]:
    return list(OfficeHours.objects.filter(region=region_id).order_by("weekday", "opens"))


def _read_region(region_id: int) -> Region:
    return Region.objects.get(pk=region_id)


_regions: Kept[int, Region] = Kept(_read_region, Region)
_agencies: Kept[int, Agency] = Kept(lambda pk: Agency.objects.get(pk=pk), Agency)
_topics: Kept[int, Topic] = Kept(lambda pk: Topic.objects.select_related("parent").get(pk=pk), Topic)


def bodies_below(agency_id: int) -> frozenset[int]:
    """A body with all bodies under it, however deep. One query, kept for a minute."""
    return _trees(agency_id)


def _read_tree(agency_id: int) -> frozenset[int]:
    return _under(agency_id, Agency.objects.exclude(superior=None).values_list("pk", "superior_id"))


def _under(top: int, rows: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    """The row ``top`` with everything below it, by pairs of a row and the one above."""
    under: dict[int | None, list[int]] = {}
    for lower, upper in rows:
        under.setdefault(upper, []).append(lower)
    found, waiting = {top}, [top]
    while waiting:
        new = [row for row in under.get(waiting.pop(), ()) if row not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def regime_titles() -> dict[str, str]:
    """Titles of the legal regimes by their codes. One query, kept for a minute."""
    return _regime_titles("")


def _read_regime_titles(_key: str) -> dict[str, str]:
    return dict(LegalRegime.objects.order_by("valid_from", "pk").values_list("code", "title"))


def registry_names(kind: str) -> dict[int, str]:
    """Titles by number of all «topic», «district» or «body» rows, by title. One query, kept for a minute."""
    return _names(kind)


def _read_names(kind: str) -> dict[int, str]:
    rows = {
        "topic": Topic.objects.order_by("title", "pk").values_list("pk", "title"),
        "district": Territory.objects.exclude(level=Territory.Level.REGION).order_by("name").values_list("pk", "name"),
        "body": Agency.objects.order_by("name").values_list("pk", "name"),
    }
    return dict(rows[kind])


def territories_below(territory_id: int) -> frozenset[int]:
    """A territory with all inside it. One query, kept for a minute."""
    return _insides(territory_id)


def _read_inside(territory_id: int) -> frozenset[int]:
    rows = Territory.objects.exclude(parent=None).values_list("pk", "parent_id")
    return _under(territory_id, rows)


_names: Kept[str, dict[int, str]] = Kept(_read_names, Topic, Territory, Agency)
_insides: Kept[int, frozenset[int]] = Kept(_read_inside, Territory)
_trees: Kept[int, frozenset[int]] = Kept(_read_tree, Agency)
_calendars: Kept[int | None, WorkCalendar] = Kept(_read_calendar, WorkCalendarDay)
_terms: Kept[str, list[LegalTerm]] = Kept(_read_terms, LegalTerm)
_executors: Kept[frozenset[int], list[tuple[int, str]]] = Kept(_read_executors, Official)
_absences: Kept[date, list[Absence]] = Kept(_read_absences, Absence, Official)
_legal_regimes: Kept[str, list[LegalRegime]] = Kept(_read_regimes, LegalRegime)
_regime_titles: Kept[str, dict[str, str]] = Kept(_read_regime_titles, LegalRegime)
_office_hours: Kept[int, list[OfficeHours]] = Kept(_read_hours, OfficeHours)
