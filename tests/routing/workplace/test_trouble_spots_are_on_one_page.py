from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.kept import forget_all
from agencies.models import Agency
from routing.answers import services as answers
from routing.cases import services
from routing.cases.models import Case
from routing.workplace.troubles import street_of
from tests.routing.workplace.conftest import SignIn
from tests.world import World, make_official, routed

TROUBLES = reverse("admin:routing_troubles")


def due(case: Case, **later: int) -> Case:
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() + timedelta(**later))
    return case


def taken(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    return case


def numbers(client: Client, section: str) -> set[str]:
    return {row["number"] for row in client.get(TROUBLES).context[section]}


def test_an_executor_sees_what_is_in_the_own_hands(world: World, signed_in: SignIn) -> None:
    late, soon = due(taken(world), days=-2), due(taken(world), days=2)
    nobodys = due(routed(world), days=-2)
    Case.objects.filter(pk=nobodys.pk).update(executor=None)
    client = signed_in("executor")
    assert numbers(client, "overdue") == {late.number}
    assert numbers(client, "soon") == {soon.number}


def test_a_promise_is_named_before_its_day(world: World, signed_in: SignIn) -> None:
    case = due(taken(world), days=9)
    day = timezone.localdate() + timedelta(days=2)
    answers.promise(case.pk, world.actor("executor"), "Заказали плафон, поставим его до конца недели.", day)
    assert numbers(signed_in("executor"), "promises") == {case.number}


def test_a_head_sees_the_bodies_below_by_name(world: World) -> None:
    deep = Agency.objects.create(region=world.region, code="deep", name="Бригада", superior=world.lamps)
    below = due(routed(world), days=-1)
    Case.objects.filter(pk=below.pk).update(agency=deep, executor=None)
    other = due(routed(world), days=-1)
    Case.objects.filter(pk=other.pk).update(agency=world.roads)
    mine = due(taken(world), days=-1)
    client = Client()
    head = make_official(world.lamps, "head", "Клим Главный")
    client.force_login(head.user, backend="django.contrib.auth.backends.ModelBackend")
    assert numbers(client, "overdue") == {below.number, mine.number}
    people = client.get(TROUBLES).context["people"]
    assert {row["executor__full_name"] for row in people} == {None, world.executor.full_name}


def test_three_cases_of_a_street_make_it_hot(world: World, signed_in: SignIn) -> None:
    for house in (1, 2, 3):
        Case.objects.filter(pk=routed(world).pk).update(address=f"Лесная улица, дом {house}")
    hot = dict(signed_in("approver").get(TROUBLES).context["hot"])
    assert [(spot.title, spot.many) for spots in hot.values() for spot in spots if "Лесная" in spot.title] == [
        ("Лесная улица", 3)
    ]


def test_the_queries_do_not_grow(world: World, signed_in: SignIn) -> None:
    client, counts = signed_in("approver"), []
    for _ in range(2):
        for _ in range(6):
            due(taken(world), days=-1)
        forget_all()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(TROUBLES).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[1] <= 12
    with CaptureQueriesContext(connection) as seen:
        client.get(TROUBLES)
    assert len(seen) <= 8  # what is counted over all cases is kept for a minute


def test_what_was_counted_for_one_is_not_shown_to_another(world: World, signed_in: SignIn) -> None:
    due(taken(world), days=-1)
    assert signed_in("approver").get(TROUBLES).context["people"]
    assert signed_in("coordinator").get(TROUBLES).context["people"]
    client = Client()
    head = make_official(world.roads, "head", "Клим Главный")
    client.force_login(head.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(TROUBLES).context["people"] == []


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("Лесная улица, дом 5", "Лесная улица"),
        ("деревня Тихая, Лесная улица, дом 5, корпус 1", "деревня Тихая, Лесная улица"),
        ("", ""),
        ("Парк", ""),
    ],
)
def test_a_street_is_the_address_without_the_house(address: str, street: str) -> None:
    assert street_of(address) == street
