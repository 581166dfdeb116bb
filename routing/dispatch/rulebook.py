"""Rules from a file: what they would change for whom, and the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from agencies.loading import owners
from agencies.loading.bringing import Brought
from agencies.loading.lines import Line
from agencies.loading.rulebook import bring_in
from agencies.models import Agency, Competence, Official, Region, Territory, Topic
from routing.dispatch.loading import forget_tables, fresh_table
from routing.dispatch.review import Change, Subject, Trouble, changes, troubles
from routing.dispatch.table import CompetenceTable, Where


@dataclass(frozen=True, slots=True)
class Effect:
    """What a file does: to the rules, and to who gets which topic where."""

    brought: Brought
    changes: list[Change]


def take_in(region: Region, lines: list[Line], day: date, *, whole: bool, for_sure: bool) -> Effect:
    """Bring the file's rules in, or with ``for_sure`` false only say what that would change.

    All or nothing, in one transaction. Raises ``agencies.loading.rulebook.Mistakes``.
    """
    before = fresh_table(region)
    with transaction.atomic():
        brought = bring_in(region, lines, day, whole=whole)
        touched = [*brought.added, *brought.changed, *brought.ended]
        effect = Effect(brought, _changes(region, touched, before, day))
        if not for_sure:
            transaction.set_rollback(True)
    if for_sure:
        forget_tables()
    return effect


def take_in_objects(region: Region, lines: list[Line], day: date, *, whole: bool, for_sure: bool) -> Brought:
    """Bring the file's objects in, or with ``for_sure`` false only say what that would change in the register.

    All or nothing, in one transaction. Raises ``agencies.loading.rulebook.Mistakes``.
    """
    with transaction.atomic():
        brought = owners.bring_in(region, lines, day, whole=whole)
        if not for_sure:
            transaction.set_rollback(True)
    if for_sure:
        forget_tables()
    return brought


def present_troubles(region: Region, day: date) -> list[Trouble]:
    """What is wrong with the rules of a region today. Six queries."""
    districts = Territory.objects.filter(region=region, level=Territory.Level.DISTRICT).order_by("name")
    staffed = Official.objects.filter(post__agency__region=region, user__is_active=True)
    codes = frozenset(staffed.values_list("post__agency__code", flat=True))
    return troubles(fresh_table(region), subjects(region), list(districts.values_list("name", flat=True)), codes, day)


def subjects(region: Region) -> list[Subject]:
    """The topics an appeal of the region may have. One query."""
    rows = Topic.objects.filter(Q(region=None) | Q(region=region)).order_by("group__order", "code", "external_id")
    return [Subject(code, own or None, title) for code, own, title in rows.values_list("code", "external_id", "title")]


def names_of(region: Region) -> dict[str, str]:
    """Names of the bodies by code. One query."""
    return dict(Agency.objects.filter(region=region).values_list("code", "name"))


def _changes(region: Region, touched: Sequence[int], before: CompetenceTable, day: date) -> list[Change]:
    rules = Competence.objects.filter(pk__in=touched).select_related("topic", "group", "territory__parent")
    whats: set[str] = set()
    places = {Where(name) for name in _districts(region)} | {Where()}
    for rule in rules:
        whats.add(f"own:{rule.topic.external_id}" if rule.topic and rule.topic.external_id else _wide(rule))
        if rule.territory.level == Territory.Level.MUNICIPALITY and rule.territory.parent:
            places.add(Where(rule.territory.parent.name, rule.territory.name))
    about = [
        one for one in subjects(region) if whats & {"", one.code, one.code.partition("-")[0], f"own:{one.external_id}"}
    ]
    order = sorted(places, key=lambda where: (where.district, where.municipality))
    return changes(before, fresh_table(region), about, order, day)


def _wide(rule: Competence) -> str:
    return rule.topic.code if rule.topic else rule.group.code if rule.group else ""


def _districts(region: Region) -> list[str]:
    rows = Territory.objects.filter(region=region, level=Territory.Level.DISTRICT)
    return list(rows.values_list("name", flat=True))
