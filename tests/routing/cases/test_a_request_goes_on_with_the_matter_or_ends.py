"""Whatever becomes of a case, what was asked for it of another body ends or goes along, and that body gets a letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agencies.models import RefusalGround
from routing.answers import services as answers
from routing.cases import inforequests, services
from routing.cases.actors import CITIZEN, actor_of
from routing.cases.errors import Refused
from routing.cases.models import Case, Event
from routing.cases.parts import Piece, parts_of
from routing.cases.request_models import InfoRequest
from tests.world import LONG_AGO, World, add_law, fresh, make_official, routed

ANSWER = "Лампу заменили сегодня утром, проверил мастер участка."


def asked(world: World) -> tuple[Case, InfoRequest]:
    """A case in work whose executor asked the coordinators' centre."""
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    services.ask_body(case.pk, world.actor("executor"), world.centre, "Дайте запись звонка")
    return fresh(case), InfoRequest.objects.get(case=case)


@pytest.fixture(autouse=True)
def law(world: World) -> None:
    add_law()


def told(row: InfoRequest) -> list[str]:
    return list(row.letters.order_by("pk").values_list("kind", flat=True))


def answer(world: World, case: Case) -> None:
    answers.submit(case.pk, world.actor("executor"), ANSWER)
    answers.approve(case.pk, world.actor("approver"))
    answers.send(case.pk, world.actor("executor"))


def refuse(world: World, case: Case) -> None:
    ground = RefusalGround.objects.create(code="x", title="Пусто", basis="б", notice="н", valid_from=LONG_AGO)
    services.refuse(case.pk, world.actor("approver"), ground, "Нечего рассмотреть")


def withdraw(_world: World, case: Case) -> None:
    services.act(case.pk, CITIZEN, "withdraw")


def redirect(world: World, case: Case) -> None:
    services.redirect_out(case.pk, world.actor("coordinator"), "Министерство", "ст. 1", "Решает оно")


def give_to_the_body_asked(world: World, case: Case) -> None:
    services.recall(case.pk, world.actor("coordinator"), "Это их дело")
    services.assign(case.pk, world.actor("coordinator"), world.centre)


ENDS: dict[Callable[[World, Case], None], str] = {
    answer: "Гражданину уже ответили.",
    refuse: "Обращение оставлено без ответа по существу.",
    withdraw: "Гражданин отозвал обращение.",
    redirect: "Обращение направлено в орган вне окна.",
    give_to_the_body_asked: "Само дело поступило в ваш орган.",
}


@pytest.mark.parametrize("way", ENDS)
def test_it_ends_with_the_case(world: World, way: Callable[[World, Case], None]) -> None:
    case, row = asked(world)
    way(world, case)
    row.refresh_from_db()
    assert row.cancelled_at is not None
    assert row.deadline.cancelled_at is not None
    assert inforequests.why_ended(row.ended_by) == ENDS[way]
    assert told(row) == ["asked", "ended"]


def test_it_stays_with_a_case_that_another_body_gets(world: World) -> None:
    case, row = asked(world)
    services.recall(case.pk, world.actor("coordinator"), "Это дорога")
    services.assign(case.pk, world.actor("coordinator"), world.roads)
    row.refresh_from_db()
    assert row.is_open
    assert row.asking == world.roads
    assert told(row) == ["asked", "moved"]


def test_it_goes_to_the_leading_case_and_back(world: World) -> None:
    case, row = asked(world)
    leader = routed(world)
    services.merge(case.pk, leader.pk, world.actor("coordinator"), "Тот же фонарь")
    row.refresh_from_db()
    assert (row.case, row.deadline.case, row.origin) == (leader, leader, case)
    services.unmerge(case.pk, world.actor("coordinator"), "Другой фонарь")
    row = InfoRequest.objects.get(pk=row.pk)
    assert (row.case, row.deadline.case, row.origin) == (case, case, None)
    assert told(row) == ["asked", "moved", "moved"]
    assert Event.objects.get(case=case, kind="merge").data["moved"] == [world.centre.name]


def test_both_may_have_asked_the_same_body(world: World) -> None:
    (case, row), (leader, other) = asked(world), asked(world)
    services.merge(case.pk, leader.pk, world.actor("coordinator"), "Тот же фонарь")
    assert set(inforequests.waiting().filter(case=leader)) == {row, other}


def test_it_goes_to_who_leads_on_after_the_leader_is_withdrawn(world: World) -> None:
    leader, row = asked(world)
    case = routed(world)
    services.merge(case.pk, leader.pk, world.actor("coordinator"), "Тот же фонарь")
    services.act(leader.pk, CITIZEN, "withdraw")
    row.refresh_from_db()
    assert fresh(case).state == "routed"
    assert row.case == case
    assert row.is_open


def test_it_ends_with_the_common_answer(world: World) -> None:
    case, row = asked(world)
    leader = routed(world)
    services.merge(case.pk, leader.pk, world.actor("coordinator"), "Тот же фонарь")
    services.take(leader.pk, world.actor("executor"))
    answer(world, leader)
    row.refresh_from_db()
    assert row.ended_by == "send_answer"


@pytest.mark.parametrize("mine", [True, False])
def test_it_goes_to_the_part_of_the_body_that_asked(world: World, mine: bool) -> None:
    case, row = asked(world)
    first = world.lamps if mine else None
    pieces = [Piece("Раз", {"topic": world.lamp}, first), Piece("Два", {"topic": world.hole}, world.roads)]
    services.split(case.pk, world.actor("coordinator"), pieces)
    row.refresh_from_db()
    if mine:
        assert (row.case, row.is_open) == (parts_of(case)[0], True)
    else:
        assert row.ended_by == "split"
    assert told(row) == ["asked", "moved" if mine else "ended"]
    assert Event.objects.filter(case=case, kind="requests").exists()


def test_it_ends_when_a_part_comes_to_the_body_asked(world: World) -> None:
    case, row = asked(world)
    pieces = [Piece("Раз", {"topic": world.lamp}, world.lamps), Piece("Два", {"topic": world.hole}, world.centre)]
    services.split(case.pk, world.actor("coordinator"), pieces)
    row.refresh_from_db()
    assert row.ended_by == inforequests.OWN


def test_a_reply_finds_the_case_where_it_is_now(world: World) -> None:
    _case, row = asked(world)
    leader = routed(world)
    services.merge(row.case_id, leader.pk, world.actor("coordinator"), "Тот же фонарь")
    services.give_information(row.pk, actor_of(make_official(world.centre, "executor", "Яна Выдуманная")), "Вот запись")
    assert Event.objects.filter(case=leader, kind="give_information").exists()


def test_a_reply_to_what_has_ended_is_refused(world: World) -> None:
    case, row = asked(world)
    withdraw(world, case)
    with pytest.raises(Refused):
        services.give_information(row.pk, actor_of(make_official(world.centre, "executor", "Яна Выдуманная")), "Вот")
