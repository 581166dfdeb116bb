from routing.dispatch import assign
from tests.routing.dispatch.rules import DAY, learned, read, table, written


def test_a_rule_for_the_topic_wins_over_a_rule_for_the_group():
    rules = table(written("MKD", "city"), learned("MKD-02", "Северный", "north-house", 40, 40))
    assert assign(read(("MKD-02", None, 0.9)), rules, DAY).agency_code == "north-house"


def test_the_regions_own_topic_wins_over_the_common_one():
    rules = table(learned("MKD-02", "Северный", "north-house", 40, 40), learned("test:7", "Северный", "roads", 40, 40))
    assert assign(read(("MKD-02", "7", 0.9)), rules, DAY).agency_code == "roads"


def test_a_municipality_wins_over_its_district():
    rules = table(
        learned("MKD-02", "Северный", "north-house", 40, 40),
        learned("MKD-02", "Тихое", "north-adm", 40, 40, level="municipality"),
    )
    assert assign(read(("MKD-02", None, 0.9), municipality="Тихое"), rules, DAY).agency_code == "north-adm"
    assert assign(read(("MKD-02", None, 0.9), municipality="Шумное"), rules, DAY).agency_code == "north-house"


def test_one_case_does_not_outweigh_a_hundred():
    rules = table(learned("MKD", "Северный", "north-house", 100, 100), learned("MKD-02", "Северный", "roads", 1, 1))
    assert assign(read(("MKD-02", None, 0.9)), rules, DAY).agency_code == "north-house"


def test_a_written_rule_replaces_what_was_learned_more_widely():
    rules = table(
        learned("MKD", "Северный", "north-house", 100, 100),
        written("MKD-02", "north-adm", "district", "Северный"),
    )
    assert assign(read(("MKD-02", None, 0.9)), rules, DAY).agency_code == "north-adm"
