"""A running process reads with the model that has taken the place of another, and keeps the old where it cannot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.understanding.reader import MODELS, TOPIC_MODEL, Reader

REGION = Path(__file__).resolve().parents[3] / "agencies/regions/spb"
SHIPPED = REGION / MODELS / TOPIC_MODEL


@pytest.fixture(scope="module", autouse=True)
def light() -> Iterator[None]:
    """Streets and houses are not what is asked here, and take seconds to load."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("routing.understanding.reader.PlaceReader.load", lambda _folder: object())
        yield


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copy(SHIPPED, tmp_path / TOPIC_MODEL)
    return tmp_path


def put(models: Path, content: bytes) -> None:
    new = models / "new"
    new.write_bytes(content)
    new.replace(models / TOPIC_MODEL)


def test_the_same_file_is_read_once(models: Path) -> None:
    assert Reader.load(REGION, models) is Reader.load(REGION, models)


def test_another_file_is_read_anew(models: Path) -> None:
    before = Reader.load(REGION, models)
    put(models, SHIPPED.read_bytes())
    after = Reader.load(REGION, models)
    assert after.topics is not before.topics
    assert after.places is before.places


def test_a_damaged_file_takes_nobodys_place(models: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = Reader.load(REGION, models)
    put(models, b"not a model")
    assert Reader.load(REGION, models).topics is before.topics
    assert Reader.load(REGION, models).topics is before.topics
    assert len(caplog.records) == 1
