import json
from pathlib import Path
from typing import Any

import pytest

from agencies.models import Competence
from routing.cases import services
from routing.cases.models import Case
from routing.cases.parts import parts_of
from routing.dispatch.loading import forget_tables
from routing.parting import pieces, split_when_sure
from tests.routing.workplace.conftest import SignIn, card, doubtful, press
from tests.world import LONG_AGO, World, fresh, received

TEXT = "Не горит фонарь у второго подъезда. Ещё стены дома исписаны."


POLICY = {"threshold": 0.8, "shrinkage": 4, "written_trust": 0.9, "calibration": [[0, 0], [1, 1]]}


def topic(code: str) -> dict[str, Any]:
    return {"code": code, "external_id": None, "title": code, "p": 0.99, "words": [[0, 5]]}


@pytest.fixture
def case(world: World, settings: Any, tmp_path: Path) -> Case:
    """A case with two questions, each for a body of its own."""
    Competence.objects.create(
        region=world.region, topic=world.hole, territory=world.north, agency=world.roads, cases=400, agreed=400,
        valid_from=LONG_AGO,
    )  # fmt: skip
    Competence.objects.filter(topic=world.lamp).update(cases=400, agreed=400)
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "agencies" / "regions" / "test"
    folder.mkdir(parents=True)
    (folder / "dispatch.json").write_text(json.dumps(POLICY))
    forget_tables()
    place = {"district": "Северный", "address": "Садовая ул., 1", "source": "building", "confidence": 1.0}
    questions = [
        {"span": [0, 35], "topics": [topic("BLG-03")], "place": None},
        {"span": [36, 60], "topics": [topic("BLG-17")], "place": None},
    ]
    read = {"topics": [topic("BLG-03")], "group": "BLG", "place": place, "questions": questions, "kind": "заявление"}
    one = received(world, text=TEXT)
    services.ask_coordinator(one.pk, {"topic": world.lamp, "understanding": read})
    return fresh(one)


def test_by_the_coordinator_on_the_card(world: World, signed_in: SignIn, case: Case) -> None:
    assert "do-split" in signed_in("coordinator").get(card(case)).content.decode()
    press(signed_in("coordinator"), case, "split")
    assert fresh(case).state == "split"
    assert [part.agency for part in parts_of(case)] == [world.lamps, world.roads]
    assert [part.topic for part in parts_of(case)] == [world.lamp, world.hole]


def test_the_words_of_each_question_go_with_it(case: Case) -> None:
    assert [piece.words for piece, _sure in pieces(case)] == [
        "Не горит фонарь у второго подъезда.",
        "Ещё стены дома исписаны.",
    ]


def test_without_a_person_where_every_question_is_sure(case: Case) -> None:
    assert split_when_sure(case.pk)
    assert fresh(case).state == "split"


def test_what_is_not_sure_waits_for_a_person(world: World, case: Case) -> None:
    Competence.objects.filter(topic=world.hole).delete()
    forget_tables()
    assert not split_when_sure(case.pk)
    assert fresh(case).state == "triage"


def test_an_appeal_with_one_question_offers_no_splitting(world: World, signed_in: SignIn) -> None:
    page = signed_in("coordinator").get(card(doubtful(world))).content.decode()
    assert "do-split" not in page
