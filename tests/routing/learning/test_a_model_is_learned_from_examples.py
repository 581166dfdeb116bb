"""What ``train_topics`` learns, is written, is read again and answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routing.learning.card import card
from routing.learning.corpus import Answers
from routing.learning.packing import write
from routing.learning.training import Learned, Report, Sources, learn, train
from routing.understanding.topics.context import TopicContext
from routing.understanding.topics.model import TopicModel


@pytest.fixture(scope="module")
def learned(sources: Sources) -> Learned:
    return learn(sources, show=False)


@pytest.fixture(scope="module")
def trained(learned: Learned, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, TopicModel, Path]:
    path = tmp_path_factory.mktemp("models") / "topics.npz"
    write(learned.arrays, path)
    return learned.report, TopicModel.load(path), path


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


def test_the_card_gives_figures_with_their_intervals_and_each_topic(learned: Learned, sources: Sources) -> None:
    text = card(learned, Answers.read(sources.classifier, sources.region), 1_000_000)
    words = learned.report.figures["words"]
    low, high = words.intervals["top1"]
    assert low <= words.top1 <= high
    assert f"{words.top1:.3f} ({low:.3f}–{high:.3f})" in text
    assert "s of one core" in text


def test_another_example_makes_another_version(learned: Learned, sources: Sources) -> None:
    more = replace(learned.tested[0], text="совсем другое", source="correction")
    again = learn(replace(sources, corrections=(more,)), show=False)
    assert again.report.version != learned.report.version
    assert again.report.examples["correction"] == 1


def test_the_same_appeals_make_the_same_file(
    trained: tuple[Report, TopicModel, Path], sources: Sources, tmp_path: Path
) -> None:
    train(sources, tmp_path / "topics.npz", show=False)
    assert (tmp_path / "topics.npz").read_bytes() == trained[2].read_bytes()
