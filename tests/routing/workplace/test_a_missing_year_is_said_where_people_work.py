from datetime import date

import pytest
from django.urls import reverse

from agencies.loading.calendar import years_missing_soon
from agencies.models import WorkCalendarDay
from tests.routing.workplace.conftest import SignIn
from tests.world import World, make_official

SAID = "Производственного календаря"


@pytest.mark.parametrize(
    ("today", "missing"),
    [(date(2040, 10, 30), []), (date(2040, 11, 5), [2041]), (date(2040, 12, 30), [2041]), (date(2041, 1, 5), [2041])],
)
def test_it_is_known_two_months_before(world: World, today: date, missing: list[int]) -> None:
    assert years_missing_soon(today) == missing


def test_a_coordinator_reads_it_above_the_register_and_an_executor_does_not(world: World, signed_in: SignIn) -> None:
    page = reverse("admin:routing_overdue")
    assert SAID not in signed_in("coordinator").get(page).content.decode()
    WorkCalendarDay.objects.all().delete()
    assert SAID in signed_in("coordinator").get(page).content.decode()
    assert SAID not in signed_in("executor").get(page).content.decode()


def test_an_administrator_reads_it_on_the_first_page(world: World, signed_in: SignIn) -> None:
    world.stranger = make_official(world.centre, "administrator", "Админ Выдуманный")
    WorkCalendarDay.objects.all().delete()
    assert SAID in signed_in("stranger").get(reverse("admin:index")).content.decode()
