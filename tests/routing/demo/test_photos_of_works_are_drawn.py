"""The demonstration's photos of works are invented, say when and where, and none is taken for another."""

from datetime import datetime
from itertools import combinations

import pytest

from routing.answers.evidence import ALIKE
from routing.answers.exif import shot
from routing.answers.likeness import fingerprint
from routing.demo_photos import drawn

NOON = datetime(2026, 11, 20, 12, 5)  # noqa: DTZ001


def test_the_file_says_when_and_where() -> None:
    taken, place = shot(drawn("a", NOON, 59.9343, 30.3351))
    assert taken == NOON
    assert place == pytest.approx((59.9343, 30.3351), abs=1e-4)


def test_a_place_that_is_not_known_is_not_said() -> None:
    assert shot(drawn("a", NOON, None, None)) == (NOON, None)


def test_no_two_are_alike() -> None:
    marks = [int(fingerprint(drawn(f"key-{n}", NOON, None, None).getvalue()), 16) for n in range(60)]
    assert min((one ^ two).bit_count() for one, two in combinations(marks, 2)) > ALIKE
