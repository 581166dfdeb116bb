from dataclasses import replace

import pytest

from routing.dispatch import CompetenceTable, assign
from routing.dispatch.sentences import sentences
from routing.dispatch.things import Register, Spot
from routing.dispatch.types import Policy, Thing
from tests.routing.dispatch.rules import BODIES, DAY, learned, read, written

SQUARE = ((59.0, 30.0), (59.0, 31.0), (60.0, 31.0), (60.0, 30.0))


def table(*rules, spots=()):
    return CompetenceTable("test", rules, BODIES, Policy(), register=Register(spots))


def house(owner="", manager="north-house", **more):
    return Spot(
        Thing("1", "house", "Тихая, 7", more.pop("ownership", ""), owner, manager), **({"building_id": "7"} | more)
    )


def at(building="7", **more):
    asked = read(("MKD-02", None, 0.9))
    return replace(asked, place=replace(asked.place, building_id=building, **more))


def test_one_rule_sends_every_house_to_its_company():
    rules = table(written("MKD", "north-adm", executor="manager", thing="house"), spots=[house()])
    decision = assign(at(), rules, DAY)
    assert decision.agency_code == "north-house" and not decision.finds_out


def test_it_stands_against_what_was_learned_of_narrower_topics():
    rules = table(
        written("MKD", "north-adm", executor="manager", thing="house"),
        learned("MKD-02", "Северный", "roads", 40, 40),
        spots=[house()],
    )
    assert assign(at(), rules, DAY).agency_code == "north-house"
    assert assign(at("8"), rules, DAY).agency_code == "roads", "a house not in the register goes as before"


def test_the_body_of_the_district_finds_out_an_unknown_owner():
    rules = table(written("MKD", "south-adm", executor="owner"), spots=[house(manager="")])
    decision = assign(at(), rules, DAY)
    assert decision.agency_code == "north-adm" and decision.finds_out
    assert "Тихая, 7" in " ".join(sentences(decision.because))


def test_an_owner_that_is_no_body_of_the_register_is_unknown():
    rules = table(written("MKD", "south-adm", executor="owner"), spots=[house(owner="gone")])
    assert assign(at(), rules, DAY).finds_out


def test_a_rule_may_ask_for_the_ownership():
    rules = table(
        written("MKD", "city"),
        written("MKD", "roads", thing="road", ownership="regional"),
        spots=[Spot(Thing("2", "road", "Шоссе", "regional"), street="Лесное шоссе", territory="Северный")],
    )
    assert assign(at("", address="г. Город, шоссе Лесное, дом 3"), rules, DAY).agency_code == "roads"
    assert assign(at("", address="г. Город, Тихая улица, дом 3"), rules, DAY).agency_code == "city"


@pytest.mark.parametrize(("point", "body"), [((59.5, 30.5), "north-house"), ((58.5, 30.5), "city")])
def test_a_border_says_which_section_it_is(point, body):
    rules = table(
        written("MKD", "city"),
        written("MKD", "north-adm", executor="manager", thing="road"),
        spots=[
            replace(house(building_id=""), thing=Thing("1", "road", "Участок", manager="north-house"), border=SQUARE)
        ],
    )
    assert assign(at("", lat=point[0], lon=point[1]), rules, DAY).agency_code == body


def test_a_register_entry_holds_between_its_dates():
    rules = table(
        written("MKD", "city"),
        written("MKD", "north-adm", executor="manager", thing="house"),
        spots=[house(valid_to=DAY.replace(year=2020))],
    )
    assert assign(at(), rules, DAY).agency_code == "city"


def test_a_complaint_of_the_manager_goes_above_him():
    rules = table(written("MKD", "city", executor="manager", thing="house"), spots=[house()])
    decision = assign(at(), rules, DAY, frozenset({"north-house"}))
    assert decision.agency_code == "north-adm" and not decision.auto and not decision.finds_out
