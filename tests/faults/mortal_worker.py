"""Workers that die by ``kill -9`` between every two steps. Run as a program by the test beside it.

The parent loads the reader once and forks: each child works on the oldest row and kills itself after a given step, and
the next child gets one step further. No code of the product knows of it.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings
from django.db import connections

from routing import intake, tasks
from routing.cases import door, outbox
from routing.cases.models import OutboxRow

STEPS = ("claimed", "read", "decided", "written", "committed", "done")


def die_after(step: str) -> None:
    """Wrap the product's own functions so that this process is killed right after ``step``."""

    def killing(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)
            return result

        return wrapped

    if step == "claimed":
        outbox.claim = killing(outbox.claim)
    elif step == "read":
        reader = intake.reader_for(os.environ["REGION"])
        type(reader).read = killing(type(reader).read)
    elif step == "decided":
        intake.assign = killing(intake.assign)
    elif step == "written":
        door.Change.do = killing(door.Change.do)
    elif step == "committed":
        tasks.intake.understand = killing(intake.understand)
    elif step == "done":
        tasks.outbox.done = killing(outbox.done)


def work(step: str) -> None:
    """What a child does: one round of the real worker over one row."""
    if step:
        die_after(step)
    rows = outbox.claim(str(os.getpid()))
    if rows:
        tasks.run(rows[0])
    os._exit(0)


def child(step: str) -> int:
    """Fork a worker that dies after ``step`` («» lives); gives the signal that ended it, or 0."""
    pid = os.fork()
    if pid == 0:
        work(step)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def main() -> None:
    intake.reader_for(os.environ["REGION"])
    kills = 0
    while True:
        left = OutboxRow.objects.filter(task="routing.understand", done_at=None).count()
        connections.close_all()
        if not left:
            break
        for step in STEPS:
            kills += child(step) == signal.SIGKILL
            time.sleep(settings.OUTBOX_LEASE_SECONDS * 1.2)
    sys.stdout.write(f"{kills}\n")


if __name__ == "__main__":
    main()
