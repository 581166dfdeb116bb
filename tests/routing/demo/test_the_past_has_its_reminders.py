from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from routing import demo, intake
from routing.cases import services
from routing.cases.events import chain_breaks
from routing.cases.models import Case, Event, OutboxRow
from routing.chores import do_chores
from routing.control.models import Reminder
from routing.demo import seed
from tests.world import World

NOW = datetime(2026, 6, 17, 15, 0, tzinfo=ZoneInfo("Europe/Moscow"))
STORY: dict[str, Any] = {
    "key": "late-1",
    "topic": "BLG-03",
    "text": "Третий день не горит фонарь у дома",
    "name": "Анна Сергеевна Выдуманная",
    "days_ago": 40.0,
    "hour": 12,
    "end": "in_work",
}


@pytest.fixture
def case(world: World, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case that has been late for weeks when the demonstration begins."""

    def ask(case: int, at: datetime | None = None) -> None:
        services.ask_coordinator(case, {"topic": world.lamp}, at=at)

    monkeypatch.setattr(intake, "understand", ask)
    monkeypatch.setattr(demo.Play, "right", property(lambda play: (world.lamps, world.lamp)))
    list(seed(world.region, [STORY], NOW))
    return Case.objects.get()


def test_the_first_chores_have_nothing_old_to_report(case: Case) -> None:
    assert do_chores(NOW) == 0


def test_each_was_told_on_its_own_morning(case: Case) -> None:
    told = Reminder.objects.filter(deadline__kind="answer").order_by("made_at")
    assert len({row.made_at.date() for row in told}) == told.count() > 2
    assert all(row.made_at - row.due_at < timedelta(days=7) for row in told)
    assert all(row.sent_at == row.made_at for row in told)


def test_the_history_stays_in_order_and_whole(case: Case) -> None:
    times = list(Event.objects.filter(case=case).order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)
    assert chain_breaks(case) is None


def test_no_letter_of_the_past_waits(case: Case) -> None:
    assert not OutboxRow.objects.filter(done_at=None).exists()
