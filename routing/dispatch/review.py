"""A look at a whole table of rules: whose matter is what where, what nobody has, what a change would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from routing.dispatch.table import CompetenceTable, Where

EQUAL = 0.02


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as the rules know it: code of the classifier, the region's own number if any, title."""

    code: str
    external_id: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """A topic at a place that has another addressee than before; an empty body is nobody."""

    subject: Subject
    where: Where
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with the rules for one topic: ``nobody``, ``equals`` (bodies with equal right), ``unstaffed``
    (the body has nobody who can sign in). ``districts`` are where."""

    kind: Literal["nobody", "equals", "unstaffed"]
    subject: Subject
    agencies: tuple[str, ...]
    districts: tuple[str, ...]


def addressee(table: CompetenceTable, subject: Subject, where: Where, day: date) -> str:
    """The code of the body with the greatest right, empty where nobody has any."""
    shares = table.who(subject.code, subject.external_id, where, day)
    known = {code: share.p for code, share in shares.items() if code in table.bodies}
    return max(known, key=lambda code: (known[code], code), default="")


def changes(
    before: CompetenceTable, after: CompetenceTable, subjects: Iterable[Subject], places: Sequence[Where], day: date
) -> list[Change]:
    """Where the addressee differs between two tables, in the order of the subjects."""
    found = []
    for subject in subjects:
        for where in places:
            was, now = addressee(before, subject, where, day), addressee(after, subject, where, day)
            if was != now:
                found.append(Change(subject, where, was, now))
    return found


def troubles(
    table: CompetenceTable, subjects: Iterable[Subject], districts: Sequence[str], staffed: frozenset[str], day: date
) -> list[Trouble]:
    """What is wrong with the rules, topic by topic; ``staffed`` are codes of bodies with somebody who can sign in."""
    found = []
    for subject in subjects:
        where: dict[tuple[Literal["nobody", "equals", "unstaffed"], tuple[str, ...]], list[str]] = defaultdict(list)
        for district in districts:
            shares = table.who(subject.code, subject.external_id, Where(district), day)
            ranked = sorted(((s.p, code) for code, s in shares.items() if code in table.bodies), reverse=True)
            if not ranked:
                where["nobody", ()].append(district)
                continue
            best, code = ranked[0]
            equal = tuple(sorted(other for p, other in ranked if best - p < EQUAL and shares[other].rule.written))
            if len(equal) > 1 and shares[code].rule.written:
                where["equals", equal].append(district)
            elif code not in staffed:
                where["unstaffed", (code,)].append(district)
        found += [Trouble(kind, subject, bodies, tuple(names)) for (kind, bodies), names in where.items()]
    return found
