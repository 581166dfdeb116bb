"""Fixtures that every test may use."""

from __future__ import annotations

import pytest

from agencies.kept import forget_all
from tests.world import World, make_world


@pytest.fixture(autouse=True)
def registry_of_the_test() -> None:
    """No test counts by the calendar, the terms or the hours of another."""
    forget_all()


@pytest.fixture
def world(db: None) -> World:
    """A small invented region."""
    return make_world()
