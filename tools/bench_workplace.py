# ruff: noqa: PLC0415 — Django is imported after its settings are known
"""CPU time of the inbox and the case card with many cases.

    python -m tools.bench_workplace [--cases 200000] [--rounds 15] [--folder FOLDER] [--only NAME]

A database of its own is made (SQLite in a temporary folder, or the empty PostgreSQL that DATABASE_URL names), filled
with invented cases by bulk inserts — one in ten open — and asked through Django's own test client, signed in in every
role. With ``--folder`` the database stays there and is used again. CPU is the median of ``time.process_time`` over the
rounds, queries are counted in a round of their own.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

NOUNS = ("фонарь", "подъезд", "лифт", "двор", "дорога", "яма", "мусор", "снег", "крыша", "труба", "парк", "школа")
VERBS = ("сломан", "протекает", "не работает", "опасен", "не убран", "разбит", "отсутствует")
BATCH = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", type=Path, help="keep the database here, and use the one that is there")
    parser.add_argument("--only", default="", help="ask only pages whose title begins so («coordinator»)")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = str(given.folder or stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ |= {"DEMO": "1", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "citizen_portal.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS, settings.DEBUG = ["testserver"], False
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        run(given.cases, given.rounds, given.only)


def run(cases: int, rounds: int, only: str = "") -> None:
    """Fill the tables unless they are full, and print a line for each page."""
    from django.test import Client

    from agencies.models import Official
    from routing.cases.actors import actor_of
    from routing.cases.models import Case
    from routing.cases.similar import alike
    from routing.workplace.access import cases_for

    if not Case.objects.exists():
        began = time.monotonic()
        world = everybody()
        fill(world, more_bodies(world), cases)
        print(f"{cases} cases written in {time.monotonic() - began:.0f} s")
    pages = [
        ("list", ""),
        ("list of overdue", "?show=overdue"),
        ("everything", "?show=all"),
        ("search of a common word", "?q=подъезда"),
        ("search of two words", "?q=фонари+во+дворе"),
        ("search of a rare word", "?q=редкостного"),
    ]
    some = Case.objects.filter(executor__role="executor", state="in_work")[0]
    for role in Official.Role:
        official = Official.objects.select_related("user").filter(role=role).order_by("pk").first()
        client = Client()
        client.force_login(official.user, backend="django.contrib.auth.backends.ModelBackend")
        some = cases_for(actor_of(official)).filter(is_open=True).first() or some
        asked = [(title, f"/admin/routing/case/{query}") for title, query in pages]
        asked.append(("card", f"/admin/routing/case/{some.pk}/change/"))
        asked.append(("trouble spots", "/admin/routing/case/troubles/"))
        asked.append(("triage", "/admin/routing/case/triage/"))
        for title, address in asked:
            if f"{role}: {title}".startswith(only):
                report(f"{role}: {title}", client, address, rounds)
    milliseconds = [spent(lambda: alike(some, Case.objects.all())) for _ in range(rounds)]
    print(f"{'similar cases':<42} {statistics.median(milliseconds):7.1f} ms CPU", flush=True)


def everybody() -> Any:
    """The test world with an official of every role; those that it has not sit where the coordinator does."""
    from agencies.models import Official
    from tests.world import make_official, make_world

    world = make_world()
    for role in Official.Role:
        if not Official.objects.filter(role=role).exists():
            make_official(world.centre, role, f"Вымышленный {role.label}")
    return world


def more_bodies(world: Any) -> list[Any]:
    """The world's two bodies and eighteen more."""
    from agencies.models import Agency

    made = [Agency.objects.create(region=world.region, code=f"b{n}", name=f"Служба {n}") for n in range(18)]
    # The head sits above six of them.
    Agency.objects.filter(pk__in=[body.pk for body in made[:6]]).update(superior=world.centre)
    return [world.lamps, world.roads, *made]


def fill(world: Any, bodies: list[Any], cases: int) -> None:
    """Write invented cases in batches; one in ten is open."""
    from django.db import connection, transaction

    chance = random.Random(7)
    for start in range(0, cases, BATCH):
        with transaction.atomic():
            write(world, bodies, range(start, min(cases, start + BATCH)), chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def write(world: Any, bodies: list[Any], serials: range, chance: random.Random) -> None:
    from django.utils import timezone

    from routing.cases.models import Case, CaseWord, Message
    from routing.cases.numbers import case_number
    from routing.cases.words import words_of_case

    now = timezone.now()
    texts = [text_of(serial, chance) for serial in serials]
    messages = Message.objects.bulk_create(
        Message(channel="bench", external_id=str(n), text=text, name="Анна Выдуманная", received_at=now)
        for n, text in zip(serials, texts, strict=True)
    )
    reading = {
        "topics": [{"code": "BLG-03", "title": "Не горит фонарь", "p": 0.8, "words": []}] * 5,
        "note": "x" * 1500,
    }
    rows = []
    for serial, message in zip(serials, messages, strict=True):
        state = chance.choice(["in_work", "routed", "in_approval"]) if serial % 10 == 0 else "closed"
        body = chance.choice(bodies)
        rows.append(
            Case(
                region=world.region,
                number=case_number(2026, serial + 1),
                nonce="0",
                message=message,
                state=state,
                is_open=state != "closed",
                topic=world.lamp,
                agency=body,
                executor=world.executor if body == world.lamps else None,
                address=f"Лесная улица, дом {serial % 300}",
                lat=59.8 + chance.random() * 0.4,
                lon=30.1 + chance.random() * 0.6,
                understanding=reading,
                due_at=now + timedelta(hours=chance.randint(-200, 400)),
                danger=chance.random() < 0.01,
                reopenings=chance.random() < 0.05,
                received_at=now,
                state_since=now,
            )
        )
    kept = Case.objects.bulk_create(rows)
    CaseWord.objects.bulk_create(
        [CaseWord(case=case, word=word) for case in kept for word in sorted(words_of_case(case))], batch_size=20_000
    )


def text_of(serial: int, chance: random.Random) -> str:
    """An invented sentence; one in ten thousand has a word of its own."""
    said = ". ".join(f"Наш {chance.choice(NOUNS)} {chance.choice(VERBS)}" for _ in range(4))
    return said + (". Редкостный случай" if serial % 10_000 == 0 else "")


def report(title: str, client: Any, address: str, rounds: int) -> None:
    """Ask a page several times; the first is for warming up."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def ask() -> None:
        assert client.get(address).status_code == 200, address

    if client.get(address).status_code in {403, 404}:
        print(f"{title:<42} closed to this role", flush=True)
        return
    with CaptureQueriesContext(connection) as asked:
        ask()
    queries = len(asked)
    milliseconds = [spent(ask) for _ in range(rounds)]
    print(f"{title:<42} {statistics.median(milliseconds):7.1f} ms CPU {queries:3d} queries", flush=True)


def spent(ask: Callable[[], None]) -> float:
    began = time.process_time()
    ask()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
