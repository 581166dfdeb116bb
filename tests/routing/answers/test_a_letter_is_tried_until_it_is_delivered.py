"""A real mail backend that refuses: failures are counted, kept by kind, told to officials, and end with a delivery."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from routing import tasks
from routing.answers import notices
from routing.answers.models import Letter
from routing.cases import outbox
from routing.cases.events import chain_breaks
from routing.cases.models import Event, OutboxRow
from tests.world import World, fresh, received

REFUSING = f"{__name__}.Refusing"


class Refusing(BaseEmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({"anna@example.org": (550, b"unknown")})


def notify_row() -> OutboxRow:
    return OutboxRow.objects.get(task="routing.notify")


def attempt() -> bool:
    """One round of a worker, after the time the row has to wait."""
    OutboxRow.objects.filter(task="routing.understand").delete()
    OutboxRow.objects.filter(done_at=None).update(available_at=timezone.now() - timedelta(seconds=1))
    [row] = outbox.claim("test")
    return tasks.run(row)


@pytest.fixture
def refusing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.mail.get_connection", lambda *args, **kwargs: Refusing())


def test_a_failure_is_counted_and_tried_again_later(world: World, refusing: None) -> None:
    received(world)
    assert not attempt()
    letter = Letter.objects.get()
    assert (letter.attempts, letter.error, letter.delivered_at) == (1, "SMTPRecipientsRefused", None)
    assert notify_row().done_at is None
    assert notify_row().available_at > timezone.now()


def test_officials_are_told_once_after_many_failures(world: World, refusing: None) -> None:
    case = received(world)
    for _round in range(notices.ALARM_AFTER + 2):
        assert not attempt()
    told = Event.objects.get(case=case, kind="undelivered")
    assert told.data["attempts"] == notices.ALARM_AFTER
    assert "anna" not in str(told.data)
    assert not chain_breaks(fresh(case))


def test_it_ends_with_one_letter_when_the_server_works_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    received(world)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.get_connection", lambda *args, **kwargs: Refusing())
        assert not attempt()
    assert attempt()
    letter = Letter.objects.get()
    assert letter.delivered_at
    assert (letter.attempts, letter.error) == (2, "")
    notices.deliver(letter.event)
    assert len(mail.outbox) == 1


def test_without_an_address_the_page_is_the_delivery(world: World) -> None:
    received(world, email="")
    assert attempt()
    letter = Letter.objects.get()
    assert letter.channel == "page"
    assert letter.delivered_at
    assert not mail.outbox


def test_a_process_killed_between_sending_and_recording_leaves_one_record(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least once: the letter may come twice, the record of it is one, and it tells of both attempts."""
    received(world)

    class Killed(BaseException):
        pass

    def die(*_args: object, **_fields: object) -> None:
        raise Killed

    event = Event.objects.get(kind="receive")
    with monkeypatch.context() as dying:
        sent = EmailMessage.send

        def send_and_die(self: EmailMessage, *args: object, **fields: object) -> int:
            count = sent(self, *args, **fields)
            die()
            return count

        dying.setattr(EmailMessage, "send", send_and_die)
        with pytest.raises(Killed):
            notices.deliver(event)
    left = Letter.objects.get()
    assert (left.delivered_at, left.attempts) == (None, 1)
    notices.deliver(event)
    notices.deliver(event)
    letter = Letter.objects.get()
    assert letter.delivered_at
    assert letter.attempts == 2
    assert len(mail.outbox) == 2
