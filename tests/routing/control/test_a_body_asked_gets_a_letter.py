"""The letter to a body asked for information: at once, repeated until it arrives, and its failure seen."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from routing.cases import outbox, services
from routing.cases.actors import CITIZEN
from routing.cases.models import Case, Event, OutboxRow
from routing.cases.request_models import BodyLetter, InfoRequest
from routing.control import asked
from routing.tasks import run
from tests.world import World, add_law, fresh, make_official, routed

QUESTION = "Дайте схему сетей под дорогой"


@pytest.fixture
def case(world: World) -> Case:
    add_law()
    found = routed(world)
    services.take(found.pk, world.actor("executor"))
    services.ask_body(found.pk, world.actor("executor"), world.roads, QUESTION)
    return fresh(found)


def row() -> InfoRequest:
    return InfoRequest.objects.get()


def letters(kind: str) -> BodyLetter:
    return BodyLetter.objects.get(kind=kind)


def work() -> list[bool]:
    """Do the waiting letters to bodies as a worker does."""
    OutboxRow.objects.filter(done_at=None).update(available_at=row().made_at)
    return [run(one) for one in outbox.claim("test", 99) if one.task == "routing.tell_body"]


def with_mail(official: Any, address: str) -> None:
    official.user.email = address
    official.user.save()


def test_it_goes_at_the_moment_of_asking(world: World, case: Case) -> None:
    with_mail(world.stranger, "gleb@example.org")
    world.roads.email = "roads@example.org"
    world.roads.save()
    assert work() == [True]
    letter = mail.outbox[-1]
    assert letter.to == ["roads@example.org", "gleb@example.org"]
    assert QUESTION in letter.body
    assert case.number in letter.subject
    assert world.executor.full_name in letter.body
    assert reverse("admin:routing_requests") in letter.body
    assert letters("asked").delivered_at is not None


def test_it_says_nothing_of_the_citizen(world: World, case: Case) -> None:
    with_mail(world.stranger, "gleb@example.org")
    work()
    assert case.message.text not in mail.outbox[-1].body
    assert case.message.name not in mail.outbox[-1].body


def test_it_is_sent_once(world: World, case: Case) -> None:
    with_mail(world.stranger, "gleb@example.org")
    work()
    before = len(mail.outbox)
    asked.deliver(letters("asked").pk)
    assert len(mail.outbox) == before


def test_without_an_address_the_page_is_the_way(case: Case) -> None:
    assert work() == [True]
    assert (letters("asked").channel, letters("asked").told) == ("page", "Глеб Несуществующий")


def test_a_failure_is_repeated_and_seen(world: World, case: Case, settings: Any) -> None:
    with_mail(world.stranger, "gleb@example.org")
    settings.EMAIL_BACKEND = "tests.routing.control.test_a_body_asked_gets_a_letter.Broken"
    for _ in range(asked.ALARM_AFTER):
        assert work() == [False]
    assert letters("asked").attempts == asked.ALARM_AFTER
    assert Event.objects.get(case=case, kind="unheard").data["body"] == world.roads.name
    assert "Письмо органу не доставлено: попыток 5" in card(world, case)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert work() == [True]
    assert "request-lost" not in card(world, case)


class Broken:
    """A mail server that is away."""

    def __init__(self, **_options: Any) -> None:
        """Nothing to prepare."""

    def send_messages(self, _messages: Any) -> int:
        raise ConnectionRefusedError


def test_a_body_with_nobody_is_named_on_the_card(world: World, case: Case) -> None:
    world.stranger.user.is_active = False
    world.stranger.user.save()
    world.roads.phone = "+7 (812) 555-02-02"
    world.roads.save()
    assert work() == [False]
    page = card(world, case)
    assert "никто не может войти в систему" in page
    assert "Позвоните в орган: +7 (812) 555-02-02" in page


def test_the_end_is_told_with_its_reason(world: World, case: Case) -> None:
    with_mail(world.stranger, "gleb@example.org")
    work()
    services.act(case.pk, CITIZEN, "withdraw")
    assert work() == [True]
    assert "Гражданин отозвал обращение." in mail.outbox[-1].body
    assert "Они больше не нужны" in mail.outbox[-1].body


def test_who_was_never_told_is_not_told_that_it_is_over(world: World, case: Case) -> None:
    with_mail(world.stranger, "gleb@example.org")
    before = len(mail.outbox)
    services.act(case.pk, CITIZEN, "withdraw")
    assert work() == [True, True]
    assert len(mail.outbox) == before


def test_another_body_that_has_the_case_is_named(world: World, case: Case) -> None:
    with_mail(world.stranger, "gleb@example.org")
    work()
    services.recall(case.pk, world.actor("coordinator"), "Выберем заново")
    services.assign(case.pk, world.actor("coordinator"), world.centre)
    work()
    assert world.centre.name in mail.outbox[-1].body


def test_its_executors_are_told_before_its_head(world: World) -> None:
    head = make_official(world.roads, "head", "Начальник Выдуманный")
    assert asked.who_replies(world.roads.pk) == [world.stranger]
    world.stranger.user.is_active = False
    world.stranger.user.save()
    assert asked.who_replies(world.roads.pk) == [head]


def card(world: World, case: Case) -> str:
    client = Client()
    client.force_login(world.executor.user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("admin:routing_case_change", args=[case.pk])).content.decode()
