from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from agencies.kept import forget_all
from agencies.models import LegalRegime, LegalTerm, OfficeHours
from routing.cases import events, inforequests, services
from routing.cases.actors import CITIZEN, actor_of
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Event
from routing.cases.request_models import InfoRequest
from tests.world import LONG_AGO, World, add_law, fresh, make_official, routed


@pytest.fixture
def case(world: World) -> Case:
    add_law()
    found = routed(world)
    services.take(found.pk, world.actor("executor"))
    return fresh(found)


def ask(world: World, case: Case) -> InfoRequest:
    services.ask_body(case.pk, world.actor("executor"), world.roads, "Дайте схему сетей под дорогой")
    return inforequests.waiting().get(case=case)


def test_the_body_asked_gets_a_term_of_its_own(world: World, case: Case) -> None:
    request = ask(world, case)
    assert (request.deadline.amount, request.deadline.unit) == (5, "working")
    assert fresh(case).due_at == case.due_at
    assert fresh(case).agency == world.lamps


def test_its_executor_replies_and_nobody_else(world: World, case: Case) -> None:
    request = ask(world, case)
    for other in ("executor", "approver", "coordinator"):
        with pytest.raises(Refused) as refused:
            services.give_information(request.pk, world.actor(other), "Вот")
        assert refused.value.code == "role"
    services.give_information(request.pk, world.actor("stranger"), "Схема: кабель на глубине метра")
    request.refresh_from_db()
    assert request.reply == "Схема: кабель на глубине метра"
    assert request.replied_by == world.stranger
    assert request.deadline.met_at is not None
    assert events.chain_breaks(case) is None


def test_the_body_asked_has_no_other_right_to_the_case(world: World, case: Case) -> None:
    ask(world, case)
    with pytest.raises(Refused) as refused:
        services.decline(case.pk, world.actor("stranger"), "Не наше")
    assert refused.value.code == "role"
    assert not world.actor("stranger").reaches(fresh(case))


def test_it_may_say_why_not(world: World, case: Case) -> None:
    request = ask(world, case)
    services.refuse_information(request.pk, world.actor("stranger"), "Схема составляет охраняемую тайну")
    request.refresh_from_db()
    assert request.refused
    assert not request.is_open


def test_a_reply_goes_once(world: World, case: Case) -> None:
    request = ask(world, case)
    services.give_information(request.pk, world.actor("stranger"), "Вот")
    with pytest.raises(Refused):
        services.give_information(request.pk, world.actor("stranger"), "Вот ещё")


def test_a_body_asked_twice_is_asked_once(world: World, case: Case) -> None:
    ask(world, case)
    with pytest.raises(Invalid) as refused:
        ask(world, case)
    assert refused.value.field == "body"


def test_two_bodies_are_asked_at_the_same_time(world: World, case: Case) -> None:
    ask(world, case)
    services.ask_body(case.pk, world.actor("executor"), world.centre, "Был ли звонок?")
    assert inforequests.waiting().filter(case=case).count() == 2


def test_nobody_asks_the_own_body(world: World, case: Case) -> None:
    with pytest.raises(Invalid):
        services.ask_body(case.pk, world.actor("executor"), world.lamps, "Сами")


def test_without_a_term_of_the_law_nobody_is_asked(world: World, case: Case) -> None:
    LegalTerm.objects.filter(kind="info_request").delete()
    LegalRegime.objects.filter(code="pos_message").update(title="Не обращение")
    forget_all()
    with pytest.raises(Refused) as refused:
        ask(world, case)
    assert refused.value.code == "may_be_asked"
    assert "Для вида «Не обращение» правила не называют срока" in str(refused.value)


def test_a_withdrawn_case_needs_no_reply(world: World, case: Case) -> None:
    request = ask(world, case)
    services.act(case.pk, CITIZEN, "withdraw")
    request.refresh_from_db()
    assert request.cancelled_at is not None
    assert request.deadline.cancelled_at is not None
    assert Event.objects.get(case=case, kind="withdraw").data["needless"] == [world.roads.name]


def test_a_request_to_the_body_that_gets_the_case_is_needless(world: World, case: Case) -> None:
    request = ask(world, case)
    services.decline(case.pk, world.actor("executor"), "Не наше")
    services.assign(case.pk, world.actor("coordinator"), world.roads)
    request.refresh_from_db()
    assert request.cancelled_at is not None


def test_an_open_request_is_a_ground_to_extend_the_term(world: World, case: Case) -> None:
    LegalTerm.objects.create(
        regime="pos_message", kind="extend", amount=10, unit="working", basis="Регламент", valid_from=LONG_AGO
    )
    ask(world, case)
    services.act(case.pk, world.actor("approver"), "extend")
    told = Event.objects.get(case=case, kind="extend").data
    assert world.roads.name in told["reason"]
    assert told["requested"]


def test_without_a_request_an_extension_needs_a_reason(world: World, case: Case) -> None:
    LegalTerm.objects.create(
        regime="pos_message", kind="extend", amount=10, unit="working", basis="Регламент", valid_from=LONG_AGO
    )
    with pytest.raises(Invalid):
        services.act(case.pk, world.actor("approver"), "extend")


def test_the_head_of_the_body_asked_may_reply_late(world: World, case: Case) -> None:
    request = ask(world, case)
    head = make_official(world.roads, "head", "Начальник Выдуманный")
    services.give_information(request.pk, actor_of(head), "Вот", at=timezone.now() + timedelta(days=30))
    request.refresh_from_db()
    assert request.deadline.met_at > request.deadline.due_at


def test_a_term_in_hours_runs_in_the_hours_of_the_body_asked(world: World, case: Case) -> None:
    LegalTerm.objects.filter(kind="info_request", regime="pos_message").delete()
    LegalTerm.objects.create(
        regime="pos_message", kind="info_request", amount=3, unit="hours", basis="Регламент", valid_from=LONG_AGO
    )
    for weekday in range(7):
        OfficeHours.objects.create(
            region=world.region, agency=world.roads, weekday=weekday, opens="10:00", closes="11:00", valid_from=LONG_AGO
        )
    at = datetime(2026, 9, 7, 8, tzinfo=ZoneInfo("Europe/Moscow"))
    services.ask_body(case.pk, world.actor("executor"), world.roads, "Дайте схему", at=at)
    row = inforequests.waiting().get()
    assert row.deadline.due_at == datetime(2026, 9, 9, 11, tzinfo=ZoneInfo("Europe/Moscow"))
    services.recount(case.pk, row.deadline_id, at)
    assert inforequests.waiting().get().deadline.due_at == row.deadline.due_at
