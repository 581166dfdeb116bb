"""The worker: takes rows of the outbox under a lease and does them, until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from routing.cases import outbox
from routing.chores import do_chores
from routing.intake import reader_for
from routing.tasks import run, run_row
from routing.workplace.readings import seal

CHORES_EVERY = 60.0


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
        chores_at = 0.0
        while not self.stopping:
            if time.monotonic() >= chores_at:
                do_chores()
                seal()
                chores_at = time.monotonic() + CHORES_EVERY
            rows = outbox.claim(name, limit=50 if options["relay"] else 1)
            for row in rows:
                if options["relay"]:
                    # Done is written by whoever does it; a lost message is published again when the lease runs out.
                    run_row.delay(row.pk)
                else:
                    run(row)
            if not rows:
                if options["once"]:
                    return
                close_old_connections()
                time.sleep(options["pause"])

    def _stop(self, *_: object) -> None:
        self.stopping = True
