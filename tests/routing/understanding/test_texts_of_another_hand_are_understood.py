"""Seventy invented appeals over all groups, written without a look at rules and examples: the whole reading at once.

Classes of mistakes seen in them were mended, so they guard what was reached and prove nothing about new texts.
"""

import json
from pathlib import Path

import pytest

from routing.understanding.reader import Reader

HERE = Path(__file__).parent
REGION = HERE.parents[2] / "agencies" / "regions" / "spb"


@pytest.fixture(scope="module")
def read():
    reader = Reader.load(REGION)
    rows = [json.loads(line) for line in (HERE / "hand_written.jsonl").read_text("utf-8").splitlines()]
    return [(row, reader.read(row["text"])) for row in rows]


def share(hits):
    hits = list(hits)
    return sum(hits) / len(hits)


def test_the_group_and_the_topic_are_right(read):
    def wanted(row):
        return {row["topic"], *row["acceptable_topics"]}

    groups = share(found.group in {code[:3] for code in wanted(row)} for row, found in read)
    topics = share(bool(found.topics) and found.topics[0].code in wanted(row) for row, found in read)
    assert groups >= 0.95
    assert topics >= 0.92


def test_every_threat_is_seen_and_calm_texts_are_not(read):
    assert [row["text"] for row, found in read if row["danger"] and not found.danger] == []
    assert share(bool(found.danger) for row, found in read if not row["danger"]) <= 0.02


def test_the_building_is_found_and_none_is_invented(read):
    named = [(row["address"]["building_ids"], found.place) for row, found in read if row["address"]]
    assert share(place is not None and str(place.building_id) in ids for ids, place in named) >= 0.92
    assert [
        row["text"] for row, found in read if not row["address_text"] and found.place and found.place.building_id
    ] == []


def test_questions_are_counted_and_the_kind_is_told(read):
    assert share(max(1, len(found.questions)) == row["n_questions"] for row, found in read) >= 0.95
    assert share(found.kind in row["acceptable_kinds"] for row, found in read if row.get("kind")) >= 0.95
