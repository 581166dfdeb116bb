"""The same person, question and place after an answer: shown to an official, who links it or says no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Topic, TopicGroup
from routing.answers.notices import case_url
from routing.cases import services
from routing.cases.errors import Invalid
from routing.cases.models import Case, Event, Message, Requisites
from routing.cases.repeats import among, fingerprint, last_words, proposed
from tests.routing.workplace.conftest import candidate
from tests.world import World, answered, fresh, inbound, make_official, received, routed

PLACE = {"lat": 60.0, "lon": 30.0}
LINK, DECLINE = "Связать: вопрос тот же", "Нет, вопрос другой"


@pytest.fixture
def first(world: World) -> Case:
    """An appeal that was answered."""
    case = answered(world)
    Case.objects.filter(pk=case.pk).update(**PLACE)
    return fresh(case)


def again(world: World, **fields: Any) -> Case:
    """The same once more."""
    return routed(world, **(PLACE | fields))


def seen(case: Case) -> list[Case]:
    rows = Case.objects.select_related("topic", "message", "requisites").filter(pk=case.pk)
    return [one.case for one in proposed(list(rows), Case.objects.all()).get(case.pk, [])]


def test_it_is_proposed_with_what_speaks_for_it(world: World, first: Case) -> None:
    case = again(world)
    rows = list(Case.objects.select_related("topic", "message"))
    (found,) = among([one for one in rows if one.pk == case.pk], rows)[case.pk]
    assert found.case == first
    assert found.answered_at == Event.objects.get(case=first, kind="send_answer").at
    assert "та же тема" in map(str, found.reasons)


def test_nothing_is_decided_by_itself(world: World, first: Case) -> None:
    case = again(world)
    seen(case)
    assert not case.earlier.exists()
    assert not Event.objects.filter(case=case, kind="link_earlier").exists()


@pytest.mark.parametrize(
    "other",
    [
        {"email": "other@example.org"},
        {"email": ""},
        {"lat": 60.02},
    ],
)
def test_another_person_or_place_is_no_repeat(world: World, first: Case, other: dict[str, Any]) -> None:
    assert seen(again(world, **other)) == []


def test_the_telephone_tells_the_person_however_it_is_written(world: World) -> None:
    earlier = answered(world)
    Message.objects.filter(case=earlier).update(email="", phone="+7 (900) 123-45-67")
    Case.objects.filter(pk=earlier.pk).update(**PLACE)
    case = again(world, email="new@example.org", phone="89001234567")
    assert seen(case) == [earlier]


def test_a_name_is_no_fingerprint() -> None:
    assert fingerprint(Case(message=Message(name="Анна", email="", phone="123"))) == frozenset()
    assert fingerprint(Case(message=Message(email="Anna@Example.org"))) == {"anna@example.org"}


def test_the_account_tells_the_person_whatever_the_address(world: World, first: Case) -> None:
    case = again(world, email="new@example.org")
    for one, provider in ((first, "esia"), (case, "esia")):
        Requisites.objects.create(
            case=one, full_name="Анна", provider=provider, subject="a1", confirmed_at=one.received_at
        )
    assert seen(case) == [first]
    Requisites.objects.filter(case=first).update(provider="other")
    assert seen(case) == []


def test_the_card_knows_the_account(world: World, first: Case, executor: Client) -> None:
    case = again(world, email="new@example.org")
    assert LINK not in card(executor, case)
    for one in (first, case):
        Requisites.objects.create(
            case=one, full_name="Анна", provider="esia", subject="a1", confirmed_at=one.received_at
        )
    assert LINK in card(executor, case)


def test_before_an_answer_nothing_is_repeated(world: World) -> None:
    again(world)
    assert seen(again(world)) == []


def test_another_question_is_no_repeat(world: World, first: Case) -> None:
    group = TopicGroup.objects.create(code="DOR", title="Дороги")
    hole = Topic.objects.create(group=group, code="DOR-01", title="Яма")
    case = again(world)
    Case.objects.filter(pk=case.pk).update(topic=hole)
    assert seen(case) == []
    # A related topic needs almost the same words.
    Case.objects.filter(pk=case.pk).update(topic=world.hole)
    assert seen(case) == [first]
    other = services.receive(world.region, inbound(text="На стене рисунки краской, закрасьте", **PLACE))[0]
    services.route(other.pk, {"topic": world.hole}, world.lamps, world.executor.post)
    assert seen(fresh(other)) == []


def test_a_word_of_a_person_is_remembered(world: World, first: Case) -> None:
    one, other = again(world), again(world)
    services.link_earlier(one.pk, world.actor("executor"), first.number)
    services.decline_earlier(other.pk, world.actor("executor"), first.number)
    assert seen(one) == []
    assert seen(other) == []
    assert last_words({one.pk, other.pk}) == {
        one.pk: {first.number: "link_earlier"},
        other.pk: {first.number: "decline_earlier"},
    }


def test_a_link_made_by_mistake_is_taken_back(world: World, first: Case) -> None:
    case = again(world)
    services.link_earlier(case.pk, world.actor("executor"), first.number)
    services.decline_earlier(case.pk, world.actor("executor"), first.number)
    assert not case.earlier.exists()


def test_an_unknown_number_is_not_declined(world: World, first: Case) -> None:
    with pytest.raises(Invalid):
        services.decline_earlier(first.pk, world.actor("executor"), "2026-000999-0")


@pytest.fixture
def executor(world: World) -> Iterator[Client]:
    yield signed_in(world, "executor")


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(getattr(world, name).user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def decide(client: Client, case: Case, number: str, do: str, **more: str) -> Any:
    values = {"version": fresh(case).version, "earlier": number, "do": do} | more
    return client.post(reverse("admin:routing_case_repeat", args=[case.pk]), values)


def card(client: Client, case: Case) -> str:
    return client.get(reverse("admin:routing_case_change", args=[case.pk])).content.decode()


def test_one_click_on_the_card_links_it(world: World, first: Case, executor: Client) -> None:
    case = again(world)
    assert LINK in card(executor, case)
    assert decide(executor, case, first.number, "link").status_code == 302
    assert list(case.earlier.all()) == [first]
    page = card(executor, case)
    assert LINK not in page
    assert "Снять связь" in page


def test_one_click_on_the_card_declines_it(world: World, first: Case, executor: Client) -> None:
    case = again(world)
    decide(executor, case, first.number, "decline")
    assert LINK not in card(executor, case)


def test_who_saw_an_older_card_is_told(world: World, first: Case, executor: Client) -> None:
    case = again(world)
    answer = decide(executor, case, first.number, "link", version="1")
    assert answer.status_code == 409
    assert not case.earlier.exists()


def test_it_is_proposed_in_triage_as_well(world: World, first: Case) -> None:
    case = received(world, **PLACE)
    decision = {"candidates": [candidate("lamps", "Горсвет", 0.6)]}
    services.ask_coordinator(case.pk, {"topic": world.lamp, "decision": decision})
    client = signed_in(world, "coordinator")
    page = client.get(reverse("admin:routing_case_triage")).content.decode()
    assert LINK in page
    assert first.number in page
    answer = decide(client, case, first.number, "link", back="triage")
    assert answer["Location"].startswith(reverse("admin:routing_case_triage"))
    assert list(case.earlier.all()) == [first]


def test_who_may_not_see_the_case_decides_nothing(world: World, first: Case) -> None:
    case = again(world)
    assert decide(signed_in(world, "stranger"), case, first.number, "link").status_code == 404
    assert not case.earlier.exists()


def test_nobody_learns_of_a_case_of_another_body(world: World, first: Case) -> None:
    case = received(world, **PLACE)
    services.route(case.pk, {"topic": world.lamp}, world.roads, None)
    assert first.number not in card(signed_in(world, "stranger"), fresh(case))


def test_the_citizen_reads_that_it_is_a_repeat_only_after_a_person_said_so(world: World, first: Case) -> None:
    case, client = again(world), Client()
    assert "Вы уже обращались" not in client.get(case_url(case)).content.decode()
    services.link_earlier(case.pk, world.actor("executor"), first.number)
    page = client.get(case_url(case)).content.decode()
    assert "Вы уже обращались по этому вопросу" in page
    assert f"№ {first.number}" in page
    assert "ответ дан" in page
    assert case_url(first).split("/a/")[1] in page


def test_a_namesake_linked_by_hand_gives_no_way_to_the_others_page(world: World, first: Case) -> None:
    case = again(world, email="other@example.org")
    services.link_earlier(case.pk, world.actor("executor"), first.number)
    page = Client().get(case_url(case)).content.decode()
    assert f"№ {first.number}" in page
    assert case_url(first).split("/a/")[1] not in page


def test_the_queries_of_triage_do_not_grow_with_repeats(world: World, first: Case) -> None:
    make_official(world.lamps, "executor", "Ещё Выдуманный")
    client = signed_in(world, "coordinator")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("admin:routing_case_triage"))
        return len(asked)

    def more() -> None:
        case = received(world, **PLACE)
        services.ask_coordinator(case.pk, {"topic": world.lamp})

    more()
    count()
    few = count()
    for _ in range(9):
        more()
    assert count() == few
