"""The worker: takes rows of the outbox under a lease and does them, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from routing.cases import outbox
from routing.chores import do_chores
from routing.intake import reader_for
from routing.tasks import run, run_row
from routing.workplace.readings import seal

CHORES_EVERY = 60.0
PATIENCE = 2.0
"""Seconds before the database is asked again after it did not answer."""
log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Does the work that committed changes ask for; with ``--relay`` hands it to Celery workers instead."""

    help = "Do the work of the outbox, and the chores that fall due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")
        parser.add_argument("--pause", type=float, default=0.2, help="seconds between looks at an empty outbox")
        parser.add_argument("--relay", action="store_true", help="publish the rows to the broker (BROKER_URL)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        name = f"{socket.gethostname()}:{os.getpid()}"
        if not options["relay"]:
            reader_for(settings.REGION)
        self.chores_at = 0.0
        while not self.stopping:
            try:
                busy = self._round(name, relay=options["relay"])
            except OperationalError as error:
                if options["once"]:
                    raise
                # A database that is locked or away for a moment ends no worker: what was claimed keeps its lease.
                log.warning("The database does not answer, trying again: %s", type(error).__name__)
                close_old_connections()
                time.sleep(PATIENCE)
                continue
            if not busy:
                if options["once"]:
                    return
                close_old_connections()
                time.sleep(options["pause"])

    def _round(self, name: str, *, relay: bool) -> bool:
        """Chores when they are due, then rows of the outbox; whether there were any."""
        if time.monotonic() >= self.chores_at:
            do_chores()
            seal()
            self.chores_at = time.monotonic() + CHORES_EVERY
        rows = outbox.claim(name, limit=50 if relay else 1)
        for row in rows:
            if relay:
                # Done is written by whoever does it; a lost message is published again when the lease runs out.
                run_row.delay(row.pk)
            else:
                run(row)
        return bool(rows)

    def _stop(self, *_: object) -> None:
        self.stopping = True
