"""Where no point was given, a small opinion on the group alone is weighed with the reading of the topic."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.learning.groups import Lesson, fit_groups
from routing.learning.training import Sources, train
from routing.understanding.normalise import tokens
from routing.understanding.topics.context import NOWHERE, TopicContext
from routing.understanding.topics.groups import GroupOpinion
from routing.understanding.topics.model import Blend, TopicModel


@pytest.fixture(scope="module")
def model(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> TopicModel:
    path = tmp_path_factory.mktemp("models") / "topics.npz"
    train(sources, path, show=False)
    return TopicModel.load(path)


def blended(model: TopicModel, text: str, blend: Blend, context: TopicContext = NOWHERE) -> np.ndarray:
    scores = model.scores(model.parts(tokens(text)), context)[:, None]
    return model.to_probabilities(scores, [context], blend)[0]


def test_a_topic_of_the_group_spoken_for_becomes_likelier() -> None:
    lines = {
        "group_rows": np.array([0], np.int32),
        "group_words": np.array([[0, 100]], np.int8),
        "group_steps": np.full(2, 0.02, np.float32),
        "group_bias": np.zeros(2, np.float32),
    }
    opinion = GroupOpinion(lines, ["DOR-01", "MED-01", ""])
    said = opinion.per_label(opinion.words(np.array([0]), np.array([1.0], np.float32)))
    before = np.array([[0.5, 0.4, 0.1]], np.float32)
    after = opinion.applied(before, said[None], trust=0.5)
    assert after[0].argmax() == 1
    assert after[0, 2] == pytest.approx(0.1)


def test_a_point_on_the_map_leaves_the_reading_as_it_is(model: TopicModel) -> None:
    here = TopicContext(lat=60.0, lon=30.0)
    plain = replace(model.blend, group=0.0)
    before = blended(model, "нет талонов к врачу", plain, here)
    assert (before == blended(model, "нет талонов к врачу", replace(plain, group=1.0), here)).all()


def test_probabilities_sum_to_one_and_no_topic_keeps_its_own(model: TopicModel) -> None:
    plain = replace(model.blend, group=0.0)
    before, after = (blended(model, "здравствуйте", replace(plain, group=trust)) for trust in (0.0, 1.0))
    nothing = [label.code for label in model.labels].index("")
    assert after.sum() == pytest.approx(1, abs=1e-4)
    assert after[nothing] == pytest.approx(before[nothing], abs=1e-3)


def test_topics_of_one_group_keep_their_proportion(model: TopicModel) -> None:
    yard, road = (i for i, label in enumerate(model.labels) if label.code == "DOR-01" and label.external_id)
    plain = replace(model.blend, group=0.0)
    before, after = (blended(model, "яма на дороге", replace(plain, group=trust)) for trust in (0.0, 1.0))
    assert after[yard] / after[road] == pytest.approx(before[yard] / before[road], rel=0.05)


def test_one_group_alone_teaches_nothing() -> None:
    from scipy import sparse  # noqa: PLC0415 - a package of training

    right = np.array([[True, False]] * 4)
    lesson = Lesson(right, np.zeros_like(right), np.ones(4))
    assert fit_groups(sparse.csr_matrix(np.eye(4)), lesson) is None
