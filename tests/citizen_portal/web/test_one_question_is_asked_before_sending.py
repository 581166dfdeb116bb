"""The form asks at most one question, keeps what was typed, and the answer is heard."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Region
from citizen_portal.web import reading
from routing.cases.models import Case, Message
from routing.intake import reader_for
from routing.understanding.types import Hints
from tests.world import World

UNCLEAR = "Не убирают снег"
FORM = {"text": UNCLEAR, "name": "Анна Выдуманная", "reply": "page"}


@pytest.fixture(autouse=True)
def read_by_the_shipped_model(settings: Any, world: World) -> None:
    Region.objects.filter(pk=world.region.pk).update(code="spb", object_kinds=["Двор", "Улица", "Дом"])
    settings.REGION = "spb"
    reading.reader()
    reading._load("spb")


def test_the_question_stands_on_the_page_before_anything_is_stored(client: Client) -> None:
    answer = client.post("/", FORM)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="asked"' in page and 'name="said"' in page and UNCLEAR in page
    assert not Case.objects.exists()


def test_who_was_asked_is_not_asked_again(client: Client) -> None:
    assert client.post("/", FORM | {"asked": "1", "said": ""}).status_code == 303
    assert client.post("/", FORM | {"asked": "1", "said": "object=Двор", "name": "Иван Выдуманный"}).status_code == 303
    assert list(Message.objects.order_by("pk").values_list("object_kind", flat=True)) == ["", "Двор"]


def test_the_topic_chosen_is_kept_with_the_message(client: Client) -> None:
    client.post("/", FORM | {"asked": "1", "said": "topic=BLG-02:7"})
    assert Message.objects.get().said_topic == "BLG-02:7"


@pytest.mark.parametrize(
    "said", ["topic=<script>", "object=Луна", "place=", "=", "что-то", "topic=BLG-02:7" + "1" * 99]
)
def test_an_answer_that_was_not_offered_changes_nothing(client: Client, said: str) -> None:
    assert client.post("/", FORM | {"asked": "1", "said": said}).status_code == 303
    message = Message.objects.get()
    assert (message.said_topic, message.object_kind, message.address) == ("", "", "")


def test_the_place_chosen_becomes_the_address(client: Client) -> None:
    text = "На улице Ленина не горят фонари"
    page = client.post(reverse("ask"), {"text": text}).content.decode()
    assert 'value="place=Стрельна, улица Ленина"' in page
    client.post("/", FORM | {"text": text, "asked": "1", "said": "place=Стрельна, улица Ленина"})
    assert Message.objects.get().address == "Стрельна, улица Ленина"


def test_an_alarm_is_not_delayed_by_questions(client: Client) -> None:
    assert "said" not in client.post(reverse("ask"), {"text": "Пахнет газом на улице Ленина"}).content.decode()


def test_a_question_answered_is_left_as_it_stands(client: Client) -> None:
    assert client.post(reverse("ask"), {"text": UNCLEAR, "said": "object=Двор"}).status_code == 204


def test_another_region_is_named(client: Client) -> None:
    page = client.post(reverse("ask"), {"text": "В Великом Новгороде на Большой улице яма"}).content.decode()
    assert "Новгородская область" in page


def test_the_choice_decides_between_the_topics() -> None:
    reader = reader_for("spb")
    ask, _place = reader.ask(UNCLEAR, Hints(object="Двор", said_object=True))
    before = reader.read(UNCLEAR).topics
    said = ask.options[-1].value if ask else "BLG-02"
    after = reader.read(UNCLEAR, Hints(object="Двор", said_object=True, said_topic=said)).topics
    assert before[0].p < after[0].p
