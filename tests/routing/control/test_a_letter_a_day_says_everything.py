from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from agencies.models import OfficeHours
from routing.cases.models import Case, OutboxRow
from routing.chores import do_chores
from routing.control import digest
from routing.control.models import Reminder
from tests.routing.control.conftest import DUE, taken
from tests.world import LONG_AGO, World, answered, fresh

DAY = timedelta(days=1)


def waiting(world: World) -> list[OutboxRow]:
    rows = OutboxRow.objects.filter(task=digest.TASK, done_at=None, payload__official=world.approver.pk)
    return list(rows)


def test_many_overdue_cases_make_one_letter(case: Case, world: World) -> None:
    others = [taken(world) for _ in range(60)]
    do_chores(DUE + DAY)
    do_chores(DUE + DAY + timedelta(minutes=1))
    assert len(waiting(world)) == 1
    assert digest.deliver(world.approver.pk, DUE + DAY) == 61
    assert len(mail.outbox) == 1
    letter = mail.outbox[0]
    assert letter.to == ["approver@example.org"]
    assert letter.body.count("2026-") == digest.LINES
    assert case.number in letter.body
    assert others[-1].message.text not in letter.body


def test_sent_again_it_says_nothing_twice(case: Case, world: World) -> None:
    do_chores(DUE + DAY)
    digest.deliver(world.approver.pk, DUE + DAY)
    assert digest.deliver(world.approver.pk, DUE + DAY) == 0
    assert len(mail.outbox) == 1


def test_the_second_letter_waits_for_the_next_day(case: Case, world: World) -> None:
    do_chores(DUE + DAY)
    row = waiting(world)[0]
    digest.deliver(world.approver.pk, DUE + DAY)
    OutboxRow.objects.filter(pk=row.pk).update(done_at=DUE + DAY)
    for day in (DUE - 14 * DAY, DUE - 13 * DAY):
        taken(world, at=day)
    digest.ask_for([world.approver.pk], DUE + DAY + timedelta(hours=1))
    assert waiting(world)[0].available_at == datetime(2026, 3, 31, 21, tzinfo=UTC)


def test_letters_go_in_the_hours_of_the_body(case: Case, world: World) -> None:
    for weekday in range(5):
        OfficeHours.objects.create(
            region=world.region, weekday=weekday, opens=time(9), closes=time(18), valid_from=LONG_AGO
        )
    friday_evening = datetime(2026, 4, 3, 20, tzinfo=UTC)
    assert digest.next_letter(world.approver, None, friday_evening) == datetime(2026, 4, 6, 6, tzinfo=UTC)


def test_who_has_no_address_is_not_written_to_and_not_forgotten(case: Case, world: World) -> None:
    do_chores(DUE + 10 * DAY)
    digest.deliver(world.coordinator.pk, DUE + 10 * DAY)
    assert mail.outbox == []
    reminder = Reminder.objects.get(official=world.coordinator)
    assert (reminder.sent_at, reminder.by_mail) == (DUE + 10 * DAY, False)


def test_a_case_answered_meanwhile_is_not_reproached(case: Case, world: World) -> None:
    do_chores(DUE + DAY)
    fresh(case).deadlines.filter(kind="answer").update(met_at=DUE + DAY)
    assert digest.deliver(world.approver.pk, DUE + DAY) == 0
    assert mail.outbox == []


@pytest.mark.parametrize("officials", [[], [10**9]])
def test_nobody_is_asked_for_nobody(world: World, officials: list[int]) -> None:
    answered(world)
    digest.ask_for(officials, DUE)
    assert not OutboxRow.objects.filter(task=digest.TASK).exists()
