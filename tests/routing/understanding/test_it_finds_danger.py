"""Threats to life are found in 510 invented texts of several voices: at most one in fifty calm texts is raised."""

import csv
from pathlib import Path

import pytest

from routing.understanding.danger import find_danger

HERE = Path(__file__).parent
VOICES = ("danger_texts", "danger_fresh", "danger_third", "danger_fourth", "danger_fifth")


def rows_of(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


ROWS = [row for name in VOICES for row in rows_of(name)]


def test_it_misses_no_threat():
    missed = [row["text"] for row in ROWS if row["danger"] and not find_danger(row["text"])]
    assert missed == []


def test_it_names_the_threat():
    for row in ROWS:
        if row["danger"]:
            assert row["danger"] in {finding.code for finding in find_danger(row["text"])}, row["text"]


def test_it_rarely_raises_a_false_alarm():
    calm = [row["text"] for row in ROWS if not row["danger"]]
    alarms = [text for text in calm if find_danger(text)]
    assert len(alarms) <= 0.02 * len(calm), alarms


@pytest.mark.parametrize("text", ["", "🙂", "а" * 100_000, "газ " * 20_000, "\x00"])
def test_it_reads_any_text(text):
    assert isinstance(find_danger(text), tuple)


def test_spans_hold_in_the_text_as_received():
    text = "Ёлка! ПАХНЕТ ГАЗОМ у второй двери"
    (finding,) = find_danger(text)
    assert text[slice(*finding.span)] == "ПАХНЕТ ГАЗОМ"
