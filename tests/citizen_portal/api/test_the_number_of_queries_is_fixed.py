from typing import Any

from routing.cases import services
from routing.cases.actors import CITIZEN
from tests.citizen_portal.api.app import App
from tests.world import World, answered, routed

READ = 6


def test_reading_takes_the_same_whatever_happened(app: App, world: World, django_assert_num_queries: Any) -> None:
    young, old = routed(world), answered(world)
    services.reopen(old.pk, CITIZEN, "Снова не горит")
    for case in (young, old):
        with django_assert_num_queries(READ):
            assert app.read(case).status_code == 200


def test_sending_takes_the_same_for_the_first_and_the_tenth(app: App, django_assert_max_num_queries: Any) -> None:
    app.send()
    with django_assert_max_num_queries(30) as first:
        app.send()
    for _count in range(8):
        app.send()
    with django_assert_max_num_queries(30) as tenth:
        app.send()
    assert len(tenth) == len(first)
