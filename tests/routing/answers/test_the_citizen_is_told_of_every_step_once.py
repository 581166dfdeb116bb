from django.core import mail
from django.urls import reverse

from routing.answers.notices import SUBJECTS, body_of, deliver
from routing.cases.numbers import secret_of
from routing.cases.workflow import actions
from tests.world import World, answered, received


def test_every_action_with_a_notice_has_its_letter() -> None:
    assert {name for name, (_s, _t, meaning) in actions().items() if meaning.notice} | {"receive"} == set(SUBJECTS)


def test_each_letter_holds_the_secret_link_and_no_unfilled_place(world: World) -> None:
    case = answered(world)
    link = reverse("case", kwargs={"number": case.number, "secret": secret_of(case.number, case.nonce)})
    for event in case.events.filter(kind__in=SUBJECTS):
        body = body_of(event)
        assert link in body
        assert "{{" not in body
        assert "None" not in body


def test_the_same_event_is_told_once(world: World) -> None:
    event = received(world).events.get()
    deliver(event)
    deliver(event)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["anna@example.org"]


def test_without_an_address_nothing_is_mailed_and_the_page_tells(world: World) -> None:
    letter = deliver(received(world, email="").events.get())
    assert letter is not None
    assert letter.channel == "page"
    assert letter.delivered_at
    assert mail.outbox == []
