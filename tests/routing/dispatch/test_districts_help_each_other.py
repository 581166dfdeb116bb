from routing.dispatch import assign
from tests.routing.dispatch.rules import DAY, learned, read, table


def test_a_district_without_cases_follows_the_others_with_its_own_body():
    rules = table(learned("MKD-02", "Южный", "south-house", 40, 40))
    decision = assign(read(("MKD-02", None, 0.9), district="Северный"), rules, DAY)
    assert decision.agency_code == "north-house"
    assert decision.because[-2].code == "rule_everywhere"


def test_a_body_of_another_district_is_never_chosen():
    rules = table(learned("MKD-02", "Южный", "south-house", 40, 40))
    decision = assign(read(("MKD-02", None, 0.9), district="Северный"), rules, DAY)
    assert "south-house" not in {each.agency_code for each in decision.candidates}
