"""Twenty appeals, and a worker killed between every two steps of understanding and routing each of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STREETS = ("Коллонтай", "Дыбенко", "Белы Куна", "Турку", "Бухарестская")
TROUBLES = (
    "не горит фонарь во дворе дома",
    "в подъезде не убирают лестницу, дом",
    "яма на дороге у дома",
    "в подъезде не горит свет на лестнице, дом",
)
"""Two that go without a look and two that a coordinator decides."""
APPEALS = [f"{street} 6: {trouble} третий день" for street in STREETS for trouble in TROUBLES]

WRITE = """
import django; django.setup()
import json, sys
from agencies.models import Region
from routing.cases.inbound import Inbound
from routing.cases.models import OutboxRow
from routing.cases.services import receive
region = Region.objects.get()
for number, text in enumerate(json.load(sys.stdin)):
    receive(region, Inbound("test", str(number), text, "Анна Выдуманная"))
OutboxRow.objects.exclude(task="routing.understand").delete()
"""
READ = """
import django; django.setup()
import json
from routing.cases.events import chain_breaks, replay, snapshot
from routing.cases.models import Case
for case in Case.objects.order_by("pk"):
    events = list(case.events.all())
    print(json.dumps({
        "sent": [e.kind for e in events if e.kind in ("route", "ask_coordinator")],
        "whole": chain_breaks(case) is None and replay(events) == snapshot(case),
        "deadlines": case.deadlines.filter(met_at=None, cancelled_at=None).count(),
    }))
"""


@pytest.mark.faults
def test_each_appeal_is_routed_exactly_once(tmp_path: Path) -> None:
    environment = os.environ | {
        "DEMO": "1",
        "REGION": "spb",
        "VAR_DIR": str(tmp_path),
        "OUTBOX_LEASE_SECONDS": "0.1",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "citizen_portal.settings",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)

    def python(*arguments: str, stdin: str = "") -> str:
        run = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, input=stdin, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr[-3000:]
        return run.stdout

    python("manage.py", "migrate", "--verbosity", "0")
    python("manage.py", "load_region", "spb")
    python("-c", WRITE, stdin=json.dumps(APPEALS))
    kills = int(python("tests/faults/mortal_worker.py"))
    cases = [json.loads(line) for line in python("-c", READ).splitlines()]
    assert kills >= 6 * len(APPEALS)
    assert len(cases) == len(APPEALS)
    assert all(len(case["sent"]) == 1 for case in cases)
    assert sum(case["sent"] == ["route"] for case in cases) >= len(cases) // 2
    assert all(case["whole"] for case in cases)
    assert all(case["deadlines"] == 1 for case in cases)
