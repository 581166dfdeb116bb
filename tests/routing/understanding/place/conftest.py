"""An invented town with villages: a small register with holes, doubles and namesakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from routing.understanding.place import PlaceReader

TOWN = "г.Примерск"
HOUSES = [
    *((f"Берёзовая улица, дом {n}, литера А", 50 + n / 1000, 40.0) for n in range(1, 41) if n != 6),
    *((f"Малая Берёзовая улица, дом {n}", 50.5, 40.5 + n / 1000) for n in range(1, 12)),
    *((f"проспект Мечтателей, дом {n}", 50 + n / 1000, 40.0002 + n / 900) for n in range(1, 30)),
    ("улица Садовников, дом 2, корпус 1, литера А", 50.1, 40.2),
    ("улица Садовников, дом 2, корпус 2, литера А", 50.1, 40.2),
    ("улица Королёва, дом 6, корпус 1, литера А", 50.2, 40.2),
    ("улица Королёва, дом 14, литера А", 50.2, 40.21),
    ("улица Королёва, дом 35/15, литера А", 50.2, 40.22),
    ("1-я Луговая улица, дом 8", 50.3, 40.3),
    ("7-я линия Н.О., дом 34, литера А", 50.31, 40.31),
    ("набережная реки Тихой, дом 12", 50.32, 40.32),
    ("улица Ленина, дом 3", 50.4, 40.4),
    ("посёлок Заречье, улица Ленина, дом 3", 51.0, 41.0),
    ("посёлок Заречье, улица Ленина, дом 5", 51.0, 41.001),
    ("посёлок Дубки, улица Ленина, дом 3", 51.5, 41.5),
    ("посёлок Дубки, улица Ленина, дом 7", 51.5, 41.501),
    ("Дворцовый проезд, дом 2", 50.65, 40.6),
    ("проспект Дружбы, дом 53, литера А", 50.6, 40.6),
    ("площадь Труда, дом 17", 50.61, 40.6),
    *((f"Садовая улица, дом {n}, литера А", 50.62, 40.6 + n / 900) for n in (5, 6, 94)),
    ("Садовая улица, дом 23, корпус 1", 50.62, 40.63),
    ("Садовая улица, дом 23, корпус 2", 50.62, 40.631),
    ("Большой проспект Н.О., дом 42", 50.63, 40.6),
    ("Большой проспект С.О., дом 42", 50.64, 40.6),
    ("проспект Мечтателей, дом 127, литера А", 50.13, 40.14),
    ("проспект Мечтателей, дом 127, литера Б", 50.13, 40.141),
]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the town's region."""
    folder = tmp_path_factory.mktemp("town")
    rows = [f'{n},"{TOWN}, {address}",{lat},{lon},,' for n, (address, lat, lon) in enumerate(HOUSES, start=1)]
    heading = "id,address,lat,lon,district,municipality"
    (folder / "buildings.csv").write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    (folder / "other_names.csv").write_text("name,official\nулица Первопроходцев,1-я Луговая улица\n", encoding="utf-8")
    (folder / "streets.csv").write_text("name\nмост Королёва\n", encoding="utf-8")
    square = [[[39.9, 49.9], [40.9, 49.9], [40.9, 50.9], [39.9, 50.9], [39.9, 49.9]]]
    feature = {
        "type": "Feature",
        "properties": {"level": "district", "name": "Городской", "parent": ""},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    (folder / "territories.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def reader(town: Path) -> PlaceReader:
    return PlaceReader.load(town)


@pytest.fixture(scope="session")
def id_of() -> Callable[[str], str]:
    """The identifier of a house by its address in the town."""
    return lambda address: str([a for a, _lat, _lon in HOUSES].index(address) + 1)
