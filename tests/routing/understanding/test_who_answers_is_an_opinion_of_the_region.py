"""The region's opinion on who answers comes with what was read, and is missing where there is nothing to go by."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.understanding.reader import ANSWERERS, MODELS, TOPIC_MODEL, Reader
from routing.understanding.types import Hints

REGION = Path(__file__).resolve().parents[3] / "agencies/regions/spb"
NEVSKY = Hints(lat=59.93536, lon=30.32686)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(REGION)


@pytest.fixture
def lone_models(tmp_path: Path) -> Iterator[Path]:
    shutil.copy(REGION / MODELS / TOPIC_MODEL, tmp_path / TOPIC_MODEL)
    yield tmp_path


def test_the_likeliest_sort_of_body_comes_first(reader: Reader) -> None:
    assert reader.read("Не горит фонарь у дома", NEVSKY).sorts[0][0] in {"energy", "lensvet"}
    assert reader.read("В подъезде не работает лифт", NEVSKY).sorts[0][0] == "ja"


def test_probabilities_fall_and_are_at_most_one_together(reader: Reader) -> None:
    p = [value for _, value in reader.read("Яма на дороге", NEVSKY).sorts]
    assert p == sorted(p, reverse=True)
    assert 0.9 < sum(p) <= 1.0001


def test_a_text_that_says_nothing_has_no_answerer(reader: Reader) -> None:
    assert reader.read("ъъъ", NEVSKY).sorts == ()


def test_models_without_the_file_are_read_without_the_opinion(lone_models: Path) -> None:
    read = Reader.load(REGION, lone_models).read("Не горит фонарь у дома", NEVSKY)
    assert read.topics
    assert read.sorts == ()


def test_a_damaged_file_is_named(lone_models: Path) -> None:
    (lone_models / ANSWERERS).write_bytes(b"not a model")
    with pytest.raises(ValueError, match=ANSWERERS):
        Reader.load(REGION, lone_models)
