"""The same outbox relayed over RabbitMQ to a Celery worker; runs where a broker listens on this machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BROKER = os.environ.get("TEST_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672//")
APPEALS = ["Коллонтай 6: не горит фонарь во дворе", "Дыбенко 12: в подъезде не убирают лестницу", "не знаю, что делать"]

WRITE = """
import django; django.setup()
import json, sys
from agencies.models import Region
from routing.cases.inbound import Inbound
from routing.cases.services import receive
for number, text in enumerate(json.load(sys.stdin)):
    receive(Region.objects.get(), Inbound("test", str(number), text, "Анна Выдуманная"))
"""
READ = """
import django; django.setup()
from routing.cases.models import Event, OutboxRow
waiting = OutboxRow.objects.filter(done_at=None).count()
sent = Event.objects.filter(kind__in=("route", "ask_coordinator"))
print(waiting, sent.count(), sent.values("case").distinct().count())
"""


def broker_listens() -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", 5672)) == 0


@pytest.mark.faults
@pytest.mark.skipif(not broker_listens(), reason="no RabbitMQ on 127.0.0.1:5672")
def test_every_row_is_done_once_through_the_broker(tmp_path: Path) -> None:
    environment = os.environ | {
        "DEMO": "1",
        "REGION": "spb",
        "VAR_DIR": str(tmp_path),
        "BROKER_URL": BROKER,
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "citizen_portal.settings",
    }
    environment.pop("DATABASE_URL", None)

    def python(*arguments: str, stdin: str = "") -> str:
        command = [sys.executable, *arguments]
        run = subprocess.run(command, cwd=ROOT, env=environment, input=stdin, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr[-3000:]
        return run.stdout

    python("manage.py", "migrate", "--verbosity", "0")
    python("manage.py", "load_region", "spb")
    python("-m", "celery", "-A", "citizen_portal", "purge", "--force")
    python("-c", WRITE, stdin=json.dumps(APPEALS))
    workers = [
        subprocess.Popen([sys.executable, *command.split()], cwd=ROOT, env=environment)
        for command in ("-m celery -A citizen_portal worker -c 1 -l ERROR", "manage.py work --relay")
    ]
    try:
        end = time.monotonic() + 60
        while (found := python("-c", READ).split())[0] != "0" and time.monotonic() < end:
            time.sleep(0.5)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(timeout=20)
    assert found == ["0", "3", "3"]
