from datetime import UTC, datetime, timedelta

from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.models import Case, Deadline
from tests.world import World, answered, fresh, inbound, received, routed

MONDAY = datetime(2026, 3, 16, 9, tzinfo=UTC)


def running(case: Case) -> set[str]:
    return set(case.deadlines.filter(met_at=None, cancelled_at=None).values_list("kind", flat=True))


def test_a_received_case_waits_for_its_body(world: World) -> None:
    assert running(received(world)) == {"route"}


def test_a_fast_track_topic_is_due_sooner(world: World) -> None:
    dues = {}
    for topic in (world.lamp, world.hole):
        case, _ = services.receive(world.region, inbound(), at=MONDAY)
        services.route(case.pk, {"topic": topic}, world.lamps, None, at=MONDAY)
        dues[topic] = fresh(case).due_at.date()
    assert dues[world.lamp] == MONDAY.date() + timedelta(days=3)
    assert dues[world.hole] == MONDAY.date() + timedelta(days=14)


def test_a_redirect_never_sets_the_clock_back(world: World) -> None:
    case = routed(world)
    before = case.deadlines.get(kind="answer").due_at
    later = case.received_at + timedelta(days=2)
    services.decline(case.pk, world.actor("executor"), "Это дорога", at=later)
    services.assign(case.pk, world.actor("coordinator"), world.roads, at=later)
    assert case.deadlines.get(kind="answer").due_at == before


def test_a_question_to_the_citizen_holds_the_clock_by_its_working_days(world: World) -> None:
    case, _ = services.receive(world.region, inbound(), at=MONDAY)
    services.route(case.pk, {"topic": world.hole}, world.lamps, None, at=MONDAY)
    before = case.deadlines.get(kind="answer").due_at
    asked = MONDAY + timedelta(days=3)
    services.take(case.pk, world.actor("executor"), at=asked)
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"}, at=asked)
    assert "clarification" in running(case)
    services.act(case.pk, CITIZEN, "clarify", {"reply": "Второй"}, at=asked + timedelta(days=5))
    assert asked.strftime("%a") == "Thu"
    after = case.deadlines.get(kind="answer")
    # From Thursday to Tuesday three working days passed: Friday, Monday and Tuesday.
    assert (before.strftime("%a"), after.due_at) == ("Mon", before + timedelta(days=3))
    assert running(case) == {"answer"}
    assert fresh(case).due_at == after.due_at


def test_the_answer_meets_its_deadline_and_opens_the_confirmation(world: World) -> None:
    case = answered(world)
    assert Deadline.objects.get(case=case, kind="answer").met_at
    assert running(case) == {"confirm"}


def test_a_withdrawn_case_has_no_clock(world: World) -> None:
    case = routed(world)
    services.act(case.pk, CITIZEN, "withdraw")
    assert running(case) == set()
    assert fresh(case).due_at is None
