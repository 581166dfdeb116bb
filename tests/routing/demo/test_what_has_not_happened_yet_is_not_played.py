"""A written story is played through the services at plausible times, once, and without letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.calendar import WorkCalendar
from routing import demo, intake
from routing.cases import services
from routing.cases.events import chain_breaks
from routing.cases.models import Case, Event, OutboxRow
from routing.demo import seed
from routing.demo_hours import AWAKE, GAPS, OF_CITIZENS, OFFICE, Pace
from tests.world import World

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 6, 17, 15, 0, tzinfo=ZONE)
"""A Wednesday."""
STORY: dict[str, Any] = {
    "key": "lamp-1",
    "topic": "BLG-03",
    "text": "Третий день не горит фонарь у дома",
    "name": "Анна Сергеевна Выдуманная",
    "email": "anna@example.org",
    "days_ago": 30.0,
    "hour": 12,
    "end": "closed",
    "answer": "Мастер заменил лампу {day+4}. Проверили вечером {day+5}, горит.",
    "written": 5,
    "mark": 5,
}


@pytest.fixture
def play(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[bool]]:
    """Plays stories in the world's region, where the machine always asks the coordinator."""

    def ask(case: int, at: datetime | None = None) -> None:
        services.ask_coordinator(case, {"topic": world.lamp}, at=at)

    monkeypatch.setattr(intake, "understand", ask)
    monkeypatch.setattr(demo.Play, "right", property(lambda play: (world.lamps, world.lamp)))
    return lambda *stories: list(seed(world.region, [STORY | story for story in stories], NOW))


def test_a_second_run_adds_nothing(play: Callable[..., list[bool]]) -> None:
    assert play({}) == [True] and play({}) == [False]
    assert Case.objects.get().state == "closed"


def test_no_letter_is_left_to_send(play: Callable[..., list[bool]]) -> None:
    play({})
    assert OutboxRow.objects.exists() and not OutboxRow.objects.filter(done_at=None).exists()


def test_work_that_others_asked_for_stays(play: Callable[..., list[bool]], world: World) -> None:
    waiting = services.receive(world.region, demo.Inbound("web", "1", "Не горит фонарь", "Анна"))[0]
    play({})
    assert OutboxRow.objects.filter(done_at=None, payload__case=waiting.pk).count() == 1


def test_the_answer_is_written_after_what_it_tells_of(play: Callable[..., list[bool]]) -> None:
    play({})
    case = Case.objects.get()
    told = case.answers.get().body
    assert told == "Мастер заменил лампу 22 мая 2026 г. Проверили вечером 23 мая 2026 г., горит."
    written = case.events.get(kind="submit_answer").at.astimezone(ZONE)
    assert written.date() > datetime(2026, 5, 23, tzinfo=ZONE).date()


def test_nothing_happens_in_the_future(play: Callable[..., list[bool]]) -> None:
    play({"days_ago": 0.5, "hour": 9})
    assert Case.objects.get().state in {"triage", "routed", "in_work"}
    assert max(Event.objects.values_list("at", flat=True)) <= NOW


def test_an_answer_nobody_objects_to_is_closed_in_silence(play: Callable[..., list[bool]]) -> None:
    play({"end": "answered"}, {"key": "lamp-2", "end": "answered", "days_ago": 12.0})
    old, young = Case.objects.order_by("received_at")
    assert (old.state, young.state) == ("closed", "answered")
    assert old.mark is None


def test_histories_are_whole(play: Callable[..., list[bool]]) -> None:
    play({}, {"key": "lamp-2", "end": "reopened", "reopen_reason": "Снова не горит"})
    assert [chain_breaks(case) for case in Case.objects.all()] == [None, None]


@given(
    step=st.sampled_from(sorted(GAPS)),
    minutes=st.integers(0, 500_000),
    key=st.text(max_size=8),
)
def test_officials_act_in_office_hours_and_nobody_acts_before_the_step_before(
    step: str, minutes: int, key: str
) -> None:
    calendar = WorkCalendar.of()
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    done = Pace(calendar, ZONE).after(step, moment, key)
    opens, closes = AWAKE if step in OF_CITIZENS else OFFICE
    assert moment < done < moment + timedelta(days=11)
    assert opens <= done.hour < closes
    assert step in OF_CITIZENS or calendar.is_working(done.date())
