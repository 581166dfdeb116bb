from __future__ import annotations

from pathlib import Path

import pytest

from agencies.models import Agency, Territory
from routing.cases.actors import SYSTEM
from routing.cases.door import change
from routing.cases.models import Case
from routing.dispatch import loading
from tests.world import World, fresh, received


@pytest.fixture(autouse=True)
def a_region_without_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The invented region lives in the database alone, and its rules are read anew."""
    monkeypatch.setattr(loading, "region_folder", lambda _code: tmp_path)
    monkeypatch.setattr(loading, "_loaded", {})


def settle(
    world: World, agency: Agency, count: int, territory: Territory | None = None, kind: str = "send_answer"
) -> None:
    """Cases on the topic of graffiti that this body has answered, whoever had them first; ``kind`` is the last step."""
    for _ in range(count):
        case = received(world)
        Case.objects.filter(pk=case.pk).update(
            state="answered", agency=agency, topic=world.hole, territory=territory or world.north, is_open=False
        )
        with change(case.pk, SYSTEM) as opened:
            opened.note(kind)
        fresh(case)
