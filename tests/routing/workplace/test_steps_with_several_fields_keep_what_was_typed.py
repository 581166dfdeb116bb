from datetime import timedelta

from django.utils import timezone

from agencies.models import RefusalGround
from routing.cases import services
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import LONG_AGO, World, fresh, routed

TEXT = "Мастер Выдуманный осмотрел столб, нужна новая лампа. Её привезут и поставят на следующей неделе."


def test_a_promise_is_given_on_the_card(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    press(signed_in("executor"), case, "promise", text=TEXT, day=day)
    assert fresh(case).deadlines.filter(kind="promise").exists()


def test_a_wrong_day_leaves_the_text_where_it_was(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    page = press(signed_in("executor"), case, "promise", text=TEXT, day="завтра")
    assert page.status_code == 400
    assert TEXT in page.content.decode()


def test_a_refusal_offers_only_the_grounds_of_the_law(world: World, signed_in: SignIn) -> None:
    ground = RefusalGround.objects.create(
        code="not_an_appeal", title="Не обращение", basis="порядок", notice="Это не обращение.", valid_from=LONG_AGO
    )
    RefusalGround.objects.create(
        regime="fz59_appeal", code="judicial", title="Суд", basis="ст. 11", notice="Суд.", valid_from=LONG_AGO
    )
    case, client = routed(world), signed_in("approver")
    page = client.get(card(case)).content.decode()
    assert "Не обращение" in page
    assert "Суд (ст. 11)" not in page
    assert press(client, case, "refuse", ground="999", explanation="Нет").status_code == 400
    press(client, case, "refuse", ground=str(ground.pk), explanation="Здесь только ссылка.")
    assert fresh(case).state == "closed"
