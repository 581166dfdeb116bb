"""What a coordinator decides about a case is read back as an example with its day and author."""

from __future__ import annotations

from datetime import datetime

import pytest

from agencies.models import Topic
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.models import Correction
from routing.learning.corpus import Answers
from routing.learning.corrections import read_corrections
from routing.learning.fitting import WEIGHTS
from routing.understanding.topics.model import Label
from tests.world import World, make_world, received

pytestmark = pytest.mark.django_db

ANSWERS = Answers(
    (Label("BLG-03", "7", "Погас фонарь", "Улица"), Label("BLG-03", None, "Фонарь"), Label("BLG-17", None, "Граффити")),
    ("Свет", "", ""),
)


@pytest.fixture
def world() -> World:
    return make_world()


def decided(world: World, topic: Topic | None, text: str = "надпись на стене") -> Correction:
    case = received(world, text=text)
    services.ask_coordinator(case.pk, {"topic": world.lamp, "territory": world.north, "lat": 60.0, "lon": 30.0})
    services.assign(case.pk, world.actor("coordinator"), world.roads, topic=topic)
    return Correction.objects.get(case=case)


def test_a_topic_set_anew_is_a_correction_with_its_author(world: World) -> None:
    row = decided(world, world.hole)
    (example,) = read_corrections("test", ANSWERS)
    assert (example.text, example.labels, example.source) == ("надпись на стене", (2,), "correction")
    assert example.author == f"official:{world.coordinator.pk}"
    assert isinstance(example.at, datetime)
    assert example.at.tzinfo is None
    assert (example.context.lat, example.context.district) == (60.0, "Северный")
    assert row.after["external_id"] == ""


def test_a_topic_left_as_it_was_is_weaker_evidence(world: World) -> None:
    decided(world, None)
    assert [example.source for example in read_corrections("test", ANSWERS)] == ["confirmed"]


def test_the_regions_own_topic_is_kept_at_its_finest(world: World) -> None:
    own = Topic.objects.create(
        region=world.region, group=world.lamp.group, code="BLG-03", external_id="7", title="Погас фонарь"
    )
    decided(world, own, "темно")
    (example,) = read_corrections("test", ANSWERS)
    assert (example.labels, example.context.object, example.source) == ((0,), "Улица", "correction")


def test_the_last_word_about_a_case_counts(world: World) -> None:
    row = decided(world, world.hole)
    Correction.objects.create(case=row.case, at=row.at, field="topic", before=row.after, after={"topic": "BLG-03"})
    (example,) = read_corrections("test", ANSWERS)
    assert (example.labels, example.author) == ((1,), "citizen")


def test_a_citizens_word_weighs_less_until_an_official_agrees(world: World) -> None:
    case = received(world, text="надпись на стене")
    services.route(case.pk, {"topic": world.lamp}, world.lamps, None)
    services.correct(case.pk, CITIZEN, topic=world.hole)
    (said,) = read_corrections("test", ANSWERS)
    assert (said.labels, said.source, said.author) == ((2,), "said", "citizen")
    services.correct(case.pk, world.actor("executor"), topic=world.hole, reason="Гражданин прав")
    (agreed,) = read_corrections("test", ANSWERS)
    assert (agreed.labels, agreed.source, agreed.author) == ((2,), "correction", f"official:{world.executor.pk}")
    assert WEIGHTS[agreed.source] > WEIGHTS[said.source]


def test_a_topic_kept_against_the_citizens_word_was_looked_at(world: World) -> None:
    case = received(world, text="надпись на стене")
    services.route(case.pk, {"topic": world.lamp}, world.lamps, None)
    services.correct(case.pk, CITIZEN, topic=world.hole)
    services.correct(case.pk, world.actor("executor"), topic=world.lamp, reason="Речь о фонаре")
    (kept,) = read_corrections("test", ANSWERS)
    assert (kept.labels, kept.source) == ((1,), "correction")


def test_other_regions_and_unknown_topics_give_none(world: World) -> None:
    decided(world, Topic.objects.create(group=world.lamp.group, code="BLG-99", title="Иное"))
    assert read_corrections("test", ANSWERS) == []
    assert read_corrections("elsewhere", ANSWERS) == []
