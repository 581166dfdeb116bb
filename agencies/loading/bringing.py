"""A file that people edit, brought into a table: all of its mistakes at once, or all of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from agencies.loading.lines import DataError, Line
from agencies.loading.merge import BATCH, Values

MOST_MISTAKES = 100
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file changes: how many rows are added, changed and ended, and how many stay as they are."""

    added: int
    changed: int
    ended: int
    same: int


@dataclass(frozen=True, slots=True)
class Plan(Generic[Row]):
    """What a file would do to a table, nothing of it written: rows to add, to change and to end, the last two as they
    would be. ``columns`` are the fields that may change."""

    new: list[Row]
    altered: list[Row]
    ended: list[Row]
    same: int
    columns: tuple[str, ...]

    @property
    def brought(self) -> Brought:
        """The plan in numbers."""
        return Brought(len(self.new), len(self.altered), len(self.ended), self.same)


class Mistakes(DataError):
    """The file cannot be taken as it is; ``sentences`` say why, each with its line."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def checked(
    lines: Iterable[Line], values_of: Callable[[Line], Values], keys: Sequence[str], *, from_file: bool
) -> list[Values]:
    """The rows of the file, no two of them with the same ``keys``. Raises ``Mistakes``: up to 100, each by its line."""
    mistakes: list[str] = []
    wanted: list[Values] = []
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        try:
            values = values_of(line) | {"from_file": from_file}
            once(line, tuple(values[name] for name in keys), seen)
            wanted.append(values)
        except DataError as error:
            mistakes.append(str(error))
            if len(mistakes) >= MOST_MISTAKES:
                break
    if mistakes:
        raise Mistakes(mistakes)
    return wanted


def once(line: Line, key: tuple[object, ...], seen: dict[tuple[object, ...], int]) -> None:
    """Raise ``DataError`` where an earlier line holds the same; ``seen`` remembers."""
    if key in seen:
        raise line.error(_("the same is written in line %(number)d") % {"number": seen[key]})
    seen[key] = line.number


def planned(
    existing: QuerySet[Any], keys: Sequence[str], wanted: Sequence[Values], day: date, *, whole: bool
) -> Plan[Any]:
    """What makes dated rows agree with the ``wanted`` ones. One query, nothing is written.

    ``keys`` are the attributes that tell rows apart. Rows that are not wanted stay; with ``whole`` those in force on
    ``day`` end the day before. Nothing is deleted: what was decided by a row can be explained later.
    """
    model: type[Model] = existing.model
    present = {tuple(getattr(row, key) for key in keys): row for row in existing}
    new: list[Any] = []
    altered: list[Any] = []
    same = 0
    for values in wanted:
        row = present.pop(tuple(values[key] for key in keys), None)
        if row is None:
            new.append(model(**values))
        elif any(getattr(row, name) != value for name, value in values.items() if name != "from_file"):
            for name, value in values.items():
                setattr(row, name, value)
            altered.append(row)
        else:
            same += 1
    ended = [row for row in present.values() if whole and _ends(row, day)]
    columns = {"valid_to", "from_file", *(wanted[0] if wanted else ())} - set(keys)
    names = tuple(field.name for field in model._meta.concrete_fields if field.attname in columns)
    return Plan(new, altered, ended, same, names)


def write(plan: Plan[Any], rows: QuerySet[Any]) -> Brought:
    """Do what is planned; the caller holds the transaction.

    Altered rows go by «insert or update»: hundreds of them in one statement take a tenth of the time that as many cases
    of one UPDATE take.
    """
    rows.bulk_create(plan.new, batch_size=BATCH)
    if plan.altered:
        how: dict[str, Any] = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": plan.columns}
        rows.bulk_create(plan.altered, batch_size=BATCH, **how)
    for at in range(0, len(plan.ended), BATCH):
        some = plan.ended[at : at + BATCH]
        rows.filter(pk__in=[row.pk for row in some]).update(valid_to=some[0].valid_to, from_file=False)
    return plan.brought


def _ends(row: Any, day: date) -> bool:
    """Whether the row is in force on the day and began before; then it is made to end the day before."""
    if row.valid_from >= day or (row.valid_to is not None and row.valid_to < day):
        return False
    row.valid_to, row.from_file = day - timedelta(days=1), False
    return True
