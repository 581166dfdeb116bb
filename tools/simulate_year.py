# ruff: noqa: PLC0415 — Django is imported after its settings are known
"""A simulated year: appeals, officials late, wrong, absent and stubborn, and what became of every case.

    python -m tools.simulate_year [--cases 50000] [--processes 2] [--apart | --database postgres://…] [--profile]

A database of its own is made (SQLite in a temporary folder, or the empty PostgreSQL named) with the region loaded and
its invented officials. Each process lives its share of the appeals; between two days they meet, one of them does the
chores. With ``--apart`` each process has the whole region in an SQLite file of its own, as SQLite lets only one process
write at a time, and does its own chores. Letters to citizens are asked for and not rendered (nobody left an address);
officials' digests are written. At the end every case must be answered or overdue in the register with a name, and none
may have gone in a circle. A table tells what became of them; the exit code is not 0 when anything is not as promised.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import multiprocessing
import os
import pstats
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tools.simulated.outcome import Outcome

DAYS, TAIL = 365, 75
FIRST = date(2025, 1, 9)
TOP = 45


def main() -> None:
    given = arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DEMO": "1", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "citizen_portal.settings"}
        os.environ |= {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "LOG_LEVEL": "ERROR"}
        os.environ["REGION"] = given.region
        if given.database:
            os.environ["DATABASE_URL"] = given.database
        prepare(given.region)
        began = time.monotonic()
        cpu, outcomes = run(given)
        seconds = time.monotonic() - began
        sys.exit(0 if report(given, seconds, cpu, outcomes) else 1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument("--apart", action="store_true", help="a database for each process")
    parser.add_argument("--region", default="spb")
    parser.add_argument("--days", type=int, default=DAYS, help="days in which the appeals come")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    if given.apart and given.database:
        parser.error("--apart makes databases of its own")
    return given


def prepare(region: str) -> None:
    """Set Django up and fill the registry."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    options = settings.DATABASES["default"].get("OPTIONS", {})
    if "init_command" in options:
        # A power cut in the middle of a simulation loses nothing that anybody needs.
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    call_command("migrate", verbosity=0)
    call_command("load_region", region, verbosity=0)
    call_command("make_demo_people", verbosity=0, stdout=io.StringIO())


def run(given: argparse.Namespace) -> tuple[float, list[Outcome]]:
    """Live the year in so many processes; gives their CPU seconds together and what each found at the end."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(given.processes), context.Queue()
    workers = [
        context.Process(target=guarded, args=(given, number, barrier, answers)) for number in range(given.processes)
    ]
    for worker in workers:
        worker.start()
    total, outcomes = 0.0, []
    for _ in workers:
        found = answers.get()
        if found is None:
            raise SystemExit("a process failed: see above")
        cpu, done, refused, outcome = found
        total += cpu
        outcomes += [outcome] if outcome else []
        print(json.dumps({"done": done, "refused": refused}, ensure_ascii=False))
    for worker in workers:
        worker.join()
    return total, outcomes


def guarded(given: argparse.Namespace, number: int, barrier: Any, answers: Any) -> None:
    """``live``; a process that fails lets the others go, so that nobody waits for it."""
    try:
        live(given, number, barrier, answers)
    except BaseException:
        barrier.abort()
        answers.put(None)
        raise


def live(given: argparse.Namespace, number: int, barrier: Any, answers: Any) -> None:
    """One process: its share of the appeals, and the chores when it is the first or alone with its database."""
    from agencies.models import Region
    from tools.simulated.outcome import outcome
    from tools.simulated.year import Year

    profiler = cProfile.Profile() if given.profile else None
    if profiler:
        profiler.enable()
    if given.apart:
        take_copy(number)
        barrier = threading.Barrier(1)
    keeps_house = given.apart or number == 0
    region = Region.objects.get(code=given.region)
    year = Year(region, FIRST, given.days, range(number, given.cases, given.processes), given.cases, given.seed)
    for day in range(given.days + TAIL):
        midnight = datetime.combine(FIRST + timedelta(days=day + 1), datetime.min.time(), tzinfo=year.zone)
        year.live(midnight)
        barrier.wait()
        if keeps_house:
            night(midnight)
        barrier.wait()
    if profiler:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(TOP)
    found = outcome(FIRST + timedelta(days=given.days + TAIL)) if keeps_house else None
    answers.put((time.process_time(), dict(year.done), dict(year.refused), found))


def take_copy(number: int) -> None:
    """Go on in a copy of the database that was prepared."""
    from django.db import connection

    prepared = Path(str(connection.settings_dict["NAME"]))
    own = prepared.with_name(f"{number}-{prepared.name}")
    with closing(sqlite3.connect(prepared)) as source, closing(sqlite3.connect(own)) as target:
        source.backup(target)
    connection.settings_dict["NAME"] = own


def night(now: datetime) -> None:
    """What happens between two days: the chores, the digests due, and rows about people without an address go."""
    from routing.cases.models import OutboxRow
    from routing.chores import do_chores
    from routing.control import digest

    do_chores(now)
    waiting = OutboxRow.objects.filter(done_at=None)
    for row in waiting.filter(task=digest.TASK, available_at__lte=now):
        digest.deliver(row.payload["official"], now)
        OutboxRow.objects.filter(pk=row.pk).update(done_at=now)
    waiting.exclude(task=digest.TASK).update(done_at=now)


def report(given: argparse.Namespace, seconds: float, cpu: float, outcomes: list[Outcome]) -> bool:
    """Print what became of the year; gives whether it is as promised."""
    from tools.simulated.outcome import together
    from tools.simulated.table import table

    found = together(outcomes, given.cases)
    print(table(found, given.cases, seconds, cpu))
    return not found.faults


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
