"""Rules from a file: what they would change for whom, and the change itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.loading import owners
from agencies.loading.bringing import Brought, Plan
from agencies.loading.lines import Line
from agencies.loading.rulebook import bring_in, planned
from agencies.models import Agency, Competence, Official, OwnedObject, Post, Region, Territory, Topic, TopicGroup
from routing.dispatch.loading import forget_tables, fresh_table, rule_of
from routing.dispatch.review import MANAGER, OWNER, Change, Scope, Subject, Trouble, changes, looks_at, troubles
from routing.dispatch.types import Body, Rule


@dataclass(frozen=True, slots=True)
class Effect:
    """What a file does: to the rules, and to who gets which topic where. ``whole`` is false when the file touches more
    topics and places than are looked at."""

    brought: Brought
    changes: list[Change]
    scope: Scope
    whole: bool = True


def take_in(region: Region, lines: list[Line], day: date, *, whole: bool, for_sure: bool) -> Effect:
    """Bring the file's rules in, or with ``for_sure`` false only say what that would change.

    What changes is reckoned without writing, so that a look at a large file holds nobody up; the writing is all or
    nothing, in one transaction. Raises ``agencies.loading.rulebook.Mistakes``.
    """
    effect = _effect(region, planned(region, lines, day, whole=whole), day)
    if for_sure:
        with transaction.atomic():
            Region.objects.select_for_update().get(pk=region.pk)
            bring_in(region, lines, day, whole=whole)
        forget_tables()
    return effect


def take_in_objects(region: Region, lines: list[Line], day: date, *, whole: bool, for_sure: bool) -> Brought:
    """Bring the file's objects in, or with ``for_sure`` false only say what that would change in the register.

    All or nothing. Raises ``agencies.loading.rulebook.Mistakes``.
    """
    if not for_sure:
        return owners.bring_in(region, lines, day, whole=whole, for_sure=False)
    with transaction.atomic():
        brought = owners.bring_in(region, lines, day, whole=whole)
    forget_tables()
    return brought


def present_troubles(region: Region, day: date) -> list[Trouble]:
    """What is wrong with the rules of a region today. Seven queries."""
    staffed = Official.objects.filter(post__agency__region=region, user__is_active=True)
    codes = frozenset(staffed.values_list("post__agency__code", flat=True))
    table = fresh_table(region)
    return troubles(table.with_rules(table.rules, _whoever()), scope_of(region), codes, day)


def scope_of(region: Region) -> Scope:
    """The topics and places of a region. Two queries."""
    rows = Territory.objects.filter(region=region).order_by("name")
    districts, parents = [], {}
    for level, name, parent, above in rows.values_list("level", "name", "parent__name", "parent__level"):
        if level == Territory.Level.DISTRICT:
            districts.append(name)
        elif parent and above == Territory.Level.DISTRICT:
            parents[level, name] = parent
    kinds = (*OwnedObject.Kind.choices, *OwnedObject.Ownership.choices)
    return Scope(subjects(region), districts, parents, {code: str(label) for code, label in kinds})


def subjects(region: Region) -> list[Subject]:
    """The topics an appeal of the region may have. One query."""
    rows = Topic.objects.filter(Q(region=None) | Q(region=region)).order_by("group__order", "code", "external_id")
    return [Subject(code, own or None, title) for code, own, title in rows.values_list("code", "external_id", "title")]


def names_of(region: Region) -> dict[str, str]:
    """Names of the bodies by code, and words for whoever owns or keeps an object. One query."""
    names = dict(Agency.objects.filter(region=region).values_list("code", "name"))
    return names | {OWNER: _("the owner of the object"), MANAGER: _("who keeps the object")}


def _whoever() -> tuple[Body, ...]:
    return Body(OWNER, OWNER), Body(MANAGER, MANAGER)


def _effect(region: Region, plan: Plan[Competence], day: date) -> Effect:
    scope = scope_of(region)
    present = fresh_table(region)
    rules = {rule.id: rule for rule in present.rules}
    touched: list[Rule] = []
    posts = dict(Post.objects.filter(agency__region=region).values_list("pk", "title"))
    for one in (*plan.altered, *plan.ended):
        old = rules[str(one.pk)]
        rules[old.id] = replace(
            old,
            post=posts.get(one.post_id or 0, ""),
            cases=one.cases,
            agreed=one.agreed,
            basis=one.basis,
            valid_to=one.valid_to,
        )
        if (old.cases, old.agreed, old.valid_to) != (one.cases, one.agreed, one.valid_to):
            touched += [old, rules[old.id]]
    added = list(_rules_of(region, plan.new, posts))
    touched += added
    after = present.with_rules((*rules.values(), *added), _whoever())
    looks, every = looks_at(touched, scope, day)
    return Effect(plan.brought, changes(present.with_rules(present.rules, _whoever()), after, looks), scope, every)


def _rules_of(region: Region, new: Iterable[Competence], posts: dict[int, str]) -> Iterable[Rule]:
    """Rules not written yet, as the table knows them. Four queries."""
    topics = {pk: row for pk, *row in Topic.objects.values_list("pk", "code", "external_id")}
    groups = dict(TopicGroup.objects.values_list("pk", "code"))
    places = {pk: row for pk, *row in Territory.objects.filter(region=region).values_list("pk", "level", "name")}
    bodies = dict(Agency.objects.filter(region=region).values_list("pk", "code"))
    for number, one in enumerate(new):
        topic, own = topics.get(one.topic_id or 0, ("", ""))
        level, place = places[one.territory_id]
        row = {
            "pk": f"new-{number}",
            "topic__code": topic,
            "topic__external_id": own,
            "group__code": groups.get(one.group_id or 0, ""),
            "territory__level": level,
            "territory__name": place,
            "agency__code": bodies[one.agency_id],
            "post__title": posts.get(one.post_id or 0, ""),
            **{name: getattr(one, name) for name in _PLAIN},
        }
        yield rule_of(region.code, row)


_PLAIN = (
    *("object_kind", "cases", "agreed", "basis", "valid_from", "valid_to"),
    *("thing", "ownership", "appeal_kind", "executor"),
)
