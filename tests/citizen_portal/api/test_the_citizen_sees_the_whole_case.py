from dataclasses import asdict

from routing.cases import services
from routing.dispatch.types import Reason
from tests.citizen_portal.api.app import App
from tests.world import World, answered, received, routed


def test_topic_body_post_and_deadline_are_named(app: App, world: World) -> None:
    seen = app.read(routed(world)).json()
    assert seen["topic"] == {"code": "BLG-03", "name": "Не горит фонарь"}
    assert seen["agency"] == {"code": "lamps", "name": "Горсвет"}
    assert seen["post"] == "Должность executor"
    assert seen["place"]["territory"] == "Северный"
    assert [(row["kind"], row["basis"], row["paused"]) for row in seen["deadlines"]] == [("answer", "Регламент", False)]
    assert seen["due_at"] == seen["deadlines"][0]["due_at"]


def test_the_reason_is_said_in_sentences(app: App, world: World) -> None:
    case = received(world, text="У подъезда не горит фонарь")
    reason = Reason("topic", {"title": "Не горит фонарь", "words": [[20, 26]]})
    services.route(case.pk, {"decision": {"because": [asdict(reason)]}}, world.lamps, None)
    because = app.read(case).json()["because"]
    assert len(because) == 1
    assert "фонарь" in because[0]


def test_the_letter_is_there_once_it_is_sent(app: App, world: World) -> None:
    assert app.read(routed(world)).json()["answer"] is None
    answer = app.read(answered(world)).json()["answer"]
    assert "Лампу заменили" in answer["letter"]
    assert answer["sent_at"]


def test_the_question_is_there_while_it_waits(app: App, world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"})
    seen = app.read(case).json()
    assert seen["question"] == "Какой подъезд?"
    assert {row["kind"]: row["paused"] for row in seen["deadlines"]} == {"answer": True, "clarification": False}


def test_the_history_shows_nothing_internal(app: App, world: World) -> None:
    case = answered(world)
    history = app.read(case).json()["timeline"]
    assert len(history) < case.version
    assert [row["agency"] for row in history if row["agency"]] == ["Горсвет"]
    assert history == sorted(history, key=lambda row: row["at"], reverse=True)
