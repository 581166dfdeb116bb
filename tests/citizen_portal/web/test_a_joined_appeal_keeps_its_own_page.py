from django.test import Client

from routing.answers import services as answers
from routing.answers.notices import case_url
from routing.cases import services
from tests.citizen_portal.api.app import App
from tests.world import World, routed

TEXT = "Лампу заменили сегодня утром, проверил мастер участка. Свет горит у всех подъездов."


def test_the_page_names_the_other_number_and_nothing_else(client: Client, world: World) -> None:
    main = routed(world, name="Анна Сергеевна Выдуманная", text="У моего подъезда третий день темно, фонарь не горит")
    other = routed(world, name="Пётр Ильич Вымышленный")
    services.take(main.pk, world.actor("executor"))
    services.merge(other.pk, main.pk, world.actor("executor"), "Тот же фонарь")
    page = client.get(case_url(other)).content.decode()
    assert main.number in page
    assert "Анна" not in page
    assert "У моего подъезда" not in page
    assert "Ответ дадут до" in page or "Ответ" in page
    answers.submit(main.pk, world.actor("executor"), TEXT)
    answers.approve(main.pk, world.actor("approver"))
    answers.send(main.pk, world.actor("executor"))
    page = client.get(case_url(other)).content.decode()
    assert "Уважаемый Пётр Ильич!" in page
    assert "Анна" not in page


def test_an_app_reads_what_it_is_joined_to(world: World) -> None:
    main, other = routed(world), routed(world)
    services.merge(other.pk, main.pk, world.actor("coordinator"), "Тот же фонарь")
    assert App().read(other).json()["together_with"] == main.number
    assert App().read(main).json()["together_with"] == ""
