"""Every topic of the classifier has an addressee everywhere in each region that ships with the product."""

import csv
from pathlib import Path

import pytest

from routing.dispatch.files import read_table
from routing.dispatch.table import Where
from tests.routing.dispatch.rules import DAY

AGENCIES = Path(__file__).resolve().parents[3] / "agencies"
REGIONS = sorted(path.parent for path in AGENCIES.glob("regions/*/competence.csv"))


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_each_topic_has_a_body_in_each_district_and_without_one(region):
    table = read_table(region)
    districts = {body.district for body in table.bodies.values()}
    codes = [row["code"] for row in rows(AGENCIES / "classifier" / "topics.csv")]
    assert codes
    missing = [(c, d) for c in codes for d in districts if not table.who(c, None, Where(d), DAY)]
    assert missing == []


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_rules_name_known_bodies_and_posts(region):
    posts = {(row["agency_code"], row["title"]) for row in rows(region / "posts.csv")}
    table = read_table(region)
    assert [r.id for r in table.rules if r.agency not in table.bodies] == []
    assert [r.id for r in table.rules if r.post and (r.agency, r.post) not in posts] == []


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_counts_make_sense(region):
    assert [r.id for r in read_table(region).rules if not 0 <= r.agreed <= r.cases] == []
