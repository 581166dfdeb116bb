from routing.dispatch import assign
from routing.dispatch.decide import places
from routing.understanding.types import Place, TopicGuess, Understanding
from tests.routing.dispatch.rules import DAY, learned, read, table

RULES = table(
    learned("MKD-02", "Северный", "north-house", 40, 40),
    learned("MKD-02", "Южный", "south-house", 40, 40),
    threshold=0.9,
)


def test_two_districts_share_the_probability():
    other = Place(district="Южный", confidence=0.4)
    place = Place(district="Северный", confidence=0.6, alternatives=(other,))
    reading = Understanding((TopicGuess("MKD-02", None, "", 1.0),), "MKD", place)
    decision = assign(reading, RULES, DAY)
    assert [each.agency_code for each in decision.candidates] == ["north-house", "south-house"]
    assert not decision.auto


def test_houses_of_one_district_do_not_divide_it():
    place = Place(district="Южный", confidence=0.5, alternatives=(Place(district="Южный", confidence=0.5),))
    assert [weight for weight, _where in places(place)] == [1.0]


def test_a_point_is_sure_of_its_district():
    place = Place(district="Южный", source="point", alternatives=(Place(district="Северный", confidence=0.9),))
    assert [where.district for _weight, where in places(place)] == ["Южный"]


def test_the_decision_names_the_place():
    assert [reason.code for reason in assign(read(("MKD-02", None, 1.0)), RULES, DAY).because][:2] == ["topic", "place"]
