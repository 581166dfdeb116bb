"""Ч. 4 ст. 8 59-ФЗ: questions of several bodies, a copy to each within seven days of registration."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import ControlStep
from routing.cases import services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Deadline
from routing.cases.parts import Piece, parts_of
from routing.chores import do_chores
from routing.control import register
from routing.control.models import Reminder
from routing.control.people import Directory
from tests.world import LONG_AGO, World, add_law, fresh, received

DAY = timedelta(days=1)
OTHERS = ["Горсвет", "Дирекция дорог"]
ADDRESS = "190000, Тестовая область, ул. Садовая, 1, кв. 2"


@pytest.fixture
def law() -> None:
    add_law()


def appeal(world: World, bodies: list[str], at: datetime | None = None) -> Case:
    """A registered appeal whose questions concern these bodies."""
    case = received(world, regime="fz59_appeal", postal_address=ADDRESS)
    facts = {"topic": world.lamp, "territory": world.north, "decision": {"bodies": bodies}}
    services.route(case.pk, facts, world.lamps, world.executor.post)
    services.register(case.pk, world.actor("coordinator"), at=at)
    return fresh(case)


def term(case: Case) -> Deadline:
    return Deadline.objects.get(case=case, kind="copies")


def test_the_term_begins_with_registration(world: World, law: None) -> None:
    case = appeal(world, OTHERS)
    assert term(case).starts_at == case.registered_at
    assert (term(case).amount, term(case).unit) == (7, "calendar")


def test_one_body_needs_no_copies(world: World, law: None) -> None:
    assert not Deadline.objects.filter(case=appeal(world, ["Горсвет"]), kind="copies").exists()


def test_read_after_registration_it_begins_with_the_registration_all_the_same(world: World, law: None) -> None:
    case = received(world, regime="fz59_appeal", postal_address=ADDRESS)
    services.register(case.pk, world.actor("coordinator"), at=timezone.now() - 2 * DAY)
    services.ask_coordinator(case.pk, {"decision": {"bodies": OTHERS}})
    assert term(case).starts_at == fresh(case).registered_at


def test_it_is_met_when_every_other_body_has_one(world: World, law: None) -> None:
    case = appeal(world, [*OTHERS, "Водоканал"])
    by = world.actor("coordinator")
    services.send_copy(case.pk, by, "Дирекция дорог", "Яма")
    services.send_copy(case.pk, by, " дирекция  дорог", "Ещё раз")
    assert term(case).met_at is None
    services.send_copy(case.pk, by, "Водоканал", "Люк")
    assert term(case).met_at is not None


def test_splitting_sends_them(world: World, law: None) -> None:
    case = appeal(world, OTHERS)
    pieces = [Piece("Раз", {"topic": world.lamp}, world.lamps), Piece("Два", {"topic": world.hole}, world.roads)]
    services.split(case.pk, world.actor("coordinator"), pieces)
    assert term(case).met_at is not None


def test_the_parts_go_on_with_the_term_to_send_them_on(world: World, law: None) -> None:
    case = appeal(world, OTHERS)
    due = Deadline.objects.get(case=case, kind="redirect").due_at
    pieces = [Piece("Раз", {"topic": world.lamp}, world.lamps), Piece("Два", {"topic": world.hole}, None)]
    services.split(case.pk, world.actor("coordinator"), pieces)
    assert Deadline.objects.get(case=case, kind="redirect").cancelled_at is not None
    assert [Deadline.objects.get(case=part, kind="redirect").due_at for part in parts_of(case)] == [due, due]


def test_a_person_may_say_that_none_are_needed(world: World, law: None) -> None:
    case = appeal(world, OTHERS)
    with pytest.raises(Invalid):
        services.act(case.pk, world.actor("coordinator"), "no_copies", {"reason": ""})
    services.act(case.pk, world.actor("coordinator"), "no_copies", {"reason": "Всё решает Горсвет"})
    assert term(case).cancelled_at is not None
    with pytest.raises(Refused) as refused:
        services.act(case.pk, world.actor("coordinator"), "no_copies", {"reason": "Ещё раз"})
    assert refused.value.code == "copies_wait"


def test_the_coordinator_is_told_and_named_in_the_register(world: World, law: None) -> None:
    ControlStep.objects.create(kind="copies", when="after", days=0, level="coordinator", valid_from=LONG_AGO)
    case = appeal(world, OTHERS)
    services.take(case.pk, world.actor("executor"))
    now = term(case).limit_at + DAY
    do_chores(now)
    assert Reminder.objects.get(deadline__kind="copies").official == world.coordinator
    rows = register.overdue(Case.objects.all(), now).filter(kind="copies")
    (line,) = register.lines(register.full(rows), Directory.load(), now)
    assert (line.holder, line.case) == (world.coordinator, case)


def test_the_page_of_the_register_says_what_is_due(world: World, law: None) -> None:
    case = appeal(world, OTHERS, at=timezone.now() - 20 * DAY)
    services.take(case.pk, world.actor("executor"))
    client = Client()
    client.force_login(world.coordinator.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("admin:routing_overdue")).content.decode()
    assert case.number in page
    assert "Направить копии другим органам" in page
    assert (
        "Направить копии другим органам"
        in client.get(reverse("admin:routing_case_change", args=[case.pk])).content.decode()
    )
