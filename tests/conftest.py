"""Fixtures that every test may use."""

from __future__ import annotations

import pytest

from agencies.selectors import forget_calendars
from tests.world import World, make_world


@pytest.fixture(autouse=True)
def calendars_of_the_test() -> None:
    """No test counts days by the calendar of another."""
    forget_calendars()


@pytest.fixture
def world(db: None) -> World:
    """A small invented region."""
    return make_world()
