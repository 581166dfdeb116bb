"""What became of every case of a simulated year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef

from routing.answers.models import Answer
from routing.cases.events import chain_breaks, replay, snapshot
from routing.cases.models import Case, Deadline, Event
from routing.cases.workflow import OPEN, State
from routing.control import register
from routing.control.models import Reminder
from routing.control.people import Directory

MOST_REDIRECTS = 2
CHECKED = 200
"""Cases whose history is checked event by event."""


@dataclass(frozen=True)
class Outcome:
    """Figures for the report, and everything that is not as promised."""

    figures: dict[str, Any]
    faults: list[str]
    overdue: list[str]
    """The open cases that are overdue, each with the name of who has it."""


def outcome(day: date) -> Outcome:
    """Look at all cases as they are on ``day``."""
    faults: list[str] = []
    sample = Case.objects.first()
    zone = ZoneInfo(sample.region.time_zone if sample else "UTC")
    now = datetime.combine(day, time(12), tzinfo=zone)
    states = Counter(Case.objects.values_list("state", flat=True))
    seen: Counter[str] = Counter()
    named, told, overdue = set(), 0, []
    for line in register.all_lines(register.overdue(Case.objects.all(), now), Directory.load(day), now):
        if line.holder is None:
            faults.append(f"{line.case.number}: overdue and nobody's")
        overdue.append(f"{line.case.number}: {line.case.state}, {line.days} days, {line.holder or '—'}")
        named.add(line.case.pk)
        told += bool(line.told)
        seen[line.case.state] += 1
    open_cases = set(Case.objects.filter(state__in=OPEN).values_list("pk", flat=True))
    faults += [f"case {pk}: open, and not in the register" for pk in sorted(open_cases - named)]
    faults += _closed_in_silence()
    redirects = _redirects()
    faults += [f"case {pk}: redirected {n} times" for pk, n in redirects.items() if n > MOST_REDIRECTS]
    faults += _broken_histories()
    on_time = Deadline.objects.filter(kind="answer").exclude(met_at=None)
    late = sum(1 for due, met in on_time.values_list("due_at", "met_at").iterator() if met > due)
    return Outcome(
        {
            "states": dict(states),
            "answers": on_time.count(),
            "answers_late": late,
            "open_and_overdue_by_name": len(open_cases & named),
            "open_and_not_due": len(open_cases - named),
            "of_them_reported_above": told,
            "overdue_by_state": dict(seen),
            "redirects": dict(Counter(redirects.values())),
            "events": Event.objects.count(),
            "reminders": Reminder.objects.filter(escalated=False).count(),
            "escalations": Reminder.objects.filter(escalated=True).count(),
            "faults": len(faults),
        },
        faults,
        overdue,
    )


def together(outcomes: list[Outcome], cases: int) -> Outcome:
    """The outcomes of several databases as one: numbers and counts are added up, and ``cases`` must have been kept."""
    sums: dict[str, Any] = {}
    for name in outcomes[0].figures:
        values = [one.figures[name] for one in outcomes]
        sums[name] = sum(values) if isinstance(values[0], int) else dict(sum(map(Counter, values), Counter()))
    faults = [fault for one in outcomes for fault in one.faults]
    if (kept := sum(sums["states"].values())) != cases:
        faults.insert(0, f"{cases} appeals were sent in, and there are {kept} cases")
    return Outcome(sums, faults, [line for one in outcomes for line in one.overdue])


def _redirects() -> dict[int, int]:
    declined = Event.objects.filter(kind="decline").values("case_id").annotate(n=Count("pk"))
    return {row["case_id"]: row["n"] for row in declined.order_by()}


def _closed_in_silence() -> list[str]:
    """What is answered or closed has an answer that was sent."""
    done = Case.objects.filter(state__in=(State.ANSWERED, State.CLOSED))
    silent = done.exclude(Exists(Answer.objects.filter(case=OuterRef("pk"), state=Answer.State.SENT)))
    return [f"{number}: closed without an answer" for number in silent.values_list("number", flat=True)]


def _broken_histories() -> list[str]:
    """Of some cases, the longest histories among them: is the chain whole, and does the replay give the state."""
    return [
        f"{case.number}: the history does not lead to the state"
        for case in Case.objects.order_by("-version", "pk")[:CHECKED]
        if chain_breaks(case) is not None or replay(case.events.all()) != snapshot(case)
    ]
