from hypothesis import given
from hypothesis import strategies as st

from routing.dispatch.types import Policy

POLICY = Policy(calibration=((0.0, 0.1), (0.5, 0.4), (1.0, 0.98)))


def test_it_passes_through_the_points():
    assert [POLICY.worth(raw) for raw in (0.0, 0.5, 1.0)] == [0.1, 0.4, 0.98]


def test_it_is_straight_between_them():
    assert abs(POLICY.worth(0.25) - 0.25) < 1e-9


@given(st.floats(0, 1), st.floats(0, 1))
def test_it_keeps_the_order(one, other):
    low, high = sorted((one, other))
    assert POLICY.worth(low) <= POLICY.worth(high)
