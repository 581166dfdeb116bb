"""Letters that Unicode gives no name (Tangut and others) make pymorphy3 raise; readers must not."""

from __future__ import annotations

import pytest

from routing.answers.salutation import salutation
from routing.understanding.morphology import grammemes, lemma, readings

TANGUT = "\U00017000"


@pytest.mark.parametrize("reading", [lemma, grammemes, readings, salutation])
def test_it_reads_a_letter_without_a_name(reading) -> None:  # type: ignore[no-untyped-def]
    reading(TANGUT)
