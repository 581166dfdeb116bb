"""One letter a day to an official with everything there is to say about deadlines, instead of a letter for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.calendar import DAY
from agencies.models import Official
from agencies.selectors import timetable
from agencies.timetable import Timetable
from routing.cases import outbox
from routing.cases.models import Deadline, OutboxRow

from .models import Reminder

TASK = "routing.digest"
LINES = 50
"""Cases named in a letter; the rest is a number and the address of the register."""


@dataclass(frozen=True, slots=True)
class Part:
    """The cases of one section of a letter, the oldest date first."""

    shown: list[Deadline]
    more: int


def ask_for(officials: Iterable[int], now: datetime) -> None:
    """Ask for the letter of each official, unless one is waiting."""
    wanted = set(officials)
    if not wanted:
        return
    asked = OutboxRow.objects.filter(task=TASK, done_at=None).values_list("payload__official", flat=True)
    missing = sorted(wanted - set(asked))
    people = Official.objects.select_related("post__agency__region").annotate(last=Max("reminders__sent_at"))
    for official in people.filter(pk__in=missing):
        outbox.add(TASK, at=next_letter(official, official.last, now), official=official.pk)


def ask_for_untold(now: datetime) -> None:
    """Ask for the letters of everybody whose reminders wait: a process may have died before it asked."""
    ask_for(Reminder.objects.filter(sent_at=None).order_by().values_list("official", flat=True).distinct(), now)


def next_letter(official: Official, last: datetime | None, now: datetime) -> datetime:
    """When the next letter may go: in the hours of the official's body, and not on the day of the one before."""
    agency = official.post.agency
    found = timetable(agency.region, agency.pk)
    table = Timetable(found.calendar.supposing(), found.zone, found.hours)
    earliest = now
    if last is not None and last.astimezone(table.zone).date() == now.astimezone(table.zone).date():
        day = now.astimezone(table.zone).date() + DAY
        earliest = datetime.combine(day, time.min, tzinfo=table.zone)
    if not table.hours:
        return earliest
    # The first minute worked from then on.
    return table.add(earliest, timedelta(minutes=1)) - timedelta(minutes=1)


def deliver(official_id: int, now: datetime | None = None) -> int:
    """Send the letter with everything not yet told; gives of how many deadlines it speaks.

    A crash between sending and recording may send a letter twice, never lose it. Somebody without an e-mail address
    finds the same in the register.
    """
    now = now or timezone.now()
    official = Official.objects.select_related("user", "post__agency__region").get(pk=official_id)
    reminders = list(Reminder.objects.filter(official=official, sent_at=None).order_by("pk"))
    if not reminders:
        return 0
    rows = _running({reminder.deadline_id for reminder in reminders})
    mail = bool(official.user.email and official.user.is_active)
    if rows and mail:
        _send(official, rows, now)
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).update(sent_at=now, by_mail=mail)
    return len(rows)


def _running(ids: set[int]) -> list[Deadline]:
    """Those still worth a word, with their cases: nobody is told of what was answered in the meantime."""
    rows = Deadline.objects.filter(pk__in=ids, met_at=None, cancelled_at=None)
    return list(
        rows.select_related(
            "case__topic", "case__agency", "case__executor", "request__agency", "request__asking"
        ).order_by("due_at", "pk")
    )


def _send(official: Official, rows: list[Deadline], now: datetime) -> None:
    late = [row for row in rows if row.due_at < now]
    soon = [row for row in rows if row.due_at >= now]
    zone = ZoneInfo(official.post.agency.region.time_zone)
    with override(settings.LANGUAGE_CODE):
        subject = _("Deadlines: overdue %(late)d, coming up %(soon)d") % {"late": len(late), "soon": len(soon)}
        body = render_to_string(
            "notices/digest.txt",
            {
                "official": official,
                "late": _part(late),
                "soon": _part(soon),
                "zone": zone,
                "requests": settings.PUBLIC_URL + reverse("admin:routing_requests"),
                "asked": any(getattr(row, "request", None) for row in rows),
                "register": settings.PUBLIC_URL + reverse("admin:routing_overdue"),
                "inbox": settings.PUBLIC_URL + reverse("admin:routing_case_changelist"),
            },
        )
        EmailMessage(subject, body, to=[official.user.email]).send()


def _part(rows: list[Deadline]) -> Part:
    return Part(rows[:LINES], max(0, len(rows) - LINES))
