"""Topics that the portal does not have are stretched as far as makes unseen texts likeliest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.learning.training import Sources, train
from routing.understanding.normalise import tokens
from routing.understanding.topics.context import NOWHERE, TopicContext
from routing.understanding.topics.model import Blend, TopicModel


@pytest.fixture(scope="module")
def model(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> TopicModel:
    path = tmp_path_factory.mktemp("models") / "topics.npz"
    train(sources, path, show=False)
    return TopicModel.load(path)


def probabilities(model: TopicModel, text: str, blend: Blend, context: TopicContext = NOWHERE) -> np.ndarray:
    scores = model.scores(model.parts(tokens(text)), context)[:, None]
    return model.to_probabilities(scores, [context], blend)[0]


def test_a_stretch_makes_a_likely_topic_of_another_source_likelier(model: TopicModel) -> None:
    doctor = [label.code for label in model.labels].index("MED-01")
    plain = replace(model.blend, other=1.0)
    before = probabilities(model, "нет талонов к врачу", plain)[doctor]
    after = probabilities(model, "нет талонов к врачу", replace(plain, other=2.0))[doctor]
    assert after > before


def test_a_stretch_keeps_the_order_of_the_portals_topics(model: TopicModel) -> None:
    own = [i for i, label in enumerate(model.labels) if label.external_id is not None]
    plain = replace(model.blend, other=1.0)
    before = probabilities(model, "яма на дороге", plain)[own]
    after = probabilities(model, "яма на дороге", replace(plain, other=2.0))[own]
    assert list(np.argsort(before)) == list(np.argsort(after))


def test_a_point_on_the_map_leaves_scores_as_they_are(model: TopicModel) -> None:
    here = TopicContext(lat=60.0, lon=30.0)
    plain = replace(model.blend, other=1.0)
    before = probabilities(model, "нет талонов к врачу", plain, here)
    assert (before == probabilities(model, "нет талонов к врачу", replace(plain, other=2.0), here)).all()


def test_probabilities_still_sum_to_one(model: TopicModel) -> None:
    p = probabilities(model, "яма на дороге", replace(model.blend, other=3.0))
    assert p.sum() == pytest.approx(1)


def test_the_stretch_found_is_kept_in_the_file(model: TopicModel) -> None:
    assert model.blend.other >= 1
