"""A look at a whole table of rules: whose matter is what where, what nobody has, what a change would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from routing.dispatch.table import CompetenceTable, Where
from routing.dispatch.types import Level, Rule, Thing

EQUAL = 0.02
OWNER, MANAGER = "@owner", "@manager"
"""Stand for «whoever owns it» and «whoever keeps it» where a rule asks the register and no object is named."""
MOST_LOOKS = 60_000
"""Cells looked at in one trial run: a file of 5,000 rules has a fifth of them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as the rules know it: code of the classifier, the region's own number if any, title."""

    code: str
    external_id: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A topic at a place, and what else is known of the appeal: the citizen's word for the object, the kind."""

    subject: Subject
    where: Where
    object_kind: str = ""
    appeal_kind: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that has another addressee from ``day`` on; several bodies have equal right, none is nobody."""

    cell: Cell
    before: tuple[str, ...]
    after: tuple[str, ...]
    day: date


Kind = Literal["nobody", "equals", "last_resort", "unstaffed"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with the rules for one topic: ``nobody``, ``equals`` (bodies with equal right), ``last_resort``
    (only the rule for everything else names a body), ``unstaffed`` (the body has nobody who can sign in). ``places``
    are where."""

    kind: Kind
    subject: Subject
    agencies: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(slots=True)
class Scope:
    """What there is in a region: topics, districts, the district of each municipality and area (by level and name),
    and words for the codes of objects and bodies."""

    subjects: Sequence[Subject]
    districts: Sequence[str]
    parents: Mapping[tuple[str, str], str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def holders(table: CompetenceTable, cell: Cell, day: date) -> tuple[str, ...]:
    """Codes of the bodies with the greatest right: one, several where people wrote both, none where nobody has any."""
    subject = cell.subject
    shares = table.who(subject.code, subject.external_id, cell.where, day, cell.object_kind, cell.appeal_kind)
    ranked = sorted(((share.p, code) for code, share in shares.items() if code in table.bodies), reverse=True)
    if not ranked:
        return ()
    best, first = ranked[0]
    if not shares[first].rule.written:
        return (first,)
    return tuple(sorted(code for p, code in ranked if best - p < EQUAL and shares[code].rule.written))


def changes(before: CompetenceTable, after: CompetenceTable, looks: Mapping[Cell, Iterable[date]]) -> list[Change]:
    """Where and from when the addressee differs between two tables, in the order of the cells."""
    found = []
    for cell, days in looks.items():
        told = None
        for day in sorted(days):
            was, now = holders(before, cell, day), holders(after, cell, day)
            if was != now and (was, now) != told:
                found.append(Change(cell, was, now, day))
            told = (was, now)
    return found


def looks_at(rules: Iterable[Rule], scope: Scope, day: date) -> tuple[dict[Cell, set[date]], bool]:
    """Cells and days that rules can matter for, and whether they are all: no more than ``MOST_LOOKS`` are given."""
    alike: dict[Rule, set[date]] = defaultdict(set)
    for rule in rules:
        alike[_reach(rule)] |= _days(rule, day)
    looks: dict[Cell, set[date]] = defaultdict(set)
    for rule, days in alike.items():
        if not days:
            continue
        for cell in _cells(rule, scope):
            looks[cell] |= days
            if len(looks) > MOST_LOOKS:
                return looks, False
    return looks, True


def _reach(rule: Rule) -> Rule:
    """The rule reduced to what says where it matters: many rules of a file reach the same.

    What is learned in one district speaks in the others too.
    """
    far = not rule.written and rule.level == "district"
    level: Level = "region" if far or rule.level in ("region", "federation") else rule.level
    return Rule(
        "",
        rule.what,
        level,
        "" if level == "region" else rule.territory,
        "",
        object_kind=rule.object_kind,
        thing=rule.thing,
        ownership=rule.ownership,
        appeal_kind=rule.appeal_kind,
        executor="owner" if rule.executor else "",
    )


def about(rule: Rule, subject: Subject) -> bool:
    """Whether the rule speaks of the topic, by itself or among others."""
    what = rule.what
    own = bool(subject.external_id) and what.partition(":")[2] == subject.external_id
    return what in ("", subject.code, subject.code.partition("-")[0]) or own


def _days(rule: Rule, day: date) -> set[date]:
    """The days, from this one on, on which the rule begins to matter or ends."""
    if rule.valid_to is not None and rule.valid_to < day:
        return set()
    found = {max(day, rule.valid_from or day)}
    if rule.valid_to is not None and rule.valid_to < date.max:
        found.add(rule.valid_to + timedelta(days=1))
    return found


def _cells(rule: Rule, scope: Scope) -> Iterator[Cell]:
    things: tuple[Thing, ...] = ()
    if rule.of_object:
        things = (Thing("", rule.thing, "", rule.ownership, OWNER, MANAGER),)
    for subject in scope.subjects:
        if about(rule, subject):
            for where in _places(rule, scope):
                place = Where(where.district, where.municipality, where.areas, things)
                yield Cell(subject, place, rule.object_kind, rule.appeal_kind)


def _places(rule: Rule, scope: Scope) -> Iterator[Where]:
    parent = scope.parents.get((rule.level, rule.territory), "")
    if rule.level == "municipality":
        yield Where(parent, rule.territory)
    elif rule.level == "area":
        yield Where(parent, "", (rule.territory,))
    elif rule.level == "district":
        yield Where(rule.territory)
    else:
        yield Where()
        yield from map(Where, scope.districts)


def troubles(table: CompetenceTable, scope: Scope, staffed: frozenset[str], day: date) -> list[Trouble]:
    """What is wrong with the rules, topic by topic; ``staffed`` are codes of bodies with somebody who can sign in."""
    found = []
    for subject in scope.subjects:
        where: dict[tuple[Kind, tuple[str, ...]], list[str]] = defaultdict(list)
        for district in scope.districts:
            trouble = _trouble(table, Cell(subject, Where(district)), staffed, day)
            if trouble:
                where[trouble].append(district)
        for place, bodies in _narrow_equals(table, subject, scope, day):
            where["equals", bodies].append(told(place, scope))
        found += [Trouble(kind, subject, bodies, tuple(names)) for (kind, bodies), names in where.items()]
    return found


def _trouble(
    table: CompetenceTable, cell: Cell, staffed: frozenset[str], day: date
) -> tuple[Kind, tuple[str, ...]] | None:
    bodies = holders(table, cell, day)
    if not bodies:
        return "nobody", ()
    if len(bodies) > 1:
        return "equals", bodies
    shares = table.who(cell.subject.code, cell.subject.external_id, cell.where, day)
    if not shares[bodies[0]].rule.what:
        return "last_resort", bodies
    return None if bodies[0] in staffed else ("unstaffed", bodies)


def _narrow_equals(
    table: CompetenceTable, subject: Subject, scope: Scope, day: date
) -> Iterator[tuple[Cell, tuple[str, ...]]]:
    """Bodies of equal right in a municipality or an area, or under a condition: no district shows them."""
    seen = set()
    for rule in table.written_for(subject.code, subject.external_id):
        plain = not (rule.object_kind or rule.appeal_kind or rule.of_object)
        if not rule.holds_on(day) or (plain and rule.level not in ("municipality", "area")):
            continue
        for cell in _cells(rule, Scope([subject], scope.districts, scope.parents, scope.words)):
            bodies = holders(table, cell, day)
            if len(bodies) > 1 and cell not in seen:
                seen.add(cell)
                yield cell, bodies


def told(cell: Cell, scope: Scope) -> str:
    """Where the cell is, and under what conditions, in words; empty where nothing is known of the place."""
    where = cell.where
    parts = [where.district, where.municipality, *where.areas, cell.object_kind]
    parts += [scope.words.get(code, code) for thing in where.things for code in (thing.kind, thing.ownership)]
    return ", ".join(part for part in (*parts, cell.appeal_kind) if part)
