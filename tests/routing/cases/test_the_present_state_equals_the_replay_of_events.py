from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.answers import services as answers
from routing.cases import services
from routing.cases.actors import CITIZEN, SYSTEM
from routing.cases.errors import CaseError
from routing.cases.events import chain_breaks, replay, snapshot
from routing.cases.models import Case, Deadline
from routing.cases.workflow import OPEN, State
from tests.world import World, fresh, received

STEPS = (
    "route",
    "ask_coordinator",
    "assign",
    "take",
    "decline",
    "ask_citizen",
    "clarify",
    "submit",
    "return",
    "approve",
    "send",
    "confirm",
    "reopen",
    "withdraw",
    "close_silently",
    "go_on",
)
WORDS = "Лампу заменили сегодня утром, проверил мастер участка."


def walk(world: World, case: Case, step: str) -> None:
    executor, approver = world.actor("executor"), world.actor("approver")
    verbs = {
        "route": lambda: services.route(case.pk, {"topic": world.lamp}, world.lamps, None),
        "ask_coordinator": lambda: services.ask_coordinator(case.pk, {}),
        "assign": lambda: services.assign(case.pk, world.actor("coordinator"), world.lamps),
        "take": lambda: services.take(case.pk, executor),
        "decline": lambda: services.decline(case.pk, executor, "Это дорога"),
        "ask_citizen": lambda: services.act(case.pk, executor, "ask_citizen", {"question": "Какой подъезд?"}),
        "clarify": lambda: services.act(case.pk, CITIZEN, "clarify", {"reply": "Второй"}),
        "submit": lambda: answers.submit(case.pk, executor, WORDS),
        "return": lambda: answers.return_to_author(case.pk, approver, "Когда заменили?"),
        "approve": lambda: answers.approve(case.pk, approver),
        "send": lambda: answers.send(case.pk, executor),
        "confirm": lambda: services.confirm(case.pk, CITIZEN, 5),
        "reopen": lambda: services.reopen(case.pk, CITIZEN, "Снова не горит"),
        "withdraw": lambda: services.act(case.pk, CITIZEN, "withdraw"),
        "close_silently": lambda: services.act(case.pk, SYSTEM, "close_silently"),
        "go_on": lambda: services.act(case.pk, SYSTEM, "go_on"),
    }
    verbs[step]()


@settings(max_examples=40, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=25))
def test_after_any_history(world: World, steps: list[str]) -> None:
    case = received(world)
    for step in steps:
        try:
            walk(world, case, step)
        except CaseError:
            continue
    case = fresh(case)
    history = list(case.events.all())
    assert replay(history) == snapshot(case)
    assert chain_breaks(case) is None
    assert case.version == len(history)
    running = Deadline.objects.filter(case=case, met_at=None, cancelled_at=None)
    assert running.exists() == (case.state in (*OPEN, State.ANSWERED))


@pytest.mark.parametrize("column", ["at", "actor", "official", "kind", "data", "changes", "previous"])
def test_a_changed_event_breaks_the_chain(world: World, column: str) -> None:
    case = received(world)
    walk(world, case, "route")
    event = case.events.get(seq=1)
    forged = {
        "at": event.at + timedelta(microseconds=1),
        "actor": "system",
        "official": world.stranger,
        "kind": "withdraw",
        "data": {"channel": "forged"},
        "changes": event.changes | {"danger": True},
        "previous": "0" * 64,
    }
    case.events.filter(seq=1).update(**{column: forged[column]})
    assert chain_breaks(case) == 1


def test_a_history_cut_off_at_its_end_is_noticed(world: World) -> None:
    case = received(world)
    walk(world, case, "route")
    assert chain_breaks(case) is None
    case.events.filter(seq=2)._raw_delete("default")
    assert chain_breaks(case) == 2


def test_an_event_is_never_changed_or_removed(world: World) -> None:
    event = received(world).events.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
