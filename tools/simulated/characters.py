"""How officials behave. Everything is drawn from a seeded generator, so a year can be lived again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Character:
    """Chances and speeds of an executor.

    ``pace``: by how much slower than usual the person works; ``wrong``: chance that a draft comes back from the
    approver; ``stubborn``: chance that a case of the own body is declined all the same; ``forgets``: chance that a case
    is simply left lying; ``asks``: chance of a question to the citizen.
    """

    name: str
    pace: float = 1.0
    wrong: float = 0.04
    stubborn: float = 0.01
    forgets: float = 0.002
    asks: float = 0.08


KINDS = (
    (0.55, Character("diligent")),
    (0.15, Character("late", pace=2.5)),
    (0.10, Character("wrong", wrong=0.5)),
    (0.12, Character("absent", forgets=0.01)),
    (0.08, Character("stubborn", stubborn=0.35)),
)
ABSENCES = (14, 45)
"""Least and most days of an absence; the absent have two a year, the others a holiday of two weeks."""


@dataclass(frozen=True, slots=True)
class Person:
    """An official of the simulation: character and days away, during which nothing is done."""

    character: Character
    away: tuple[tuple[date, date], ...]

    def back(self, day: date) -> date:
        """The first day from ``day`` on when the person is there."""
        for first, last in self.away:
            if first <= day <= last:
                return last + timedelta(days=1)
        return day


def _shares() -> Iterator[tuple[float, Character]]:
    total = 0.0
    for share, kind in KINDS:
        total += share
        yield total, kind


def draw(chance: random.Random, first: date, days: int) -> Person:
    """Somebody at random."""
    roll = chance.random()
    character = next((kind for share, kind in _shares() if roll < share), KINDS[0][1])
    number, lengths = (2, ABSENCES) if character.name == "absent" else (1, (14, 14))
    starts = sorted(first + timedelta(days=chance.randrange(max(1, days))) for _ in range(number))
    away = tuple((start, start + timedelta(days=chance.randint(*lengths))) for start in starts)
    return Person(character, away)
