"""The first start fills the demonstration, the next ones leave it as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.conftest import Site

STATES = {
    "triage",
    "routed",
    "in_work",
    "clarification",
    "in_approval",
    "approved",
    "answered",
    "closed",
    "withdrawn",
}
"""«received» lasts as long as the reading: the tenth state is there for a second after somebody has written."""
DEMO = "FROM routing_case c JOIN routing_message m ON m.id = c.message_id AND m.channel = 'demo'"


def ask(site: Site, question: str) -> list[tuple[object, ...]]:
    path = Path(site.environment["VAR_DIR"]) / "adresat.sqlite3"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()


@pytest.mark.browser
def test_appeals_of_every_group_stand_in_every_state(demonstration: Site) -> None:
    (count,) = ask(demonstration, f"SELECT count(*) {DEMO}")[0]
    groups = ask(demonstration, f"SELECT DISTINCT substr(m.external_id, 1, 3) {DEMO}")
    states = {state for (state,) in ask(demonstration, f"SELECT DISTINCT c.state {DEMO}")}
    assert isinstance(count, int) and count >= 200
    assert len(groups) == 26
    assert states == STATES


@pytest.mark.browser
def test_a_second_run_adds_nothing(demonstration: Site) -> None:
    """The site's own worker goes on beside it: what falls due by itself (the system's events) is not the seed's."""
    played = "SELECT count(*) FROM routing_message UNION ALL SELECT count(*) FROM routing_event WHERE actor <> 'system'"
    before = ask(demonstration, played)
    demonstration.manage("seed_demo")
    assert ask(demonstration, played) == before


@pytest.mark.browser
def test_no_letter_waits_to_be_sent_to_invented_people(demonstration: Site) -> None:
    waiting = (
        "SELECT count(*) FROM routing_outboxrow o JOIN routing_event e ON e.id = json_extract(o.payload, '$.event')"
        " JOIN routing_case c ON c.id = e.case_id JOIN routing_message m ON m.id = c.message_id"
        " WHERE m.channel = 'demo' AND o.done_at IS NULL"
    )
    assert ask(demonstration, waiting) == [(0,)]
    assert ask(
        demonstration,
        "SELECT count(*) FROM routing_letter l JOIN routing_event e ON e.id = l.event_id"
        " JOIN routing_case c ON c.id = e.case_id JOIN routing_message m ON m.id = c.message_id"
        " WHERE m.channel = 'demo'",
    ) == [(0,)]
