from datetime import date

import pytest

from routing.dispatch import assign
from tests.routing.dispatch.rules import read, table, written


@pytest.mark.parametrize(
    ("day", "agency"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), "city"),
        (date(2025, 6, 30), "city"),
        (date(2025, 7, 1), "roads"),
        (date(2030, 1, 1), "roads"),
    ],
)
def test_the_rule_of_the_day_is_used(day, agency):
    rules = table(
        written("DOR-01", "city", valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 30)),
        written("DOR-01", "roads", valid_from=date(2025, 7, 1)),
    )
    assert assign(read(("DOR-01", None, 0.9)), rules, day).agency_code == agency
