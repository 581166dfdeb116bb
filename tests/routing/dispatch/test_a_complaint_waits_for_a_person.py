"""What the law or common sense gives to a person first never goes out by itself, however sure the topic is."""

import pytest

from routing.dispatch.decide import assign
from routing.understanding.types import Finding
from tests.routing.dispatch.rules import DAY, learned, read, table

RULES = table(learned("MKD-02", "Северный", "north-house", 990, 1000))
SURE = ("MKD-02", None, 1.0)


def test_a_complaint_whose_subject_is_not_clear_waits():
    decision = assign(read(SURE, kind="жалоба"), RULES, DAY)
    assert not decision.auto
    assert decision.because[-1].code == "complaint_first"


@pytest.mark.parametrize("sign", ["withdrawal", "not_appeal", "thanks"])
def test_what_no_executor_works_on_waits(sign):
    assert not assign(read(SURE, signs=(Finding(sign, (0, 3)),)), RULES, DAY).auto


@pytest.mark.parametrize("sign", ["repeat", "collective", "proposal"])
def test_other_signs_do_not_stop_it(sign):
    assert assign(read(SURE, signs=(Finding(sign, (0, 3)),)), RULES, DAY).auto
