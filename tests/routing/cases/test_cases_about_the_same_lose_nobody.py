from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from routing.answers import services as answers
from routing.answers.models import Answer
from routing.cases import outbox, services
from routing.cases.actors import CITIZEN, SYSTEM
from routing.cases.errors import Invalid, Refused
from routing.cases.joining import joined
from routing.cases.models import Case, Deadline
from routing.tasks import run
from tests.world import World, fresh, received, routed

TEXT = "Лампу заменили сегодня утром, проверил мастер участка. Свет горит у всех подъездов."
WHY = "Тот же фонарь"


def pair(world: World) -> tuple[Case, Case]:
    """A leading case in work and another joined to it."""
    main = routed(world, name="Анна Сергеевна Выдуманная", email="anna@example.org")
    other = routed(world, name="Пётр Ильич Вымышленный", email="petr@example.org")
    services.take(main.pk, world.actor("executor"))
    services.merge(other.pk, main.pk, world.actor("coordinator"), WHY)
    return fresh(main), fresh(other)


def answer(world: World, case: Case) -> None:
    answers.submit(case.pk, world.actor("executor"), TEXT)
    answers.approve(case.pk, world.actor("approver"))
    answers.send(case.pk, world.actor("executor"))


def due(case: Case, kind: str = "answer") -> Deadline:
    return Deadline.objects.get(case=case, kind=kind, met_at=None, cancelled_at=None)


def test_everybody_gets_an_own_letter_and_an_own_window(world: World) -> None:
    main, other = pair(world)
    answer(world, main)
    for case, greeting in ((main, "Уважаемая Анна Сергеевна!"), (other, "Уважаемый Пётр Ильич!")):
        sent = Answer.objects.get(case=case, state=Answer.State.SENT)
        assert sent.letter.startswith(greeting)
        assert case.number in sent.letter
        assert fresh(case).state == "answered"
        assert due(case, "confirm")
    services.confirm(other.pk, CITIZEN, 5)
    assert (fresh(main).state, fresh(other).state) == ("answered", "closed")


def test_the_letter_goes_to_each_address(world: World) -> None:
    main, _other = pair(world)
    answer(world, main)
    mail.outbox.clear()
    for row in outbox.claim("test", 50):
        if row.task == "routing.notify":
            run(row)
    answered = [one.to[0] for one in mail.outbox if TEXT[:20] in one.body]
    assert sorted(answered) == ["anna@example.org", "petr@example.org"]


def test_each_returns_the_answer_for_himself(world: World) -> None:
    main, other = pair(world)
    answer(world, main)
    services.reopen(other.pk, CITIZEN, "У меня темно")
    assert (fresh(main).state, fresh(other).state) == ("answered", "routed")


def test_the_strictest_term_runs_for_all_and_each_keeps_his_own(world: World) -> None:
    early = received(world)
    services.route(early.pk, {"topic": world.lamp}, world.lamps, None, at=timezone.now() - timedelta(days=9))
    late = routed(world)
    assert due(early).due_at < due(late).due_at
    services.merge(early.pk, late.pk, world.actor("coordinator"), WHY)
    assert due(late).due_at == fresh(late).due_at == due(early).due_at


def test_danger_is_carried_over(world: World) -> None:
    main, other = routed(world), received(world)
    services.route(other.pk, {"topic": world.lamp, "danger": True}, world.lamps, None)
    services.merge(other.pk, main.pk, world.actor("coordinator"), WHY)
    assert fresh(main).danger


def test_there_are_no_chains(world: World) -> None:
    main, other = pair(world)
    top, last = routed(world), routed(world)
    services.merge(last.pk, other.pk, world.actor("coordinator"), WHY)
    assert fresh(last).master_id == main.pk
    services.merge(main.pk, top.pk, world.actor("coordinator"), WHY)
    assert {case.pk for case in joined(top)} == {main.pk, other.pk, last.pk}


def test_a_withdrawal_touches_nobody_else(world: World) -> None:
    main, other = pair(world)
    third = routed(world)
    services.merge(third.pk, main.pk, world.actor("coordinator"), WHY)
    services.act(main.pk, CITIZEN, "withdraw")
    assert (fresh(other).state, fresh(third).master_id) == ("routed", other.pk)
    assert due(other)
    services.act(third.pk, CITIZEN, "withdraw")
    assert fresh(other).state == "routed"


def test_a_mistake_is_taken_back_without_a_new_term(world: World) -> None:
    main, other = pair(world)
    before = due(other)
    services.unmerge(other.pk, world.actor("executor"), "Другой двор")
    assert (fresh(other).state, fresh(other).master, fresh(other).agency) == ("routed", None, world.lamps)
    assert due(other).pk == before.pk
    answer(world, main)
    assert fresh(other).state == "routed"
    with pytest.raises(Refused) as refused:
        services.unmerge(other.pk, world.actor("executor"), "Ещё раз")
    assert refused.value.code == "state"


def test_one_not_yet_sent_anywhere_returns_to_the_coordinator(world: World) -> None:
    main, other = routed(world), received(world)
    services.ask_coordinator(other.pk, {})
    services.merge(other.pk, main.pk, world.actor("coordinator"), WHY)
    services.unmerge(other.pk, world.actor("coordinator"), "Другой двор")
    assert fresh(other).state == "triage"
    assert due(other, "route")
    assert due(other, "answer")


def test_joined_cases_go_to_the_new_body_together(world: World) -> None:
    main, other = pair(world)
    services.decline(main.pk, world.actor("executor"), "Не наше")
    services.assign(main.pk, world.actor("coordinator"), world.roads)
    assert fresh(other).agency == world.roads


def test_a_question_to_one_does_not_hold_the_clock_of_others(world: World) -> None:
    main, _other = pair(world)
    services.act(main.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"})
    assert due(main).paused_at is None


@pytest.mark.parametrize(("who", "code"), [("stranger", "role"), ("approver", "role")])
def test_another_body_joins_nothing(world: World, who: str, code: str) -> None:
    main, other = routed(world), routed(world)
    with pytest.raises(Refused) as refused:
        services.merge(other.pk, main.pk, world.actor(who), WHY)
    assert refused.value.code == code


def test_what_cannot_be_joined_is_refused_by_name(world: World) -> None:
    main, other = routed(world), routed(world)
    coordinator = world.actor("coordinator")
    with pytest.raises(Refused) as same:
        services.merge(main.pk, main.pk, coordinator, WHY)
    services.take(main.pk, world.actor("executor"))
    answers.submit(main.pk, world.actor("executor"), TEXT)
    with pytest.raises(Refused) as late:
        services.merge(other.pk, main.pk, coordinator, WHY)
    assert (same.value.code, late.value.code) == ("itself", "leader")


def test_a_refusal_is_personal(world: World) -> None:
    main, _other = pair(world)
    with pytest.raises(Refused) as refused:
        services.act(main.pk, world.actor("approver"), "refuse", {"ground": "x", "explanation": "x"})
    assert refused.value.code == "alone"


def test_nobody_is_answered_before_the_leader(world: World) -> None:
    _main, other = pair(world)
    with pytest.raises(Refused) as refused:
        services.act(other.pk, SYSTEM, "answer_joined")
    assert refused.value.code == "leader_answered"


def test_personal_data_of_one_do_not_go_to_the_others(world: World) -> None:
    main, other = pair(world)
    with pytest.raises(Invalid) as stop:
        answers.submit(main.pk, world.actor("executor"), f"Уважаемая Анна Сергеевна! {TEXT}")
    assert other.number in str(stop.value)
