"""What a file of rules would change, as an administrator reads it: who loses, who gains, topic by topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from routing.dispatch.review import Subject, told
from routing.dispatch.rulebook import Effect

Codes = tuple[str, ...]
PLACES = 6
"""How many places of one change are named; of the others the number is told."""


@dataclass(frozen=True, slots=True)
class Row:
    """Places where one topic goes from the same bodies to the same bodies, from the same day on."""

    topic: str
    code: str
    places: str
    before: str
    after: str
    day: date
    nobody: bool
    equal: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """In how many topics and places a body loses its matters and gains others."""

    name: str
    lost: int
    gained: int


def rows(effect: Effect, names: dict[str, str]) -> list[Row]:
    """The changes with those alike put together; those that leave nobody or several of equal right stand first."""
    alike: dict[tuple[Subject, Codes, Codes, date], list[str]] = {}
    for one in effect.changes:
        key = (one.cell.subject, one.before, one.after, one.day)
        alike.setdefault(key, []).append(told(one.cell, effect.scope) or _("place not known"))
    found = []
    for (subject, was, now, day), places in alike.items():
        words = named(places), bodies(was, names), bodies(now, names)
        found.append(Row(subject.title, subject.code, *words, day, nobody=not now, equal=len(now) > 1))
    return sorted(found, key=lambda row: not row.nobody and not row.equal)


def bodies(codes: Iterable[str], names: dict[str, str]) -> str:
    """The bodies by name; of several with equal right it is said."""
    found = [names.get(code, code) for code in codes]
    if len(found) > 1:
        return _("with equal right: %(bodies)s") % {"bodies": ", ".join(found)}
    return found[0] if found else _("nobody")


def named(places: list[str]) -> str:
    """The first places, and how many there are besides."""
    shown = "; ".join(places[:PLACES])
    more = len(places) - PLACES
    if more <= 0:
        return shown
    return shown + " " + ngettext("and %(number)d more place", "and %(number)d more places", more) % {"number": more}


def balances(effect: Effect, names: dict[str, str]) -> list[Balance]:
    """The bodies that lose or gain, those with the most first."""
    lost: Counter[str] = Counter()
    gained: Counter[str] = Counter()
    for one in effect.changes:
        lost.update(set(one.before) - set(one.after))
        gained.update(set(one.after) - set(one.before))
    found = [Balance(names.get(code, code), lost[code], gained[code]) for code in {*lost, *gained}]
    return sorted(found, key=lambda one: (-one.lost - one.gained, one.name))
