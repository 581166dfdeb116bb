"""Lists of many cases tell what they are about and not of whom: names and numbers are for those who open the card."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from routing.cases.models import Case, Deadline
from tests.routing.workplace.conftest import SignIn
from tests.world import World, routed

PERSONAL = ("Секретов", "555-44-33", "4012 345678")


@pytest.fixture
def late(world: World) -> Case:
    case = routed(world, text="Не горит лампа. Сосед Пётр Секретов, тел. +7 921 555-44-33, паспорт 4012 345678.")
    ago = timezone.now() - timedelta(days=4)
    Deadline.objects.filter(case=case, kind="answer").update(due_at=ago, limit_at=ago)
    Case.objects.filter(pk=case.pk).update(due_at=ago)
    return case


@pytest.mark.parametrize("page", ["admin:routing_case_changelist", "admin:routing_overdue"])
def test_the_list_shows_the_case_without_its_people(signed_in: SignIn, late: Case, page: str) -> None:
    shown = signed_in("coordinator").get(reverse(page)).content.decode()
    assert late.number in shown
    assert not [word for word in PERSONAL if word in shown]


def test_the_card_shows_the_text_whole(signed_in: SignIn, late: Case) -> None:
    shown = signed_in("coordinator").get(reverse("admin:routing_case_change", args=[late.pk])).content.decode()
    assert "555-44-33" in shown
