"""Search in tables that finds Cyrillic words however they are spelled: SQLite compares only Latin letters blindly."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

MAX_WORDS = 8


def anywhere(rows: QuerySet[Any], columns: tuple[str, ...], typed: str) -> QuerySet[Any]:
    """The rows in which every word of ``typed`` occurs in one of the columns, whatever the case of its letters."""
    for word in typed.split()[:MAX_WORDS]:
        found = Q()
        for spelling in {word, word.lower(), word.capitalize(), word.upper()}:
            for column in columns:
                found |= Q(**{f"{column}__icontains": spelling})
        rows = rows.filter(found)
    return rows
