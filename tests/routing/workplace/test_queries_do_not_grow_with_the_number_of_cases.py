from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from routing.cases import services
from tests.routing.workplace.conftest import SignIn, card, doubtful
from tests.world import World, routed

MOST = 8
MOST_OF_CARD = 34


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def few_and_many(make: Callable[[], object], client: Client, address: str) -> tuple[int, int]:
    for _ in range(5):
        make()
    client.get(address)  # reads what is kept in mind for a minute
    few = queries(client, address)
    for _ in range(55):
        make()
    return few, queries(client, address)


@pytest.mark.parametrize("tab", ["open", "all", "mine"])
def test_the_inbox(world: World, signed_in: SignIn, tab: str) -> None:
    address = reverse("admin:routing_case_changelist") + f"?show={tab}"
    few, many = few_and_many(lambda: routed(world), signed_in("executor"), address)
    assert few == many
    assert many <= MOST


def test_the_triage_queue(world: World, signed_in: SignIn) -> None:
    few, many = few_and_many(lambda: doubtful(world), signed_in("coordinator"), reverse("admin:routing_case_triage"))
    assert few == many
    assert many <= MOST


def test_the_card_does_not_grow_with_the_history(world: World, signed_in: SignIn) -> None:
    client = signed_in("executor")
    short, long = routed(world), routed(world)
    for _ in range(2):
        services.recall(long.pk, world.actor("coordinator"), "Это не их улица")
        services.assign(long.pk, world.actor("coordinator"), world.lamps, world.executor.post)
    client.get(card(short))  # reads what is kept in mind for a minute
    assert queries(client, card(short)) == queries(client, card(long))


def test_the_card_does_not_grow_with_the_number_of_similar_cases(world: World, signed_in: SignIn) -> None:
    case, client = routed(world, lat=60.0, lon=30.0), signed_in("executor")
    few, many = few_and_many(lambda: routed(world, lat=60.0, lon=30.0), client, card(case))
    assert few == many
    assert many <= MOST_OF_CARD
