from __future__ import annotations

import pytest

from agencies.regions.spb.making.buildings import Streets, municipalities_of

HOUSES = {"1": "Западный", "3": "Западный", "9": "Восточный", "41": "Восточный", "2": "Восточный"}
ROWS = [{"id": number, "address": f"г.Санкт-Петербург, Длинная улица, дом {number}"} for number in HOUSES]
STREETS = Streets(ROWS, {number: (name, "published") for number, name in HOUSES.items()})
TOWNS = {"город колпино": "город Колпино"}


@pytest.mark.parametrize(
    ("address", "fitting", "how"),
    [
        ("Длинная улица, дом 2, литера А", {"Восточный"}, "neighbours"),
        ("Длинная улица, дом 1, корпус 2", {"Западный"}, "neighbours"),
        ("Длинная улица, дом 15", {"Восточный"}, "neighbours"),
        ("Длинная улица, дом 5", {"Западный", "Восточный"}, "neighbours"),
        ("Длинная улица, дом 50", {"Западный", "Восточный"}, "street"),
        ("Санкт-Петербург, город Колпино, Длинная улица, дом 1", {"город Колпино"}, "town"),
        ("Короткая улица, дом 1", set(), "street"),
        ("дом 1", set(), ""),
    ],
)
def test_only_what_neighbours_agree_on_is_certain(address: str, fitting: set[str], how: str) -> None:
    assert municipalities_of(address, TOWNS, STREETS) == (fitting, how)
