"""Web and worker under one command: the demonstration on one computer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

STOP_WITHIN = 10.0


class Command(BaseCommand):
    """Prepares the database, then keeps the web server and the worker running until Ctrl-C."""

    help = "Prepare the demonstration and run web and worker together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port of the web server")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # within VAR_DIR
        call_command("migrate", verbosity=0)
        call_command("load_region", settings.REGION)
        if settings.DEMO:
            call_command("make_demo_people")
            call_command("seed_demo")
        signal.signal(signal.SIGTERM, _interrupt)
        signal.signal(signal.SIGINT, _interrupt)  # a shell starts what it puts into the background deaf to Ctrl-C
        processes = [
            # The product's own server; the address is given by whoever starts it.
            subprocess.Popen([sys.executable, "-m", "gunicorn", *_web(options["bind"])]),  # noqa: S603
            subprocess.Popen([sys.executable, "manage.py", "work"], cwd=settings.BASE_DIR),
        ]
        try:
            self._watch(processes)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping…")
        finally:
            _stop(processes)

    def _watch(self, processes: list[subprocess.Popen[bytes]]) -> None:
        while True:
            for process in processes:
                if process.poll() is not None:
                    raise CommandError(f"{process.args!r} ended with {process.returncode}; everything is stopped.")
            time.sleep(0.3)


def _web(bind: str) -> list[str]:
    threads = str(min(8, 2 * (os.cpu_count() or 1)))
    return ["citizen_portal.wsgi", "--bind", bind, "--threads", threads, "--log-level", "warning"]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    end = time.monotonic() + STOP_WITHIN
    for process in processes:
        try:
            process.wait(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
