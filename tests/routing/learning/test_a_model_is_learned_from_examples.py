"""What ``train_topics`` learns, is written, is read again and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.learning.card import card
from routing.learning.training import Report, Sources, train
from routing.understanding.topics.context import TopicContext
from routing.understanding.topics.model import TopicModel


@pytest.fixture(scope="module")
def trained(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, TopicModel, Path]:
    path = tmp_path_factory.mktemp("models") / "topics.npz"
    report = train(sources, path, show=False)
    return report, TopicModel.load(path), path


def test_it_tells_topics_apart(trained: tuple[Report, TopicModel, Path]) -> None:
    model = trained[1]
    assert model.predict("погас фонарь у рынка")[0].external_id == "1"
    assert model.predict("большая яма, асфальт")[0].code == "DOR-01"
    assert model.predict("нет талонов к врачу")[0].code == "MED-01"


def test_an_object_not_named_takes_nothing_away(trained: tuple[Report, TopicModel, Path]) -> None:
    guesses = trained[1].predict("яма на дороге третий день")
    assert guesses[0].p + guesses[1].p > 0.7


def test_the_object_named_decides_between_twins(trained: tuple[Report, TopicModel, Path]) -> None:
    text, model = "яма на дороге опять", trained[1]
    assert model.predict(text, TopicContext(object="Дорога"))[0].external_id == "2"
    assert model.predict(text, TopicContext(object="Двор"))[0].external_id == "3"


def test_the_words_that_spoke_are_in_the_text(trained: tuple[Report, TopicModel, Path]) -> None:
    text = "Здравствуйте, фонарь погас"
    spans = trained[1].predict(text)[0].words
    assert "фонарь" in [text[start:end] for start, end in spans]


def test_figures_are_of_the_latest_appeals_alone(trained: tuple[Report, TopicModel, Path]) -> None:
    report = trained[0]
    assert report.held_out_from > report.first
    assert 0 < report.figures["words"].count < 0.2 * report.examples["portal"]
    assert f"{report.figures['words'].top1:.3f}" in card(report)


def test_the_same_appeals_make_the_same_file(
    trained: tuple[Report, TopicModel, Path], sources: Sources, tmp_path: Path
) -> None:
    train(sources, tmp_path / "topics.npz", show=False)
    assert (tmp_path / "topics.npz").read_bytes() == trained[2].read_bytes()
