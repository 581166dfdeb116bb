"""The report of a simulated year as a table that can be read at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .outcome import MOST_REDIRECTS, Outcome

SHOWN = 20
"""So many overdue cases are named one by one, and so many faults."""
Line = tuple[str, str]


def table(found: Outcome, cases: int, seconds: float, cpu: float) -> str:
    """The whole report; ``cpu`` are the seconds of all processes together."""
    rows = [*_cases(found.figures, cases), *_redirects(found.figures["redirects"], cases)]
    rows += [(name, str(found.figures[name])) for name in ("events", "reminders", "escalations")]
    rows += [("faults", str(len(found.faults))), *_times(cases, seconds, cpu)]
    width = max(len(name) for name, _value in rows)
    lines = [f"{name:<{width}}  {value:>12}" for name, value in rows]
    lines += _some("OVERDUE", found.overdue) + _some("FAULT", found.faults)
    return "\n".join([*lines, "BROKEN: see the faults" if found.faults else "KEPT: every promise"])


def _cases(figures: dict[str, Any], cases: int) -> Iterator[Line]:
    states = figures["states"]
    answered = states.get("answered", 0) + states.get("closed", 0)
    yield "appeals sent in", str(cases)
    yield "cases", str(sum(states.values()))
    yield "  answered", str(answered)
    yield "  withdrawn by the citizen", str(states.get("withdrawn", 0))
    yield "  open and overdue, with a name", str(figures["open_and_overdue_by_name"])
    yield "  open and not due", str(figures["open_and_not_due"])
    yield "answers with those after a return", str(figures["answers"])
    yield "  of them late", str(figures["answers_late"])


def _redirects(counts: dict[int, int], cases: int) -> Iterator[Line]:
    yield "never sent on", str(cases - sum(counts.values()))
    for times in range(1, MOST_REDIRECTS + 1):
        yield f"sent on {times} times" if times > 1 else "sent on once", str(counts.get(times, 0))
    yield "sent on more often", str(sum(n for times, n in counts.items() if times > MOST_REDIRECTS))


def _times(cases: int, seconds: float, cpu: float) -> Iterator[Line]:
    yield "clock time", f"{seconds / 60:.2f} min"
    yield "CPU time", f"{cpu / 60:.2f} min"
    yield "CPU time of a case", f"{1000 * cpu / cases:.2f} ms"
    yield "cases a second", f"{cases / seconds:.1f}"


def _some(word: str, lines: list[str]) -> list[str]:
    more = [f"{word} and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [f"{word} {line}" for line in lines[:SHOWN]] + more
