import pytest

from routing.dispatch import CompetenceTable
from routing.dispatch.table import Where
from routing.dispatch.things import Area, Register
from routing.dispatch.types import Policy, Thing
from routing.understanding.types import Place
from tests.routing.dispatch.rules import BODIES, DAY, written

HOUSE = Thing("1", "house", "Тихая, 7", "common", "south-adm", "south-house")
HERE = Where("Северный", "Тихое", ("Набережная",), (HOUSE,))
AREA = ("area", "Набережная")
YARD = {"object_kind": "Двор"}
LADDER = [
    ("north-house", written("MKD-02", "north-house", *AREA, **YARD, thing="house", appeal_kind="жалоба")),
    ("north-adm", written("MKD-02", "north-adm", *AREA, **YARD, thing="house")),
    ("city", written("MKD-02", "city", *AREA, **YARD, appeal_kind="жалоба")),
    ("roads", written("MKD-02", "roads", *AREA, **YARD)),
    ("city", written("MKD-02", "city", *AREA)),
    ("roads", written("MKD-02", "roads", "municipality", "Тихое")),
    ("city", written("MKD-02", "city", "district", "Северный")),
    ("roads", written("MKD-02", "roads", "region", "Область")),
    ("city", written("MKD-02", "city", "federation", "Россия")),
    ("south-house", written("MKD", "roads", *AREA, executor="manager")),
    ("roads", written("MKD", "roads", *AREA)),
    ("city", written("", "city", "district", "Северный")),
]  # fmt: skip
"""From the narrowest rule to the widest, with the body that each names."""


@pytest.mark.parametrize("at", range(len(LADDER)))
def test_the_narrowest_rule_that_applies_wins_and_order_does_not_matter(at):
    for rules in (LADDER[at:], LADDER[at:][::-1]):
        table = CompetenceTable("test", [rule for _, rule in rules], BODIES, Policy())
        assert list(table.who("MKD-02", None, HERE, DAY, "Двор", "жалоба")) == [LADDER[at][0]]


def test_a_rule_for_complaints_is_not_for_requests():
    table = CompetenceTable("test", [written("MKD", "city", appeal_kind="жалоба"), written("MKD", "roads")], BODIES)
    assert list(table.who("MKD-02", None, HERE, DAY, "", "заявление")) == ["roads"]


def test_the_point_says_in_which_areas_it_is_the_widest_first():
    square = ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0))
    wide = tuple((lat * 4, lon * 4) for lat, lon in square)
    register = Register(areas=[Area("малый", (square,)), Area("большой", (wide,))])
    assert register.areas_at(Place(lat=0.5, lon=0.5)) == ("большой", "малый")
    assert register.areas_at(Place(lat=3.0, lon=3.0)) == ("большой",)
    assert register.areas_at(Place()) == ()
