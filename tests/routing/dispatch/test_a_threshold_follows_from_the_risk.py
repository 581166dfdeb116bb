from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from routing.dispatch import assign
from routing.dispatch.risk import NOTHING, Bin, at, falling, for_risk, outcomes
from routing.dispatch.types import Limit, Policy
from tests.routing.dispatch.rules import DAY, learned, read, table

CURVE = [Bin(0.99, 50, 50), Bin(0.9, 50, 48), Bin(0.7, 50, 40), Bin(0.5, 50, 20)]
RULE = learned("MKD-02", "Северный", "north-house", 96, 100)


def test_the_lowest_threshold_within_the_risk_is_taken():
    assert for_risk(CURVE, 0.05).threshold == 0.9
    assert for_risk(CURVE, 0.0).threshold == 0.99
    assert for_risk(CURVE, 0.5).threshold == 0.5


def test_nothing_is_sent_where_no_threshold_keeps_the_risk():
    assert for_risk([Bin(0.9, 100, 50)], 0.05).threshold == NOTHING
    assert for_risk([Bin(0.9, 5, 5)], 0.05).threshold == NOTHING, "five cases prove nothing"
    assert for_risk([], 0.05).threshold == NOTHING


def test_a_threshold_says_what_it_sends():
    found = at(CURVE, 0.8)
    assert (found.share, found.right) == (0.5, 0.98)


bins = st.builds(lambda c, n, r: Bin(c, n, min(n, r)), st.floats(0, 1), st.integers(1, 60), st.integers(0, 60))


@given(st.lists(bins, min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_more_risk_never_sends_less(found, one, other):
    low, high = sorted((one, other))
    curve = falling(found)
    assert for_risk(curve, low).share <= for_risk(curve, high).share
    assert outcomes(curve)[-1].share == 1


def test_each_group_has_its_own_threshold_and_the_rest_the_common_one():
    limits = (Limit("MKD", 0.99), Limit("", 0.5))
    assert not assign(read(("MKD-02", None, 1.0)), table(RULE, limits=limits), DAY).auto
    assert assign(read(("MKD-02", None, 1.0)), table(RULE, limits=limits[1:]), DAY).auto


def test_a_threshold_holds_from_its_day():
    policy = Policy(
        threshold=0.9,
        limits=(
            Limit("MKD", 0.7, date(2026, 1, 1), date(2026, 1, 31)),
            Limit("MKD", 0.8, date(2026, 2, 1)),
        ),
    )
    days = [date(2025, 12, 31), date(2026, 1, 5), date(2026, 2, 1)]
    assert [policy.threshold_for("MKD", day) for day in days] == [0.9, 0.7, 0.8]
