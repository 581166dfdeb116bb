from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Competence, Post, Region, Territory, Topic, TopicGroup
from routing.dispatch import loading
from routing.dispatch.table import Where


@pytest.fixture
def region(db, tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "region_folder", lambda code: tmp_path)
    loading._loaded.clear()
    region = Region.objects.create(code="test", name="Область", time_zone="Europe/Moscow", lat=0, lon=0)
    north = Territory.objects.create(region=region, level="district", name="Северный")
    body = Agency.objects.create(region=region, code="north-adm", name="Управа", territory=north)
    post = Post.objects.create(agency=body, title="Глава")
    group = TopicGroup.objects.create(code="MKD", title="Дома")
    topic = Topic.objects.create(group=group, code="MKD-02", title="Подъезд")
    own = Topic.objects.create(group=group, code="MKD-02", title="Лифт", region=region, external_id="7", parent=topic)
    common = {"region": region, "territory": north, "agency": body, "valid_from": date(2020, 1, 1)}
    Competence.objects.create(topic=own, post=post, cases=9, agreed=9, **common)
    Competence.objects.create(group=group, **common)
    return region


def test_rules_of_every_width_are_found(region):
    assert {rule.what for rule in loading.table_of(region).rules} == {"test:7", "MKD"}


def test_the_post_comes_with_the_rule(region):
    shares = loading.table_of(region).who("MKD-02", "7", Where("Северный"), date(2026, 1, 1))
    assert shares["north-adm"].post == "Глава"


def test_it_asks_at_most_three_queries_and_only_once(region):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        loading.table_of(region)
        loading.table_of(region)
    assert len(queries) <= 3


def test_new_data_are_read_anew(region):
    before = loading.table_of(region)
    region.data_version = "2"
    assert loading.table_of(region) is not before
