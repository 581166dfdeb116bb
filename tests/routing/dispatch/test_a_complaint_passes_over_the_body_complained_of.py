"""Ст. 8 ч. 6 59-ФЗ."""

from routing.dispatch import assign
from routing.dispatch.sentences import sentence
from tests.routing.dispatch.rules import DAY, learned, read, table

RULES = table(learned("MKD-02", "Северный", "north-house", 40, 40), threshold=0.5)


def test_it_goes_to_the_superior():
    decision = assign(read(("MKD-02", None, 1.0)), RULES, DAY, excluded=frozenset({"north-house"}))
    assert decision.agency_code == "north-adm"


def test_it_never_goes_to_a_subordinate_of_the_body():
    decision = assign(read(("MKD-02", None, 1.0)), RULES, DAY, excluded=frozenset({"north-adm"}))
    assert decision.agency_code == "city"


def test_a_person_looks_first():
    decision = assign(read(("MKD-02", None, 1.0)), RULES, DAY, excluded=frozenset({"north-house"}))
    assert not decision.auto
    assert [reason.code for reason in decision.because][-2:] == ["superior", "complaint_first"]


def test_nobody_is_named_when_all_are_excluded():
    decision = assign(read(("MKD-02", None, 1.0)), RULES, DAY, excluded=frozenset({"city"}))
    assert decision.agency_code is None
    assert decision.because[-1].code == "all_complained_of"
    assert "суд" in sentence(decision.because[-1])
