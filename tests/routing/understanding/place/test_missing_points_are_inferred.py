"""A house without a point stands between its neighbours, with an error that was measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.understanding.place import PlaceReader
from routing.understanding.place.inference import Known, guess_point

HEADING = "id,address,lat,lon,district,municipality\n"


def test_a_hidden_house_comes_back_near_its_place(tmp_path: Path) -> None:
    rows = [f'{n},"г.Примерск, Прямая улица, дом {n}",{50 + n / 1000},40,,' for n in range(1, 40) if n != 21]
    hidden = '21,"г.Примерск, Прямая улица, дом 21",,,,'
    (tmp_path / "buildings.csv").write_text(HEADING + "\n".join([*rows, hidden]) + "\n", encoding="utf-8")
    place = PlaceReader.load(tmp_path).resolve("Прямая улица, дом 21")
    assert place is not None
    assert place.lat == pytest.approx(50.021, abs=1e-4)
    assert place.inferred_m is not None
    known = PlaceReader.load(tmp_path).resolve("Прямая улица, дом 20")
    assert known is not None
    assert known.inferred_m is None


@pytest.mark.parametrize("bad", [("95", "40"), ("x", "y"), ("0", "0"), ("50", "400")])
def test_impossible_coordinates_are_no_coordinates(tmp_path: Path, bad: tuple[str, str]) -> None:
    row = f'1,"г.Примерск, Прямая улица, дом 1",{bad[0]},{bad[1]},,\n'
    other = '2,"г.Примерск, Дальняя улица, дом 1",50,40,,\n'
    (tmp_path / "buildings.csv").write_text(HEADING + row + other, encoding="utf-8")
    place = PlaceReader.load(tmp_path).resolve("Прямая улица, дом 1")
    assert place is not None
    assert (place.building_id, place.lat) == ("1", None)


@given(st.lists(st.tuples(st.integers(1, 300), st.floats(50, 51), st.floats(40, 41)), min_size=1), st.integers(1, 300))
def test_a_guess_lies_within_the_houses_known(houses: list[tuple[int, float, float]], number: int) -> None:
    guess = guess_point(number, [Known(*house) for house in houses])
    assert guess is not None
    assert min(h[1] for h in houses) - 1e-9 <= guess.lat <= max(h[1] for h in houses) + 1e-9
    assert min(h[2] for h in houses) - 1e-9 <= guess.lon <= max(h[2] for h in houses) + 1e-9
