"""The term for sending on what is not ours (ч. 3 ст. 8 59-ФЗ) runs from registration as long as nobody has the case."""

from datetime import UTC, datetime, timedelta

import pytest

from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.models import Case, Deadline
from routing.cases.regimes import Person
from routing.chores import do_chores
from routing.control.models import Reminder
from tests.world import World, add_law, fresh, inbound

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def an_appeal(world: World, **fields: object) -> Case:
    """Registered and sent to a body on Monday."""
    message = inbound(
        regime="fz59_appeal", name="Выдуманная Анна Сергеевна", postal_address="190000, Садовая, 1, кв. 2"
    )
    case, _ = services.receive(world.region, message, at=MONDAY)
    facts = {"topic": world.lamp, "territory": world.north}
    services.route(case.pk, facts, world.lamps, world.executor.post, at=MONDAY)
    services.register(case.pk, world.actor("coordinator"), at=MONDAY)
    return fresh(case)


@pytest.fixture
def law(world: World) -> None:
    add_law()


def clock(case: Case) -> Deadline | None:
    return Deadline.objects.filter(case=case, kind="redirect", met_at=None, cancelled_at=None).first()


def test_taking_stops_it_and_giving_back_lets_it_run_from_registration(world: World, law: None) -> None:
    case = an_appeal(world)
    before = clock(case)
    services.take(case.pk, world.actor("executor"), at=MONDAY)
    assert clock(case) is None
    services.decline(case.pk, world.actor("executor"), "Не наше", at=MONDAY + 2 * DAY)
    assert clock(case) == before
    assert before is not None
    assert before.starts_at == MONDAY


def test_the_coordinators_recall_lets_it_run_again_too(world: World, law: None) -> None:
    case = an_appeal(world)
    services.take(case.pk, world.actor("executor"), at=MONDAY)
    services.recall(case.pk, world.actor("coordinator"), "Выберем заново", at=MONDAY + 2 * DAY)
    assert clock(case) is not None


def test_a_late_sending_on_is_seen_as_late(world: World, law: None) -> None:
    case = an_appeal(world)
    services.take(case.pk, world.actor("executor"), at=MONDAY)
    services.decline(case.pk, world.actor("executor"), "Не наше", at=MONDAY + 19 * DAY)
    services.redirect_out(
        case.pk, world.actor("coordinator"), "Министерство", "ст. 8", "Решает оно", at=MONDAY + 20 * DAY
    )
    done = Deadline.objects.get(case=case, kind="redirect")
    assert done.met_at is not None
    assert done.met_at > done.limit_at


def test_a_message_registered_in_work_owes_no_sending_on(world: World, law: None) -> None:
    case, _ = services.receive(world.region, inbound(), at=MONDAY)
    services.route(case.pk, {"topic": world.lamp, "territory": world.north}, world.lamps, None, at=MONDAY)
    services.take(case.pk, world.actor("executor"), at=MONDAY)
    person = Person("Выдуманная Анна Сергеевна", "190000, Тестовая область, ул. Садовая, 1")
    services.convert(case.pk, CITIZEN, person, at=MONDAY)
    services.register(case.pk, world.actor("coordinator"), at=MONDAY)
    assert clock(case) is None
    services.decline(case.pk, world.actor("executor"), "Не наше", at=MONDAY + DAY)
    assert clock(case) is not None


def test_a_joined_appeal_owes_it_only_when_parted(world: World, law: None) -> None:
    leader, case = an_appeal(world), an_appeal(world)
    services.merge(case.pk, leader.pk, world.actor("coordinator"), "Об одном", at=MONDAY)
    assert clock(case) is None
    services.unmerge(case.pk, world.actor("coordinator"), "О разном", at=MONDAY + DAY)
    assert clock(case) is not None


def test_after_an_answer_and_a_return_it_does_not_come_back(world: World, law: None) -> None:
    case = an_appeal(world)
    services.take(case.pk, world.actor("executor"), at=MONDAY)
    Deadline.objects.filter(case=case, kind="answer").update(starts_at=MONDAY + 10 * DAY)
    services.decline(case.pk, world.actor("executor"), "Не наше", at=MONDAY + 12 * DAY)
    assert clock(case) is None


def test_a_joined_appeal_is_registered_like_any_other(world: World, law: None) -> None:
    leader = an_appeal(world)
    message = inbound(
        regime="fz59_appeal", name="Придуманная Вера Ильинична", postal_address="190000, Садовая, 2, кв. 3"
    )
    case, _ = services.receive(world.region, message, at=MONDAY)
    services.route(case.pk, {"topic": world.lamp, "territory": world.north}, world.lamps, None, at=MONDAY)
    services.merge(case.pk, leader.pk, world.actor("coordinator"), "Об одном", at=MONDAY)
    services.register(case.pk, world.actor("coordinator"), at=MONDAY + DAY)
    assert fresh(case).registered_at == MONDAY + DAY
    assert Deadline.objects.get(case=case, kind="register").met_at == MONDAY + DAY


def test_what_is_missed_after_an_extension_is_told_again(world: World, law: None) -> None:
    case = an_appeal(world)
    services.take(case.pk, world.actor("executor"), at=MONDAY)
    answer = Deadline.objects.get(case=case, kind="answer", met_at=None, cancelled_at=None)
    Deadline.objects.filter(pk=answer.pk).update(limit_at=answer.due_at + 3 * DAY)
    do_chores(answer.due_at + DAY)
    services.act(case.pk, world.actor("approver"), "extend", {"reason": "Ждём лампу"}, at=answer.due_at + 2 * DAY)
    answer.refresh_from_db()
    for _ in range(2):
        do_chores(answer.due_at + DAY)
    told = Reminder.objects.filter(deadline=answer, escalated=True, level="head")
    assert told.count() == 2
    assert {row.official for row in told} == {world.approver}
