from datetime import timedelta

import pytest
from django.utils import timezone

from routing import chores
from routing.cases import services
from routing.cases.errors import Busy
from routing.cases.models import Case, Deadline
from tests.world import World, answered, fresh, routed


@pytest.fixture
def silent(world: World, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Seven answered cases nobody objects to, more than a batch holds."""
    monkeypatch.setattr(chores, "BATCH", 3)
    return [answered(world).pk for _ in range(7)]


def closed() -> set[int]:
    return set(Case.objects.filter(state="closed").values_list("pk", flat=True))


def test_all_are_closed_however_many(silent: list[int]) -> None:
    chores.do_chores(timezone.now() + timedelta(days=30))
    assert closed() == set(silent)


def test_the_longest_silence_comes_first(silent: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "MOST", 3)
    oldest = silent[-3:]
    confirm = Deadline.objects.filter(kind="confirm", case__in=oldest)
    confirm.update(limit_at=timezone.now() - timedelta(days=5))
    chores.do_chores(timezone.now() + timedelta(days=30))
    assert closed() == set(oldest)


def test_one_that_cannot_be_moved_does_not_stop_the_others(silent: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    real = chores.services.act

    def act(case_id: int, *values: object, **more: object) -> object:
        if case_id == silent[0]:
            raise Busy
        return real(case_id, *values, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(chores.services, "act", act)
    chores.do_chores(timezone.now() + timedelta(days=30))
    assert closed() == set(silent[1:])


def test_a_question_nobody_replies_to_does_not_hold_the_case_for_ever(world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "У какого подъезда?"})
    chores.do_chores(timezone.now())
    assert fresh(case).state == "clarification"
    chores.do_chores(timezone.now() + timedelta(days=30))
    assert fresh(case).state == "in_work"
    assert Deadline.objects.get(case=case, kind="answer").paused_at is None


def test_the_window_closes_after_its_last_day_and_not_after_the_control_date(world: World) -> None:
    case, now = answered(world), timezone.now()
    window = Deadline.objects.filter(case=case, kind="confirm")
    window.update(due_at=now - timedelta(days=1), limit_at=now + timedelta(days=2))
    chores.do_chores(now)
    assert fresh(case).state == "answered"
    chores.do_chores(now + timedelta(days=3))
    assert fresh(case).state == "closed"
