"""``manage.py demo_clock 2026-12-24``: let a demonstration live on to that day, with everything that falls due."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Official
from routing import demo_clock
from routing.cases.models import Event, OutboxRow
from routing.chores import do_chores
from routing.tasks import run

MORNING = time(9, 5)
LONGEST = timedelta(days=400)
ROWS = 20_000
"""Rows of the outbox done at one moment at most."""


class Command(BaseCommand):
    """Moves the demonstration's clock forward, a morning at a time: chores are done and letters go as on real days."""

    help = "Show the clock of the demonstration, or move it forward to a day. Refuses without DEMO=1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("until", nargs="?", help="a day (2026-12-24), or so many days ahead (+10)")
        parser.add_argument(
            "--reset", action="store_true", help="go back to the time of the world outside, if nothing happened since"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("The clock moves in a demonstration only: set DEMO=1."))
        if Official.objects.filter(is_invented=False).exists():
            raise CommandError(_("There are real officials in this database: its clock is not moved."))
        if options["reset"]:
            self._go_back()
        elif options["until"]:
            self._live_on(self._day(options["until"]))
        self.stdout.write(_("The demonstration's time: %(time)s.") % {"time": f"{timezone.localtime():%d.%m.%Y %H:%M}"})

    def _go_back(self) -> None:
        """To the world's time, unless something has happened in the days ahead: no history runs backwards."""
        now = timezone.now() - demo_clock.offset()
        last = Event.objects.aggregate(last=Max("at"))["last"]
        if last is not None and last > now:
            raise CommandError(
                _("Things have happened up to %(day)s: histories would run backwards. Begin anew instead.")
                % {"day": f"{timezone.localtime(last):%d.%m.%Y}"}
            )
        demo_clock.set_offset(timedelta())

    def _day(self, said: str) -> date:
        today = timezone.localdate()
        try:
            day = today + timedelta(days=int(said)) if said.startswith("+") else date.fromisoformat(said)
        except (ValueError, OverflowError) as error:
            raise CommandError(_("Write a day as 2026-12-24 or +10.")) from error
        if not today < day <= today + LONGEST:
            raise CommandError(_("The day must be later than today, by a year at most."))
        return day

    def _live_on(self, until: date) -> None:
        current_app.loader.import_default_modules()
        day = timezone.localdate()
        while day < until:
            day += timedelta(days=1)
            morning = timezone.make_aware(datetime.combine(day, MORNING))
            demo_clock.set_offset(demo_clock.offset() + (morning - timezone.now()))
            moved = do_chores()
            sent = sum(run(row) for row in self._waiting())
            self.stdout.write(
                _("%(day)s: steps taken %(moved)d, letters and other work done %(sent)d")
                % {"day": f"{day:%d.%m.%Y}", "moved": moved, "sent": sent}
            )

    def _waiting(self) -> list[OutboxRow]:
        rows = OutboxRow.objects.filter(done_at=None, available_at__lte=timezone.now())
        return list(rows.order_by("available_at", "pk")[:ROWS])
