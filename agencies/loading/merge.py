"""Making a table agree with the wanted rows, writing only what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from agencies.kept import forget_all

BATCH = 500
Values = dict[str, Any]
Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Counts:
    """What merging did to a table, in rows."""

    table: str
    total: int
    created: int = 0
    changed: int = 0
    removed: int = 0


def merge(
    existing: QuerySet[Any], keys: Sequence[str], wanted: Sequence[Values], progress: Progress, *, owned: bool = False
) -> Counts:
    """Create and change rows so that every one of ``wanted`` is there.

    ``existing`` are the rows that may answer; ``keys`` the attributes that tell rows apart; ``wanted`` are mappings
    from attribute to value, all with the same attributes. With ``owned`` the rows have ``from_file``: those of files
    that are no longer wanted are removed, those made by people stay as they are. Otherwise nothing is removed, because
    cases point there.
    """
    model: type[Model] = existing.model
    present = {tuple(getattr(row, key) for key in keys): row for row in existing}
    new: list[Model] = []
    altered: list[Model] = []
    for values in wanted:
        row = present.pop(tuple(values[key] for key in keys), None)
        if row is None:
            new.append(model(**values))
        elif (row.from_file if owned else True) and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            altered.append(row)
    gone = [row.pk for row in present.values() if row.from_file] if owned else []
    model._default_manager.filter(pk__in=gone).delete()
    for start in range(0, len(new), BATCH):
        model._default_manager.bulk_create(new[start : start + BATCH])
        progress(len(new[start : start + BATCH]))
    if altered:
        columns = set(wanted[0]) - set(keys)
        names = [field.name for field in model._meta.concrete_fields if field.attname in columns]
        model._default_manager.bulk_update(altered, names, batch_size=BATCH)
    forget_all()
    progress(len(wanted) - len(new))
    return Counts(str(model._meta.verbose_name_plural), len(wanted), len(new), len(altered), len(gone))
