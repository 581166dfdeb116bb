from datetime import timedelta

import pytest
from django.utils import timezone

from routing.answers.gathering import gather
from routing.answers.models import Answer
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Refused
from routing.cases.models import Case, Deadline
from routing.cases.parts import Piece
from tests.in_parts import HOLE, LAMP, answer_part, in_parts, message
from tests.world import World, add_law, fresh, received


def due(case: Case, kind: str = "answer") -> Deadline:
    return Deadline.objects.get(case=case, kind=kind, met_at=None, cancelled_at=None)


def test_each_body_gets_its_question_under_one_number(world: World) -> None:
    whole, parts = in_parts(world)
    assert whole.state == "split"
    assert [part.number for part in parts] == [f"{whole.number}.1", f"{whole.number}.2"]
    assert [part.agency for part in parts] == [world.lamps, world.roads]
    assert all(part.state == "routed" for part in parts)
    assert all(part.message.name == whole.message.name for part in parts)


def test_no_part_is_due_later_than_the_whole(world: World) -> None:
    whole, parts = in_parts(world, days_ago=5)
    assert all(due(part).due_at <= due(whole).due_at for part in parts)
    assert all(part.due_at == due(part).due_at for part in parts)


def test_time_lost_before_the_split_is_not_given_to_the_parts(world: World) -> None:
    at = timezone.now() - timedelta(days=5)
    case = services.receive(world.region, message(), at=at)[0]
    services.route(case.pk, {"topic": world.hole}, world.lamps, None, at=at)
    services.decline(case.pk, world.actor("executor"), "Здесь два вопроса", at=at)
    services.split(
        case.pk,
        world.actor("coordinator"),
        [Piece("Лампа", {"topic": world.hole}, world.lamps), Piece("Яма", {"topic": world.hole}, world.roads)],
    )
    parts = Case.objects.filter(parent=case)
    assert [due(part).due_at for part in parts] == [due(case).due_at] * 2
    assert [part.due_at for part in parts] == [fresh(case).due_at] * 2


def test_a_part_is_readable_at_once_and_the_whole_waits_for_all(world: World) -> None:
    whole, (lamp, _hole) = in_parts(world)
    answer_part(lamp, LAMP)
    assert fresh(whole).state == "split"
    assert Answer.objects.get(case=lamp, state="sent").letter


def test_the_common_letter_answers_every_question(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    answer_part(hole, HOLE)
    assert fresh(whole).state == "answered"
    letter = Answer.objects.get(case=whole, state="sent").letter
    assert letter.startswith("Уважаемая Анна Сергеевна!")
    for piece in (LAMP, HOLE, "Горсвет", "Дирекция дорог", "Не горит фонарь", "Яма на дороге"):
        assert piece in letter
    assert due(whole, "confirm")
    assert not gather(whole.pk)


def test_one_question_is_returned_alone(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    answer_part(hole, HOLE)
    services.reopen(whole.pk, CITIZEN, "Яма на месте", (hole.number,))
    assert (fresh(whole).state, fresh(lamp).state, fresh(hole).state) == ("split", "closed", "routed")
    assert due(hole).due_at <= due(whole).due_at
    answer_part(fresh(hole), HOLE + " Проверили ещё раз сегодня.")
    assert fresh(whole).state == "answered"
    assert LAMP in Answer.objects.filter(case=whole, state="sent").latest("version").letter


def test_a_part_that_the_appeal_does_not_have_is_refused(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    answer_part(hole, HOLE)
    with pytest.raises(Refused) as refused:
        services.reopen(whole.pk, CITIZEN, "Яма на месте", ("2026-000001-0.9",))
    assert refused.value.code == "no_part"


def test_the_whole_is_withdrawn_with_its_parts(world: World) -> None:
    whole, parts = in_parts(world)
    services.act(whole.pk, CITIZEN, "withdraw")
    assert {fresh(case).state for case in (whole, *parts)} == {"withdrawn"}
    assert not Deadline.objects.filter(case__in=[whole, *parts], met_at=None, cancelled_at=None).exists()


def test_a_part_that_is_not_ours_goes_to_another_body(world: World) -> None:
    _whole, (lamp, _hole) = in_parts(world)
    services.decline(lamp.pk, world.actor("executor"), "Не наше")
    services.assign(lamp.pk, world.actor("coordinator"), world.roads)
    assert fresh(lamp).agency == world.roads


def test_one_body_gets_the_whole_appeal(world: World) -> None:
    case = received(world)
    services.ask_coordinator(case.pk, {})
    with pytest.raises(Refused) as refused:
        services.split(case.pk, world.actor("coordinator"), [Piece("Всё", {}, world.lamps)])
    assert refused.value.code == "one_body"


def test_the_citizen_does_nothing_to_a_part_apart(world: World) -> None:
    _whole, (lamp, _hole) = in_parts(world)
    with pytest.raises(Refused) as refused:
        services.act(lamp.pk, CITIZEN, "withdraw")
    assert refused.value.code == "whole"


def test_parts_refused_on_their_grounds_close_the_whole(world: World) -> None:
    whole, parts = in_parts(world)
    for part in parts:
        details = {"ground": "x", "explanation": "Нечего рассмотреть"}
        services.act(part.pk, world.actor("coordinator"), "refuse", details)
    assert gather(whole.pk)
    assert fresh(whole).state == "closed"


def test_registering_the_whole_leaves_no_part_due_later(world: World) -> None:
    add_law()
    whole, parts = in_parts(world)
    Case.objects.filter(pk__in=[whole.pk, *(part.pk for part in parts)]).update(regime="fz59_appeal")
    late = due(whole).due_at + timedelta(days=300)
    Deadline.objects.filter(case__in=[whole, *parts], kind="answer").update(due_at=late, limit_at=late)
    services.register(whole.pk, world.actor("coordinator"))
    assert {due(part).due_at for part in parts} == {due(whole).due_at}
