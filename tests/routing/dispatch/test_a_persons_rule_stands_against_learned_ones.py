"""A rule written by a person is the law of its topic; what was learned of the same topic only fills its silence."""

from datetime import date

from routing.dispatch.decide import assign
from tests.routing.dispatch.rules import DAY, learned, read, table, written


def chosen(*rules, **place) -> tuple[str | None, float]:
    decision = assign(read(("DOR-01", None, 1.0), **place), table(*rules, written_trust=0.9), DAY)
    return decision.agency_code, round(decision.confidence, 4)


def test_against_a_learned_rule_of_a_narrower_territory() -> None:
    assert chosen(written("DOR-01", "roads"), learned("DOR-01", "Северный", "north-adm", 300, 300)) == ("roads", 0.9)


def test_not_against_a_learned_rule_of_a_finer_topic() -> None:
    agency, _p = chosen(written("DOR", "roads"), learned("DOR-01", "Северный", "north-adm", 300, 300))
    assert agency == "north-adm"


def test_the_narrower_of_two_written_rules_wins() -> None:
    north = written("DOR-01", "north-adm", level="district", territory="Северный")
    assert chosen(written("DOR-01", "roads"), north) == ("north-adm", 0.9)


def test_two_written_rules_for_one_body_are_as_good_as_one() -> None:
    again = written("DOR-01", "roads", valid_from=date(2026, 1, 1))
    assert chosen(written("DOR-01", "roads"), again) == ("roads", 0.9)


def test_a_written_rule_that_has_ended_leaves_the_learned_ones() -> None:
    ended = written("DOR-01", "roads", valid_to=date(2025, 12, 31))
    agency, _p = chosen(ended, learned("DOR-01", "Северный", "north-adm", 300, 300))
    assert agency == "north-adm"
