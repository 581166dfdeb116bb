"""What the files of the common classifier promise to everybody who reads them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from agencies.calendar import WorkCalendar
from agencies.loading.lines import read_lines
from agencies.loading.region import CLASSIFIER, REGIONS


def column(name: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(line.values[c] for c in columns) for line in read_lines(CLASSIFIER / name, columns)]


def test_there_are_26_groups_and_174_topics() -> None:
    groups = {code for (code,) in column("groups.csv", "code")}
    topics = column("topics.csv", "code", "group")
    assert len(groups) == 26
    assert len({code for code, _group in topics}) == 174
    assert {group for _code, group in topics} == groups
    assert all(code.startswith(f"{group}-") for code, group in topics)


def test_topics_of_a_group_are_numbered_without_gaps() -> None:
    sizes = Counter(group for _code, group in column("topics.csv", "code", "group"))
    numbers = {code for code, _group in column("topics.csv", "code", "group")}
    assert numbers == {f"{group}-{n:02d}" for group, size in sizes.items() for n in range(1, size + 1)}


def test_every_reason_of_the_city_has_a_topic() -> None:
    topics = {code for (code,) in column("topics.csv", "code")}
    reasons = read_lines(REGIONS / "spb" / "topics.csv", ("external_id", "code"))
    assert len({line.values["external_id"] for line in reasons}) == 131
    assert {line.values["code"] for line in reasons} <= topics


def test_the_calendar_knows_transferred_days() -> None:
    rows = [(date.fromisoformat(day), kind) for day, kind in column("calendar.csv", "date", "kind")]
    calendar = WorkCalendar.of(
        holidays=(day for day, kind in rows if kind == "holiday"),
        working=(day for day, kind in rows if kind == "working"),
        short=(day for day, kind in rows if kind == "short"),
    )
    assert calendar.is_working(date(2025, 11, 1))
    assert not calendar.is_working(date(2025, 11, 3))
    assert calendar.preceding_working_day(date(2026, 1, 4)) == date(2025, 12, 30)
    assert calendar.next_working_day(date(2026, 1, 4)) == date(2026, 1, 12)
    assert not calendar.is_working(date(2026, 12, 31))
    assert {day for day in calendar.short if day.year == 2026} == {
        date(2026, 4, 30),
        date(2026, 5, 8),
        date(2026, 6, 11),
        date(2026, 11, 3),
    }
    assert {day.year for day, _kind in rows} == {2024, 2025, 2026, 2027}


def test_both_regimes_have_the_terms_a_case_needs() -> None:
    terms = set(column("legal_terms.csv", "regime", "kind", "fast_track"))
    for regime in ("fz59_appeal", "pos_message"):
        for kind in ("route", "answer", "clarification", "confirm", "consider"):
            assert (regime, kind, "0") in terms
    assert ("pos_message", "answer", "1") in terms


def test_every_regime_but_one_says_when_a_body_asked_must_reply() -> None:
    """What is no appeal obliges nobody: there the page says so in words instead."""
    regimes = {code for (code,) in column("legal_regimes.csv", "code")}
    terms = column("legal_terms.csv", "regime", "kind", "basis")
    with_a_term = {regime: basis for regime, kind, basis in terms if kind == "info_request"}
    assert regimes - with_a_term.keys() == {"not_an_appeal"}
    assert len(regimes) == 8
    assert all("59-ФЗ" in basis or basis.startswith("Внутренний срок единого окна") for basis in with_a_term.values())
