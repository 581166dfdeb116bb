"""Another topic or place by a person's word: who may say it, what it changes, what is kept of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from routing.cases import events, services
from routing.cases.actors import CITIZEN, SYSTEM
from routing.cases.correcting import MOST_OF_CITIZEN, Spot, objection
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Correction, Event
from tests.world import World, answered, fresh, inbound, received, routed

MONDAY = datetime(2026, 3, 16, 9, tzinfo=UTC)
WHY = "В письме говорится о надписи, а не о фонаре"


def test_an_officials_word_changes_the_topic_and_is_kept_with_its_reason(world: World) -> None:
    case = routed(world)
    services.correct(case.pk, world.actor("executor"), topic=world.hole, reason=WHY)
    assert fresh(case).topic == world.hole
    event = Event.objects.get(case=case, kind="correct")
    assert (event.official, event.data["reason"], event.changes["topic_id"]) == (world.executor, WHY, world.hole.pk)
    row = Correction.objects.get(case=case)
    assert (row.field, row.official, row.before["topic"], row.after["topic"]) == (
        "topic",
        world.executor,
        "BLG-03",
        "BLG-17",
    )


def test_an_officials_word_changes_the_place(world: World) -> None:
    case = routed(world)
    spot = Spot("Новая улица, 3", territory=world.north, lat=60.1, lon=30.1)
    services.correct(case.pk, world.actor("approver"), place=spot, reason="Дом назван в письме")
    now = fresh(case)
    assert (now.address, now.lat, now.lon, now.territory) == ("Новая улица, 3", 60.1, 30.1, world.north)
    assert Correction.objects.get(case=case).after["address"] == "Новая улица, 3"


def test_the_citizens_word_is_kept_and_changes_nothing_by_itself(world: World) -> None:
    case = routed(world)
    services.correct(case.pk, CITIZEN, topic=world.hole, reason="Я про надпись")
    assert fresh(case).topic == world.lamp
    row = Correction.objects.get(case=case)
    assert (row.official, row.after["topic"]) == (None, "BLG-17")
    seen = objection(case)
    assert seen is not None
    assert (seen.data["topic"], seen.data["reason"]) == ("Граффити", "Я про надпись")


def test_an_official_decides_on_what_the_citizen_said(world: World) -> None:
    case = routed(world)
    services.correct(case.pk, CITIZEN, topic=world.hole)
    services.correct(case.pk, world.actor("executor"), topic=world.lamp, reason="Речь всё же о фонаре")
    assert objection(case) is None
    assert fresh(case).topic == world.lamp


def test_a_shorter_term_of_the_new_topic_is_taken_from_the_same_start(world: World) -> None:
    case, _ = services.receive(world.region, inbound(), at=MONDAY)
    services.route(case.pk, {"topic": world.hole}, world.lamps, None, at=MONDAY)
    services.correct(
        case.pk, world.actor("executor"), topic=world.lamp, reason=WHY, at=datetime(2026, 3, 17, 9, tzinfo=UTC)
    )
    clock = case.deadlines.get(kind="answer")
    assert (clock.due_at.date().isoformat(), clock.amount) == ("2026-03-19", 3)
    assert fresh(case).due_at == clock.due_at


def test_a_longer_term_of_the_new_topic_is_not_taken(world: World) -> None:
    case = routed(world)
    before = case.deadlines.get(kind="answer")
    services.correct(case.pk, world.actor("executor"), topic=world.hole, reason=WHY)
    after = case.deadlines.get(kind="answer")
    assert (after.due_at, after.amount, after.basis) == (before.due_at, before.amount, before.basis)
    assert fresh(case).due_at == before.due_at


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_an_official_changes_nothing(world: World, reason: str) -> None:
    case = routed(world)
    with pytest.raises(Invalid) as refused:
        services.correct(case.pk, world.actor("executor"), topic=world.hole, reason=reason)
    assert refused.value.field == "reason"
    assert not Correction.objects.exists()


def test_strangers_and_the_system_may_not(world: World) -> None:
    case = routed(world)
    for actor in (world.actor("stranger"), SYSTEM):
        with pytest.raises(Refused) as refused:
            services.correct(case.pk, actor, topic=world.hole, reason=WHY)
        assert refused.value.code == "role"
    services.correct(case.pk, world.actor("coordinator"), topic=world.hole, reason=WHY)


def test_what_is_not_read_yet_or_answered_already_is_not_corrected(world: World) -> None:
    for case in (received(world), answered(world)):
        for actor in (world.actor("coordinator"), CITIZEN):
            with pytest.raises(Refused) as refused:
                services.correct(case.pk, actor, topic=world.hole, reason=WHY)
            assert refused.value.code == "state"


def test_saying_nothing_is_refused_in_a_sentence(world: World) -> None:
    case = routed(world)
    for actor, topic in ((CITIZEN, None), (world.actor("executor"), None), (world.actor("executor"), world.lamp)):
        with pytest.raises(Invalid):
            services.correct(case.pk, actor, topic=topic, reason=WHY if actor is not CITIZEN else "")


def test_the_same_word_again_is_kept_once(world: World) -> None:
    case = routed(world)
    events = {services.correct(case.pk, CITIZEN, topic=world.hole, reason="Надпись").pk for _ in range(3)}
    assert len(events) == Correction.objects.count() == 1


def test_a_citizen_repeats_himself_a_few_times_only(world: World) -> None:
    case = routed(world)
    for n in range(MOST_OF_CITIZEN):
        services.correct(case.pk, CITIZEN, reason=f"Вы не поняли, говорю {n}-й раз")
    with pytest.raises(Refused) as refused:
        services.correct(case.pk, CITIZEN, reason="Вы не поняли")
    assert refused.value.code == "enough"


def test_history_still_replays_to_the_present(world: World) -> None:
    case = routed(world)
    services.correct(case.pk, CITIZEN, topic=world.hole, place=Spot("Двор дома 5"))
    services.correct(case.pk, world.actor("executor"), topic=world.hole, place=Spot("Двор дома 5"), reason=WHY)
    now = Case.objects.get(pk=case.pk)
    assert events.replay(Event.objects.filter(case=case).order_by("seq")) == events.snapshot(now)
    assert not events.chain_breaks(now)
