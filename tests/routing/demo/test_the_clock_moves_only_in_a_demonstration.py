from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies.models import Official
from routing import demo_clock
from routing.cases.models import Case
from routing.control.models import Reminder
from tests.world import World, answered, fresh, routed


@pytest.fixture
def clock(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A clock in a file of its own, set back afterwards."""
    settings.VAR_DIR = tmp_path
    demo_clock.set_offset(timedelta())
    yield
    demo_clock.set_offset(timedelta())


@pytest.fixture
def case(world: World, clock: None) -> Case:
    Official.objects.update(is_invented=True)
    world.approver.user.email = "approver@example.org"
    world.approver.user.save()
    return routed(world)


def move(*words: str) -> str:
    out = StringIO()
    call_command("demo_clock", *words, stdout=out)
    return out.getvalue()


def test_the_days_pass_with_everything_that_falls_due(world: World, case: Case) -> None:
    done, before = answered(world), timezone.now()
    move("+20")
    assert timedelta(days=19) < timezone.now() - before < timedelta(days=21)
    assert fresh(done).state == "closed"
    levels = Reminder.objects.filter(deadline__case=case, escalated=True).values_list("level", flat=True)
    assert set(levels) == {"head", "superior"}
    assert any(letter.to == ["approver@example.org"] for letter in mail.outbox)
    told = Reminder.objects.get(deadline__case=case, level="head")
    assert told.made_at - case.due_at < timedelta(days=1)


def test_it_goes_back(case: Case) -> None:
    before = timezone.now()
    move("+2")
    move("--reset")
    assert timezone.now() - before < timedelta(hours=1)


def test_it_does_not_go_back_behind_what_has_happened(world: World, case: Case) -> None:
    move("+20")
    ahead = demo_clock.offset()
    assert case.events.latest("seq").kind == "escalate"
    with pytest.raises(CommandError) as refused:
        move("--reset")
    assert "Begin anew" in str(refused.value) or "заново" in str(refused.value)
    assert demo_clock.offset() == ahead


def test_a_production_is_refused(case: Case, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        move("+1")


def test_a_database_with_real_officials_is_refused(case: Case, world: World) -> None:
    Official.objects.filter(pk=world.executor.pk).update(is_invented=False)
    with pytest.raises(CommandError):
        move("+1")
    assert demo_clock.offset() == timedelta()


@pytest.mark.parametrize("said", ["tomorrow", "2020-01-01", "+0", "+100000", "+99999999999999999999", "2026-13-01"])
def test_a_day_that_cannot_be_is_a_sentence(case: Case, said: str) -> None:
    with pytest.raises(CommandError):
        move(said)


def test_times_are_shown_in_the_local_zone_under_the_shifted_clock(
    settings: Any, monkeypatch: pytest.MonkeyPatch, clock: None
) -> None:
    settings.TIME_ZONE = "Asia/Vladivostok"
    monkeypatch.setattr(timezone, "datetime", timezone.datetime)  # type: ignore[attr-defined]
    demo_clock.install()
    kept = datetime(2026, 11, 28, 21, 5, tzinfo=UTC)
    assert timezone.template_localtime(kept).strftime("%d.%m.%Y %H:%M") == "29.11.2026 07:05"
