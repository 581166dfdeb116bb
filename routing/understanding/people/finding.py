"""Everything personal in a text, and the text as others may see it (ст. 6 ч. 2 59-ФЗ, ст. 7 152-ФЗ)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from routing.understanding.people.names import AUTHOR, PERSON, find_names
from routing.understanding.people.numbers import find_numbers
from routing.understanding.types import Finding, Span

__all__ = ["AUTHOR", "PERSON", "find_people", "hide"]

MAX_CHARACTERS: Final = 20_000
"""Names are looked for so far; what lies beyond is not shown by ``hide``."""

MASKS: Final = {
    AUTHOR: "[имя]", PERSON: "[имя]", "phone": "[телефон]", "email": "[почта]", "flat": "[квартира]",
    "plate": "[номер машины]", "birthday": "[дата рождения]", "card": "[карта]", "account": "[счёт]",
}  # fmt: skip
_DOCUMENT: Final = "[документ]"


def find_people(text: str, places: tuple[Span, ...] = ()) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(names, other personal data), each in order. Names: ``author`` for the writer's own, ``person`` for others.

    ``places`` are spans already read as places: a street named after a person is nobody's name. Linear in the length.
    """
    head = text[:MAX_CHARACTERS]
    numbers = find_numbers(head)
    taken = (*places, *(one.span for one in numbers))
    names = find_names(head, taken)
    return tuple(names), tuple(sorted(numbers, key=lambda one: one.span))


def hide(text: str, found: Iterable[Finding] | None = None) -> str:
    """``text`` with every name and number of a person masked, for eyes that do not work on the case.

    ``found`` are findings of this very text; they are looked for when not given.
    """
    if found is None:
        names, numbers = find_people(text)
        found = (*names, *numbers)
        text = text[:MAX_CHARACTERS]
    parts, at = [], 0
    for one in sorted(found, key=lambda each: each.span):
        start, end = one.span
        if start < at:
            continue
        parts += [text[at:start], MASKS.get(one.code, _DOCUMENT)]
        at = end
    return "".join((*parts, text[at:]))
