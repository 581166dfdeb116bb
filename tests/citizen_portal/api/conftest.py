"""The app of every test of the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.citizen_portal.api.app import App
from tests.world import World


@pytest.fixture
def app(world: World, settings: Any) -> Iterator[App]:
    settings.REGION = world.region.code
    cache.clear()
    yield App()
    cache.clear()
