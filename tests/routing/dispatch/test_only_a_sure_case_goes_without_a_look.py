from routing.dispatch import assign
from routing.understanding.types import Finding
from tests.routing.dispatch.rules import DAY, learned, read, table

RULES = table(
    learned("MKD-02", "Северный", "north-house", 96, 100),
    learned("DOR-01", "Северный", "roads", 99, 100),
    threshold=0.9,
)


def test_a_sure_case_goes():
    assert assign(read(("MKD-02", None, 1.0)), RULES, DAY).auto


def test_two_topics_with_different_bodies_wait():
    decision = assign(read(("MKD-02", None, 0.5), ("DOR-01", None, 0.5)), RULES, DAY)
    assert not decision.auto
    assert {each.agency_code for each in decision.candidates} == {"north-house", "roads"}


def test_two_topics_with_one_body_go():
    rules = table(
        learned("MKD-02", "Северный", "north-house", 99, 100),
        learned("MKD-03", "Северный", "north-house", 99, 100),
        threshold=0.9,
    )
    assert assign(read(("MKD-02", None, 0.5), ("MKD-03", None, 0.5)), rules, DAY).auto


def test_danger_is_for_a_person():
    decision = assign(read(("MKD-02", None, 1.0), danger=(Finding("gas", (0, 3)),)), RULES, DAY)
    assert not decision.auto
    assert decision.because[-1].code == "danger_first"


def test_what_was_not_understood_waits():
    assert not assign(read(("MKD-02", None, 1.0), notes=("not_understood",)), RULES, DAY).auto


def test_an_unknown_district_waits():
    decision = assign(read(("MKD-02", None, 1.0), district=""), RULES, DAY)
    assert not decision.auto
    assert decision.agency_code is None


def test_no_topic_names_nobody():
    decision = assign(read(), RULES, DAY)
    assert (decision.agency_code, decision.confidence, decision.auto) == (None, 0.0, False)
