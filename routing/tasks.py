"""Celery tasks. Each may run more than once for the same outbox row and must not mind."""

from __future__ import annotations

import logging

from celery import current_app, shared_task
from django.db import DatabaseError

from routing import intake
from routing.answers import gathering, notices
from routing.cases import outbox
from routing.cases.models import Event, OutboxRow
from routing.control import asked, digest

log = logging.getLogger(__name__)


@shared_task(name="routing.understand")
def understand(case: int) -> None:
    """Read the appeal, find the competent body, and send the case there or to the coordinator."""
    intake.understand(case)


@shared_task(name="routing.notify")
def notify(event: int) -> None:
    """Send the citizen the letter about an event."""
    found = Event.objects.select_related("case__message", "case__region", "case__agency", "case__parent").get(pk=event)
    notices.deliver(found)


@shared_task(name="routing.gather")
def gather(case: int) -> None:
    """Answer an appeal in parts once every part is answered."""
    gathering.gather(case)


@shared_task(name="routing.tell_body")
def tell_body(letter: int, **_of: int) -> None:
    """Send a body asked for information the letter about a request."""
    asked.deliver(letter)


@shared_task(name="routing.digest")
def send_digest(official: int) -> None:
    """Send an official the day's letter about deadlines."""
    digest.deliver(official)


@shared_task(name="routing.run_row")
def run_row(row: int) -> None:
    """Do the work of one outbox row: how rows travel when there is a broker."""
    waiting = OutboxRow.objects.filter(pk=row, done_at=None).first()
    if waiting is not None:
        run(waiting)


def run(row: OutboxRow) -> bool:
    """Run the task of a leased row in this process and record the outcome; gives whether it went well."""
    try:
        current_app.tasks[row.task].apply(kwargs=row.payload, throw=True)
    except Exception as error:
        # Nothing of the message is logged: it may hold personal data.
        log.warning(
            "outbox row %s (%s): attempt %s failed with %s", row.pk, row.task, row.attempts, type(error).__name__
        )
        try:
            outbox.failed(row, error)
        except DatabaseError:
            log.warning("outbox row %s: the lease will run out", row.pk)
        return False
    outbox.done(row)
    return True
