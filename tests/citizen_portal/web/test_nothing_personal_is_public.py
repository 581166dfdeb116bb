"""No page or list that anybody may open tells who wrote, of whom, or in which words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from citizen_portal.web.urls import urlpatterns
from routing.cases.models import Case
from tests.world import World, fresh, routed

PLANTED = (
    "Секретова",
    "Секретов",
    "9215554433",
    "921 555-44-33",
    "tajna@example.org",
    "4012 345678",
    "кв. 917",
    "ржавыйкрокодил",
)
"""Names, a phone, a mail, a passport, a flat, and a word of the text itself."""
NEED_SECRET = {"case", "case-live", "case-proof", "case-paper", "case-photo", "case-act"}


@pytest.fixture
def planted(world: World) -> Case:
    case = routed(
        world,
        text="Ржавыйкрокодил у дома. Сосед Пётр Секретов, паспорт 4012 345678, тел. +7 921 555-44-33, кв. 917.",
        name="Анна Секретова",
        email="tajna@example.org",
        phone="+79215554433",
        address="Северный, дом 5, кв. 917",
        lat=60.0,
        lon=30.0,
    )
    return fresh(case)


def addresses() -> list[str]:
    """Every page without a secret in its address, and what the search and the suggestions give."""
    open_pages = [reverse(page.name) for page in urlpatterns if page.name not in NEED_SECRET]
    asked = [f"{reverse('places-suggest')}?q=917", f"{reverse('places-at')}?lat=60&lon=30"]
    return [*open_pages, *asked, "/api/v1/appeals", "/api/v1/question"]


def test_no_open_page_carries_what_was_planted(client: Client, planted: Case) -> None:
    seen = 0
    for address in addresses():
        shown = client.get(address).content.decode(errors="replace").casefold()
        seen += bool(shown)
        assert not [word for word in PLANTED if word.casefold() in shown], address
    assert seen > 8


def test_the_number_alone_opens_nothing(client: Client, planted: Case) -> None:
    wrong = reverse("case", kwargs={"number": planted.number, "secret": "0" * 16})
    for address in (wrong, f"/api/v1/appeals/{planted.number}"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert not [word for word in PLANTED if word.casefold() in answer.content.decode().casefold()]
