"""Threats to life are found in 1,270 invented texts of eight voices: at most one in fifty calm texts is raised."""

import csv
import json
from pathlib import Path

import pytest

from routing.understanding.danger import find_danger
from routing.understanding.danger.finding import by_rules

HERE = Path(__file__).parent
DEMO = HERE.parents[2] / "agencies/regions/spb/demo"
VOICES = ("danger_texts", "danger_fresh", "danger_third", "danger_fourth", "danger_fifth")
ODD = ("danger_sixth", "danger_seventh", "danger_eighth")
"""Told as oddly as could be thought of; what no rule foresees there is learned from them."""


def rows_of(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


NAMED = [row for name in VOICES for row in rows_of(name)]
TOLD_ODDLY = [row for name in ODD for row in rows_of(name)]
ROWS = [*NAMED, *TOLD_ODDLY]


def test_it_misses_no_threat():
    missed = [row["text"] for row in ROWS if row["danger"] and not find_danger(row["text"])]
    assert missed == []


def test_it_names_the_threat():
    for row in NAMED:
        if row["danger"]:
            assert row["danger"] in {finding.code for finding in find_danger(row["text"])}, row["text"]


def test_it_names_what_is_told_oddly_nine_times_in_ten():
    threats = [row for row in TOLD_ODDLY if row["danger"]]
    named = [row for row in threats if row["danger"] in {finding.code for finding in find_danger(row["text"])}]
    assert len(named) >= 0.9 * len(threats)


def test_a_threat_no_rule_foresees_is_told_by_its_words():
    unforeseen = [row["text"] for row in TOLD_ODDLY if row["danger"] and not by_rules(row["text"])]
    assert len(unforeseen) > 100
    for text in unforeseen:
        for finding in find_danger(text):
            assert text[slice(*finding.span)].strip()
            assert finding.span[1] - finding.span[0] <= len(text)


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


def test_what_was_learned_raises_few_alarms_among_appeals_of_all_kinds():
    """The demonstration's appeals over all topics, from which nothing was learned."""
    texts = [json.loads(line)["text"] for path in DEMO.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    alone = [text for text in texts if find_danger(text) and not by_rules(text)]
    assert len(texts) > 200
    assert len(alone) <= 0.02 * len(texts), alone
