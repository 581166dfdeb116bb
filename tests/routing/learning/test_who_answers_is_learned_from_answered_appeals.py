"""What ``tools.fit_answerers`` learns, is written, is read again and answers."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from routing.learning.answerers import Answered, Lesson, fit
from routing.learning.packing import write
from routing.understanding.answerers import AnswererModel, Past
from routing.understanding.normalise import tokens
from routing.understanding.topics.context import TopicContext
from tests.routing.learning.conftest import HOLES, LAMPS, TAILS

HOUSES = np.array([(55_000_000, 37_000_000), (55_100_000, 37_000_000)], dtype=np.int32)
YARD, ROAD = TopicContext(55.0001, 37.0001, "Северный"), TopicContext(55.1, 37.02, "Северный")


def appeals() -> list[Answered]:
    """Of lamps one body answers everywhere; of holes the yard's keeper in the yard and the city on the road."""
    found, day = [], datetime(2026, 1, 1, tzinfo=UTC)
    for turn in range(2):
        for tail in TAILS:
            for text, topic in [(text, "lamps") for text in LAMPS] + [(text, "holes") for text in HOLES]:
                for spot, near in ((YARD, "house"), (ROAD, "roads")):
                    day += timedelta(hours=3)
                    sort = "lights" if topic == "lamps" else near
                    found.append(Answered(f"{text} {tail}", topic, sort if turn else "", spot, "Округ", day))
                    found.append(Answered(f"{tail} {text}", topic, sort, spot, "Округ", day + timedelta(hours=1)))
    return found


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("models") / "answerers.npz"
    write(fit(Lesson(appeals(), HOUSES, show=False), "test", 30, show=False), where)
    return where


@pytest.fixture(scope="module")
def model(path: Path) -> AnswererModel:
    return AnswererModel.load(path, HOUSES)


def first(model: AnswererModel, text: str, spot: TopicContext) -> str:
    return model.predict(tokens(text), spot, "Округ")[0][0]


def test_the_words_tell_who_answers(model: AnswererModel) -> None:
    assert first(model, "погас фонарь у рынка", YARD) == first(model, "погас фонарь у рынка", ROAD) == "lights"


def test_the_spot_tells_who_answers_the_same_words(model: AnswererModel) -> None:
    assert first(model, "яма, асфальт провалился", YARD) == "house"
    assert first(model, "яма, асфальт провалился", ROAD) == "roads"


def test_probabilities_are_of_named_sorts_and_at_most_one(model: AnswererModel) -> None:
    sorts = model.predict(tokens("яма"), YARD, "Округ")
    assert {name for name, _ in sorts} == {"lights", "house", "roads"}
    assert 0.9 < sum(p for _, p in sorts) <= 1.0001


def test_a_text_without_known_words_or_place_is_read(model: AnswererModel) -> None:
    assert model.predict([], TopicContext(), "")


def test_the_file_holds_no_words(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert not any("фонар".encode() in archive.read(name) for name in archive.namelist())


def test_a_file_of_another_format_is_named(path: Path, tmp_path: Path) -> None:
    with np.load(path) as archive:
        arrays = {name: archive[name] for name in archive.files}
    arrays["about"] = np.frombuffer(b'{"format": 99}', dtype=np.uint8)
    write(arrays, tmp_path / "answerers.npz")
    with pytest.raises(ValueError, match=r"answerers\.npz"):
        AnswererModel.load(tmp_path / "answerers.npz", HOUSES)


def test_only_appeals_near_the_spot_are_its_witnesses() -> None:
    past = Past(np.array([(55.0, 37.0), (55.0, 37.001), (55.01, 37.0)]), np.array([2, 2, 1]))
    near = past.near(55.0, 37.0)
    assert near[2] > 0
    assert near[1] == 0
    assert not past.near(55.05, 37.0)[:6].any()


def test_an_appeal_is_no_witness_for_itself() -> None:
    past = Past(np.array([(55.0, 37.0)]), np.array([2]))
    assert past.near(55.0, 37.0)[2] > 0
    assert not past.near(55.0, 37.0, np.array([False])).any()
