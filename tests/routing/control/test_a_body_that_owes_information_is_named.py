from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import ControlStep
from routing.cases import inforequests, services
from routing.cases.models import Case
from routing.chores import do_chores
from routing.control import digest, register
from routing.control.models import Reminder
from routing.control.people import Directory
from tests.world import LONG_AGO, World, add_law, make_official, routed

DAY = timedelta(days=1)


@pytest.fixture
def case(world: World) -> Case:
    add_law()
    for when, days, level in (("before", 3, "executor"), ("after", 0, "head")):
        ControlStep.objects.create(kind="info_request", when=when, days=days, level=level, valid_from=LONG_AGO)
    found = routed(world)
    services.take(found.pk, world.actor("executor"))
    services.ask_body(found.pk, world.actor("executor"), world.roads, "Дайте схему сетей")
    return found


def test_its_executor_is_reminded_and_its_head_told(world: World, case: Case) -> None:
    head = make_official(world.roads, "head", "Начальник Выдуманный")
    due = inforequests.waiting().get().deadline.due_at
    do_chores(due - DAY)
    do_chores(due + DAY)
    told = Reminder.objects.filter(deadline__kind="info_request").order_by("pk")
    assert [row.official for row in told] == [world.stranger, head]


def test_the_letter_says_who_asked(world: World, case: Case, mailoutbox: list) -> None:
    world.stranger.user.email = "gleb@example.org"
    world.stranger.user.save()
    due = inforequests.waiting().get().deadline.due_at
    do_chores(due - DAY)
    assert digest.deliver(world.stranger.pk, due - DAY) == 1
    assert world.lamps.name in mailoutbox[-1].body
    assert reverse("admin:routing_requests") in mailoutbox[-1].body


def test_the_register_names_the_body_asked(world: World, case: Case) -> None:
    now = inforequests.waiting().get().deadline.due_at + DAY
    rows = register.overdue(Case.objects.none(), now, [world.roads.pk])
    (line,) = register.lines(register.full(rows), Directory.load(), now)
    assert line.holder == world.stranger
    assert line.body == world.roads.name
    assert [each.name for each in register.by_body(rows, now)] == [world.roads.name]
    assert register.of_body(rows, world.roads.pk).count() == 1
    assert not register.of_body(rows, world.lamps.pk).exists()


def test_its_people_find_it_on_the_page_of_the_register(world: World, case: Case) -> None:
    row = inforequests.waiting().get().deadline
    row.due_at = row.limit_at = timezone.now() - DAY
    row.save()
    client = Client()
    client.force_login(world.stranger.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("admin:routing_overdue")).content.decode()
    assert case.number in page
    assert world.roads.name in page
    assert reverse("admin:routing_case_change", args=[case.pk]) not in page
