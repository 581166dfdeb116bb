from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from routing.cases.models import Case
from routing.workplace.models import SavedFilter
from tests.routing.workplace.conftest import SignIn
from tests.world import World, routed

INBOX = reverse("admin:routing_case_changelist")
FILTERS = reverse("admin:routing_case_filters")


def test_topic_district_and_body(world: World, signed_in: SignIn) -> None:
    lamp, hole = routed(world), routed(world)
    Case.objects.filter(pk=hole.pk).update(topic=world.hole, territory=None, agency=world.roads)
    client = signed_in("coordinator")
    for query in ({"topic": world.lamp.pk}, {"district": world.north.pk}, {"body": world.lamps.pk}):
        assert client.get(INBOX, query).context["cl"].result_list == [lamp]
    assert client.get(INBOX, {"topic": world.lamp.pk, "body": world.roads.pk}).context["cl"].result_count == 0


def test_a_filter_and_a_search_hold_together(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    query = {"q": "фонарь", "topic": world.hole.pk}
    assert signed_in("executor").get(INBOX, query).context["cl"].result_list == []
    assert signed_in("executor").get(INBOX, query | {"topic": world.lamp.pk}).context["cl"].result_list == [case]


@pytest.mark.parametrize(
    "query", ["topic=x", "p=-3", "p=99999", "district=9999999999999999999", "show=nothing", "q=%00", "p=²"]
)
def test_a_wrong_address_is_read_kindly(world: World, signed_in: SignIn, query: str) -> None:
    routed(world)
    assert signed_in("executor").get(f"{INBOX}?{query}").status_code == 200


def test_a_saved_filter_is_an_address_with_a_name(world: World, signed_in: SignIn) -> None:
    client = signed_in("executor")
    client.post(FILTERS, {"name": "Фонари", "query": f"show=overdue&topic={world.lamp.pk}&evil=1"})
    kept = SavedFilter.objects.get()
    assert kept.query == f"show=overdue&topic={world.lamp.pk}"
    assert "Фонари" in client.get(INBOX).content.decode()
    assert "Фонари" not in signed_in("approver").get(INBOX).content.decode()
    assert signed_in("approver").get(f"{INBOX}?{kept.query}").status_code == 200


def test_a_name_may_be_given_anew_and_taken_away_by_its_owner_only(world: World, signed_in: SignIn) -> None:
    client = signed_in("executor")
    for show in ("overdue", "today"):
        client.post(FILTERS, {"name": "Мой", "query": f"show={show}"})
    kept = SavedFilter.objects.get()
    assert kept.query == "show=today"
    signed_in("approver").post(FILTERS, {"remove": kept.pk})
    assert SavedFilter.objects.exists()
    client.post(FILTERS, {"remove": kept.pk})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "я" * 61])
def test_a_bad_name_is_a_sentence(world: World, signed_in: SignIn, name: str) -> None:
    page = signed_in("executor").post(FILTERS, {"name": name, "query": "show=today"}, follow=True)
    assert page.status_code == 200
    assert [str(each.level_tag) for each in page.context["messages"]] == ["error"]
    assert not SavedFilter.objects.exists()


def test_filters_cost_no_more_than_eight_queries(world: World, signed_in: SignIn) -> None:
    routed(world)
    client = signed_in("executor")
    address = f"{INBOX}?show=all&topic={world.lamp.pk}&district={world.north.pk}&q=фонарь"
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    assert len(seen) <= 8
