"""Fixtures that every test may use."""

from __future__ import annotations

import pytest

from tests.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """A small invented region."""
    return make_world()
