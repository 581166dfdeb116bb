"""What a citizen without e-mail finds on the page: whether the clock runs, by when to reply, why no answer comes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import RefusalGround
from routing.answers import services as answers
from routing.answers.notices import body_of, case_url
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.models import Case, Deadline, Event
from tests.world import LONG_AGO, World, add_law, answered, fresh, inbound, routed


def page(client: Client, case: Case) -> str:
    return client.get("/a/" + case_url(case).split("/a/")[1]).content.decode()


def asked(world: World, regime: str) -> Case:
    add_law()
    message = inbound(regime=regime, name="Выдуманная Анна Сергеевна", postal_address="190000, Садовая, 1, кв. 2")
    case, _ = services.receive(world.region, message)
    services.route(case.pk, {"topic": world.lamp, "territory": world.north}, world.lamps, world.executor.post)
    services.take(case.pk, world.actor("executor"))
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "У какого подъезда?"})
    return fresh(case)


@pytest.mark.parametrize(("regime", "stands"), [("pos_message", True), ("fz59_appeal", False)])
def test_it_says_whether_the_term_stands_during_a_question(
    world: World, client: Client, regime: str, stands: bool
) -> None:
    shown = page(client, asked(world, regime))
    assert ("срок не идёт" in shown) == stands
    assert ("Срок ответа при этом идёт" in shown) != stands


def test_page_and_letter_say_by_when_to_reply(world: World, client: Client) -> None:
    case = asked(world, "fz59_appeal")
    until = Deadline.objects.get(case=case, kind="clarification").limit_at
    said = f"ответьте до {date_format(timezone.localtime(until), 'j E Y')}"
    assert said in page(client, case)
    assert said in body_of(Event.objects.get(case=case, kind="ask_citizen"))


def test_a_refusal_names_ground_article_and_the_way_to_appeal(world: World, client: Client) -> None:
    ground = RefusalGround.objects.create(
        code="judicial",
        title="Суд",
        basis="ч. 2 ст. 11",
        notice="Решение суда пересматривает суд.",
        valid_from=LONG_AGO,
    )
    case = routed(world)
    services.refuse(case.pk, world.actor("coordinator"), ground, "Вы обжалуете решение от 3 марта")
    shown = page(client, fresh(case))
    for words in ("Решение суда пересматривает суд.", "Вы обжалуете решение от 3 марта", "ч. 2 ст. 11", "прокурат"):
        assert words in shown
    assert 'id="reopen"' not in shown
    assert 'class="steps"' not in shown, "a way that ends with «Ответ» is not the way of a refusal"


def test_sent_outside_the_norm_is_named(world: World, client: Client) -> None:
    case = routed(world)
    services.redirect_out(case.pk, world.actor("coordinator"), "Министерство", "п. 5 Положения", "Решает оно")
    assert "п. 5 Положения" in page(client, fresh(case))


def test_the_day_of_closing_is_the_last_day_to_object(world: World, client: Client) -> None:
    case = answered(world)
    until = timezone.now() + timedelta(days=17)
    Deadline.objects.filter(case=case, kind="confirm").update(limit_at=until)
    assert date_format(timezone.localtime(until), "j E Y") in page(client, case)


def test_after_the_last_day_no_return_is_offered(world: World, client: Client) -> None:
    case = answered(world)
    services.confirm(case.pk, CITIZEN, 2)
    assert 'id="reopen"' in page(client, fresh(case))
    Deadline.objects.filter(case=case, kind="confirm").update(limit_at=timezone.now() - timedelta(days=1))
    assert 'id="reopen"' not in page(client, fresh(case))


def test_a_promised_day_stands_beside_the_term_for_everybody_joined(world: World, client: Client) -> None:
    leader, other = routed(world), routed(world, name="Вера Придуманная")
    services.merge(other.pk, leader.pk, world.actor("coordinator"), "Об одном")
    services.take(leader.pk, world.actor("executor"))
    day = timezone.localdate() + timedelta(days=9)
    text = "Мастер осмотрел столб, нужна новая лампа. Её привезут и поставят на следующей неделе."
    answers.promise(leader.pk, world.actor("executor"), text, day)
    for case in (leader, other):
        shown = page(client, fresh(case))
        assert f"до <b>{date_format(day, 'j E Y')}" in shown.partition('data-testid="promised"')[2]
        assert text in shown
