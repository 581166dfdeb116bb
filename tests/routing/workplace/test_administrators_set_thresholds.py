"""The administrator sees what a threshold costs and sets it by the risk, from a day on, by name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import Region, SendingThreshold, TopicGroup
from routing.dispatch import risk
from routing.dispatch.loading import table_of
from tests.world import World, make_official

from .conftest import SignIn

PATH = "admin:routing_thresholds"


@pytest.fixture
def administrator(settings: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    Region.objects.filter(pk=world.region.pk).update(code="spb")
    settings.REGION = "spb"
    curve = [risk.Bin(0.95, 100, 99), risk.Bin(0.8, 100, 91), risk.Bin(0.4, 100, 40)]
    monkeypatch.setattr(risk, "read_curves", lambda folder: {"BLG": curve})
    client = Client()
    official = make_official(world.centre, "administrator", "Вера Придуманная")
    client.force_login(official.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_group_is_shown_with_its_curve(administrator: Client) -> None:
    page = administrator.get(reverse(PATH), {"group": "BLG", "risk": "5"})
    assert page.context["offer"].threshold == 0.8
    assert "<polyline" in page.content.decode()


def test_a_threshold_set_is_used_and_says_by_whom(administrator: Client, world: World) -> None:
    administrator.post(reverse(PATH), {"group": "BLG", "risk": "1,5"})
    row = SendingThreshold.objects.get()
    assert (row.group, row.confidence, row.author) == (TopicGroup.objects.get(), 0.95, "Вера Придуманная")
    region = Region.objects.get(pk=world.region.pk)
    assert table_of(region).policy.threshold_for("BLG", timezone.localdate()) == 0.95


def test_the_threshold_before_ends_the_day_before(administrator: Client, world: World) -> None:
    old = SendingThreshold.objects.create(
        region_id=world.region.pk, risk=0.05, confidence=0.7, valid_from=date(2020, 1, 1)
    )
    administrator.post(reverse(PATH), {"group": "", "risk": "5"})
    old.refresh_from_db()
    assert old.valid_to is not None and old.valid_to < timezone.localdate() + timedelta(days=1)
    assert SendingThreshold.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"group": "ZZZ"},
        {"clear": "1"},
        {"risk": "много"},
        {"risk": "-1"},
        {"risk": "nan"},
        {"day": "вчера"},
        {"day": "2020-01-01"},
    ],
)
def test_what_cannot_be_set_is_a_sentence_and_nothing_is_written(administrator: Client, wrong: dict[str, str]) -> None:
    page = administrator.post(reverse(PATH), {"group": "BLG", "risk": "5"} | wrong)
    assert page.context["mistake"] and not SendingThreshold.objects.exists()


@pytest.mark.parametrize("query", [{"group": "?"}, {"archive": "own"}, {"risk": "x" * 900}])
def test_odd_questions_are_survived(administrator: Client, query: dict[str, str]) -> None:
    assert administrator.get(reverse(PATH), query).status_code == 200


@pytest.mark.parametrize(("begun", "left"), [(10, 1), (0, 0)])
def test_a_group_goes_back_to_the_common_threshold(administrator: Client, world: World, begun: int, left: int) -> None:
    group, today = TopicGroup.objects.get(), timezone.localdate()
    days = {"valid_from": today - timedelta(days=begun)}
    SendingThreshold.objects.create(region_id=world.region.pk, group=group, risk=0.1, confidence=0.5, **days)
    assert 'name="clear"' in administrator.get(reverse(PATH), {"group": "BLG"}).content.decode()
    administrator.post(reverse(PATH), {"group": "BLG", "clear": "1"})
    assert SendingThreshold.objects.filter(valid_to=today - timedelta(days=1)).count() == left
    policy = table_of(Region.objects.get(pk=world.region.pk)).policy
    assert policy.threshold_for("BLG", today) == policy.threshold
    assert 'name="clear"' not in administrator.get(reverse(PATH), {"group": "BLG"}).content.decode()


def test_others_are_not_let_in(signed_in: SignIn) -> None:
    assert signed_in("coordinator").get(reverse(PATH)).status_code == 403
