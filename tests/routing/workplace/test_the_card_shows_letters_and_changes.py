from routing.answers import services as answers
from routing.answers.models import Letter
from routing.cases import services
from routing.cases.models import Event
from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, routed

FIRST = "Лампу у второго подъезда заменили сегодня утром, проверил мастер участка."
SECOND = "Лампу у второго подъезда заменили сегодня в полдень, проверил мастер участка."


def test_a_letter_that_failed_is_said_with_the_telephone(world: World, signed_in: SignIn) -> None:
    case = routed(world, phone="+7 999 555-00-11")
    event = Event.objects.filter(case=case).first()
    assert event is not None
    made = Letter(event=event, subject="Новость", created_at=event.at, tried_at=event.at, attempts=5, error="SMTPError")
    made.save()
    page = signed_in("executor").get(card(case)).content.decode()
    assert 'data-testid="undelivered"' in page
    assert "SMTPError" in page
    assert "+7 999 555-00-11" in page.split('data-testid="undelivered"')[1].split("</p>")[0]
    Letter.objects.update(delivered_at=event.at)
    assert 'data-testid="undelivered"' not in signed_in("executor").get(card(case)).content.decode()


def test_the_approver_sees_what_changed_since_he_returned_it(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    executor, approver = world.actor("executor"), world.actor("approver")
    services.take(case.pk, executor)
    answers.submit(case.pk, executor, FIRST)
    assert 'data-testid="changes"' not in signed_in("approver").get(card(case)).content.decode()
    answers.return_to_author(case.pk, approver, "Когда именно?")
    answers.submit(case.pk, executor, SECOND)
    page = signed_in("approver").get(card(case)).content.decode()
    assert "<del>утром, </del><ins>в полдень, </ins>" in page
