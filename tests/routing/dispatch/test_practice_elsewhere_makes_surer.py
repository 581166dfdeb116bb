import pytest

from routing.dispatch import assign
from routing.dispatch.sureness import NAMES
from tests.routing.dispatch.rules import DAY, learned, read, table, written

WEIGHTS = dict.fromkeys(NAMES, 0.0)
HERE = learned("MKD-02", "Северный", "north-house", 5, 6)


def sure(*rules, **weights):
    return assign(read(("MKD-02", None, 0.9)), table(*rules, sureness=tuple((WEIGHTS | weights).values())), DAY)


def test_other_districts_that_do_the_same_make_it_surer():
    alike = sure(HERE, learned("MKD-02", "Южный", "south-house", 50, 50), votes=0.5, elsewhere=1.0)
    unlike = sure(HERE, learned("MKD-02", "Южный", "south-adm", 50, 50), votes=0.5, elsewhere=1.0)
    assert alike.agency_code == unlike.agency_code == "north-house"
    assert alike.confidence > unlike.confidence


def test_a_persons_rule_needs_no_practice_elsewhere():
    alone = sure(written("MKD-02", "north-house", "district", "Северный"), elsewhere=1.0)
    assert alone.confidence > 0.8


def test_the_others_share_what_is_left():
    rules = (HERE, learned("MKD-02", "Северный", "roads", 1, 6))
    first, *rest = sure(*rules, bias=2.0).candidates
    assert rest and sum(one.confidence for one in (first, *rest)) == pytest.approx(1.0)


def test_without_weights_the_votes_alone_are_the_confidence():
    plain = assign(read(("MKD-02", None, 0.9)), table(HERE, shrinkage=0.0), DAY)
    assert plain.confidence == pytest.approx(0.9 * 5 / 6)


def test_an_opinion_that_others_answer_makes_less_sure():
    rules = learned("MKD-02", "Северный", "north-house", 10, 10)
    agreed, doubted = (
        assign(
            read(("MKD-02", None, 0.9), sorts=(("house", p), ("adm", 1 - p))),
            table(rules, sureness=tuple((WEIGHTS | {"opinion": 1.0}).values())),
            DAY,
        )
        for p in (0.9, 0.2)
    )
    assert agreed.agency_code == doubted.agency_code == "north-house"
    assert agreed.confidence > doubted.confidence


def test_a_persons_rule_needs_no_opinion():
    sorts = (("house", 0.01), ("adm", 0.99))
    rules = table(
        written("MKD-02", "north-house", "district", "Северный"),
        sureness=tuple((WEIGHTS | {"opinion": 1.0}).values()),
    )
    assert assign(read(("MKD-02", None, 0.99), sorts=sorts), rules, DAY).confidence > 0.8
