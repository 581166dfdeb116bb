import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from routing.cases.models import Case
from routing.chores import do_chores
from routing.control.models import Reminder
from routing.control.steps import _say_nobody
from tests.routing.control.conftest import DUE

DAY = timedelta(days=1)


def test_an_overdue_case_of_a_region_without_people_is_heard_of_once_a_day(
    case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    User.objects.update(is_active=False)
    _say_nobody.cache_clear()
    with caplog.at_level(logging.ERROR, logger="routing.control.steps"):
        for _ in range(3):
            do_chores(DUE + DAY)
    assert [record.getMessage() for record in caplog.records] == [
        "1 overdue deadlines (answer) cannot be reported: the register names nobody who can sign in"
    ]
    assert not Reminder.objects.exists()
