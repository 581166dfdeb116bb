"""Ч. 3.1 ст. 8 59-ФЗ: five days instead of seven, by the topic of the appeal."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.loading.lines import read_lines
from agencies.loading.region import CLASSIFIER
from agencies.models import LegalTerm, Topic, TopicGroup
from routing.cases import services
from routing.cases.models import Case, Deadline, Event
from tests.world import LONG_AGO, World, add_law, fresh, received

ADDRESS = "190000, Тестовая область, ул. Садовая, 1, кв. 2"
FIVE_DAYS = "в течение пяти дней в орган МВД и губернатору (ч. 3.1 ст. 8)"


@pytest.fixture
def migration(world: World) -> Topic:
    add_law()
    group = TopicGroup.objects.create(code="BEZ", title="Безопасность")
    topic = Topic.objects.create(group=group, code="BEZ-05", title="Миграция")
    LegalTerm.objects.create(
        regime="fz59_appeal", kind="redirect", topic=topic, amount=5, unit="calendar", basis=FIVE_DAYS,
        valid_from=LONG_AGO,
    )  # fmt: skip
    return topic


def appeal(world: World, topic: Topic | None) -> Case:
    case = received(world, regime="fz59_appeal", postal_address=ADDRESS)
    services.ask_coordinator(case.pk, {"topic": topic})
    services.register(case.pk, world.actor("coordinator"))
    return fresh(case)


def clock(case: Case) -> Deadline:
    return Deadline.objects.get(case=case, kind="redirect")


def test_the_shorter_term_runs(world: World, migration: Topic) -> None:
    assert clock(appeal(world, migration)).amount == 5
    assert clock(appeal(world, world.hole)).amount == 7
    assert clock(appeal(world, None)).amount == 7


def test_a_finer_topic_of_the_region_has_it_too(world: World, migration: Topic) -> None:
    finer = Topic.objects.create(
        group=migration.group, code="BEZ-05", title="Патенты", region=world.region, external_id="9", parent=migration
    )
    assert clock(appeal(world, finer)).amount == 5


def test_the_card_says_why(world: World, migration: Topic) -> None:
    case = appeal(world, migration)
    client = Client()
    client.force_login(world.coordinator.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("admin:routing_case_change", args=[case.pk])).content.decode()
    assert FIVE_DAYS in page
    assert "У темы «Миграция» свой срок, короче обычного: обычный — 7 (календарные дни)" in page


def test_a_topic_found_later_makes_the_term_shorter(world: World, migration: Topic) -> None:
    case = appeal(world, world.hole)
    before = clock(case).limit_at
    services.correct(case.pk, world.actor("coordinator"), topic=migration, reason="О патентах")
    assert clock(case).amount == 5
    assert clock(case).limit_at < before
    assert "sooner" in Event.objects.get(case=case, kind="correct").data


def test_a_topic_that_goes_away_makes_it_no_longer(world: World, migration: Topic) -> None:
    case = appeal(world, migration)
    services.correct(case.pk, world.actor("coordinator"), topic=world.hole, reason="О граффити")
    assert clock(case).amount == 5


def test_the_classifier_gives_this_term_to_its_topic_of_migration() -> None:
    topics = [line.values for line in read_lines(CLASSIFIER / "topics.csv", ("code", "title"))]
    terms = [line.values for line in read_lines(CLASSIFIER / "legal_terms.csv", ("regime", "kind", "topic", "amount"))]
    (code,) = [row["code"] for row in topics if row["title"] == "Миграция"]
    for regime in ("fz59_appeal", "oral_reception"):
        found = [row for row in terms if (row["regime"], row["kind"], row["topic"]) == (regime, "redirect", code)]
        assert [row["amount"] for row in found] == ["5"]
    assert "redirect_migration" not in {row["kind"] for row in terms}
