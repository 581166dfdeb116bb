"""Standard texts stand in the order of what good, confirmed answers to similar cases said."""

from datetime import date

import pytest

from agencies.models import StandardText
from routing.answers import services as answers
from routing.answers.models import Answer
from routing.answers.quality import CaseFacts
from routing.answers.quality.outcomes import outcome_of
from routing.answers.standard import suggested
from routing.cases import services
from routing.cases.models import Case
from tests.world import World, answered, routed

FACTS = CaseFacts(registered=date(2026, 3, 2), answer_date=date(2026, 3, 20))


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("Яму заделали 12 марта, проверил мастер.", "done"),
        ("Яму заделаем до 10 апреля: сейчас нет смеси.", "planned"),
        ("Заделать яму не сможем: двор частный, платить за него из бюджета нельзя.", "refused"),
        ("Ваше обращение рассмотрено.", ""),
    ],
)
def test_an_answer_tells_what_came_of_the_matter(body: str, outcome: str) -> None:
    assert outcome_of(body, "Во дворе яма, заделайте", FACTS) == outcome


@pytest.fixture
def texts(world: World) -> None:
    for outcome in StandardText.Outcome.values:
        StandardText.objects.create(group=world.lamp.group, outcome=outcome, title=outcome, body="[что]")


def told(case: Case, outcome: str, **facts: object) -> None:
    Answer.objects.filter(case=case).update(outcome=outcome, score=90)
    Case.objects.filter(pk=case.pk).update(**facts)


def order(case: Case) -> list[tuple[str, int]]:
    return [(text.title, text.told) for text in suggested(case)]


@pytest.mark.usefixtures("texts")
def test_what_was_told_most_comes_first(world: World) -> None:
    for outcome in ("planned", "planned", "refused"):
        told(answered(world), outcome, mark=5)
    assert order(routed(world)) == [("planned", 2), ("refused", 1), ("done", 0)]


@pytest.mark.usefixtures("texts")
def test_an_answer_the_citizen_did_not_accept_does_not_count(world: World) -> None:
    told(answered(world), "refused", mark=1)
    told(answered(world), "refused", reopenings=1)
    poor = answered(world)
    told(poor, "refused", mark=5)
    Answer.objects.filter(case=poor).update(score=50)
    assert [told for _title, told in order(routed(world))] == [0, 0, 0]


def test_the_outcome_is_kept_when_the_answer_is_sent_for_approval(world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    body = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."
    assert answers.submit(case.pk, world.actor("executor"), body).outcome == "done"
