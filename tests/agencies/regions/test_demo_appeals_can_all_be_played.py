"""The demonstration appeals hold all that playing them to their end needs."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

AGENCIES = Path(__file__).resolve().parents[3] / "agencies"
NEEDED: dict[str, set[str]] = {
    "routed": set(),
    "in_work": set(),
    "clarification": {"clarify_question"},
    "in_approval": {"answer"},
    "returned": {"answer", "return_comment"},
    "approved": {"answer"},
    "answered": {"answer"},
    "closed": {"answer", "mark"},
    "reopened": {"answer", "reopen_reason"},
    "withdrawn": {"withdraw_reason"},
    "redirected": {"redirect_reason"},
}


def demo_appeals() -> list[dict[str, Any]]:
    files = sorted((AGENCIES / "regions/spb/demo").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_every_end_has_the_words_it_needs() -> None:
    assert [a["key"] for a in demo_appeals() if not NEEDED[a["end"]] <= a.keys()] == []


def test_keys_and_texts_do_not_repeat() -> None:
    appeals = demo_appeals()
    assert len({a["key"] for a in appeals}) == len({a["text"] for a in appeals}) == len(appeals)


def test_every_topic_is_one_of_the_classifier() -> None:
    with (AGENCIES / "classifier/topics.csv").open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert {a["topic"] for a in demo_appeals()} <= codes


def test_every_group_has_at_least_six_appeals() -> None:
    groups = Counter(a["topic"][:3] for a in demo_appeals())
    assert len(groups) == 26 and min(groups.values()) >= 6


def test_mail_never_leaves_the_example_domains() -> None:
    pattern = re.compile(r"([a-z.-]+@example\.(org|com))?")
    assert [a["key"] for a in demo_appeals() if not pattern.fullmatch(a["email"])] == []


def test_the_only_placeholder_is_a_date_after_registration() -> None:
    texts = [value for a in demo_appeals() for value in a.values() if isinstance(value, str)]
    assert [text for text in texts if re.search(r"[{}]", re.sub(r"\{day\+\d+\}", "", text))] == []


def test_ages_stay_within_sixty_days() -> None:
    assert [a["key"] for a in demo_appeals() if not (0 <= a["days_ago"] <= 60 and 0 <= a["hour"] <= 23)] == []
