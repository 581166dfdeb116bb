"""The weights were learned from ``first``, ``hard``, ``nasty`` and ``crossed``; never from the held-out files."""

import json
from pathlib import Path

import pytest

from routing.answers.quality import case_facts, check_answer

LABELLED = Path(__file__).parent / "labelled"


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (LABELLED / name).read_text(encoding="utf-8").splitlines()]


def auc(name: str) -> float:
    """The chance that a good answer scores above a bad one."""
    good, bad = [], []
    for row in rows(name):
        score = check_answer(row["answer"], row["appeal"], case_facts(row["case"])).score
        (good if row["label"] == "good" else bad).append(score)
    return sum((g > b) + (g == b) / 2 for g in good for b in bad) / (len(good) * len(bad))


def test_there_are_enough_labelled_answers() -> None:
    assert len(rows("first.jsonl")) >= 120


HELD_OUT = [f"held_out{part}.jsonl" for part in ("", "_formal", "_hard", "_second_hand")]


MEAN = ["held_out_third.jsonl", "held_out_crossed.jsonl"]
"""Empty replies with dates, names and deeds that are none; good answers of three plain lines; manners exchanged."""


@pytest.mark.parametrize("name", MEAN)
def test_good_answers_score_above_the_meanest_empty_replies(name: str) -> None:
    assert auc(name) >= 0.93


@pytest.mark.parametrize("name", HELD_OUT)
def test_good_answers_score_above_empty_replies(name: str) -> None:
    assert auc(name) >= 0.95


def test_a_good_answer_with_its_evidence_is_not_stopped() -> None:
    stopped = [
        row["id"]
        for name in ("first.jsonl", "hard.jsonl", "nasty.jsonl", "crossed.jsonl", *HELD_OUT)
        for row in rows(name)
        if row["label"] == "good" and check_answer(row["answer"], row["appeal"], case_facts(row["case"])).blocked
    ]
    assert not stopped
