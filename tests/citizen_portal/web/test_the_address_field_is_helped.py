"""While an address is typed the pages offer lines of the register; a point of the map gets the name of its house."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from citizen_portal.web import reading
from routing.understanding.place import Location, Suggestion


class Register:
    """Stands in for the place reader: one street with one house."""

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        return [Suggestion("Выдуманная улица"), Suggestion("Выдуманная улица, дом 1", "b1", 60.0, 30.0)]

    def locate(self, lat: float, lon: float) -> Location:
        return Location("Северный", "", "b1", "Выдуманная улица, дом 1", metres=abs(lat - 60) * 111_000)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    background = reading._Background(asked=settings.REGION)
    monkeypatch.setattr(reading, "_background", background)
    monkeypatch.setattr(reading, "reader_for", lambda region: SimpleNamespace(places=Register()))
    reading._load(settings.REGION)


@pytest.mark.usefixtures("loaded")
def test_it_offers_streets_and_houses(client: Client) -> None:
    answer = client.get("/places/suggest", {"q": "выдум"}).json()
    assert answer["ready"]
    assert answer["places"] == [
        {"address": "Выдуманная улица", "lat": None, "lon": None},
        {"address": "Выдуманная улица, дом 1", "lat": 60.0, "lon": 30.0},
    ]


@pytest.mark.usefixtures("loaded")
def test_it_names_the_house_at_a_point(client: Client) -> None:
    answer = client.get("/places/at", {"lat": "60.0001", "lon": "30"}).json()
    assert answer["place"]["address"] == "Выдуманная улица, дом 1"


@pytest.mark.usefixtures("loaded")
def test_it_does_not_name_a_house_far_away(client: Client) -> None:
    assert client.get("/places/at", {"lat": "61", "lon": "30"}).json() == {"ready": True, "place": None}


def test_a_page_does_not_wait_for_the_register(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(reading, "_background", reading._Background(asked=settings.REGION))
    assert client.get("/places/suggest", {"q": "выдум"}).json() == {"ready": False, "places": []}
