"""Reads that every step makes, with SQL that is written once.

Django writes the SQL of a query anew each time, and for one row by its key that takes several times as long as asking
the database. Only such reads belong here; see decision 0150.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

MARK = -2_147_483_647
"""Stands in the SQL where the number will be; no row has it."""

Row = TypeVar("Row", bound=Model)


class Prepared(Generic[Row]):
    """The rows that ``query`` gives for a number, always with all columns of their own table and none of others."""

    def __init__(self, query: Callable[[int], QuerySet[Row]]) -> None:
        self._query = query
        self._written: tuple[str, tuple[object, ...], type[Row]] | None = None

    def __call__(self, number: int) -> list[Row]:
        """The rows; one query."""
        if self._written is None:
            rows = self._query(MARK)
            self._written = (*rows.query.sql_with_params(), rows.model)
        sql, params, model = self._written
        return list(model._default_manager.raw(sql, [number if one == MARK else one for one in params]))

    def first(self, number: int) -> Row | None:
        """The first of the rows."""
        return next(iter(self(number)), None)
