"""A region of files, invented, for tests of loading."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

SQUARE = {"type": "Polygon", "coordinates": [[[30, 60], [31, 60], [31, 61], [30, 61], [30, 60]]]}
FILES = {
    "agencies.csv": """code,name,kind,territory,superior,is_coordinator
lamps,Горсвет,ORG,district:Северный,office,0
office,Приёмная,REG,region:Тестовая область,,1
""",
    "posts.csv": "agency_code,title\nlamps,Мастер\noffice,Дежурный\n",
    "topics.csv": "external_id,title,category,code,object_kind\n7,Не горит лампа,Свет,BLG-03,Двор\n",
    "competence.csv": """topic,group,territory,object_kind,agency,post,cases,agreed,basis,valid_from,valid_to
far:7,,district:Северный,,lamps,Мастер,9,8,Девять ответов,2020-01-01,
,BLG,region:Тестовая область,,office,,0,0,,2020-01-01,2030-12-31
""",
    "people.csv": """login,full_name,agency,post,role,phone,is_invented
lamps-1,Выдуманная Анна,lamps,Мастер,executor,+7 (000) 000-00-01,1
admin,Придуманный Глеб,office,Дежурный,administrator,+7 (000) 000-00-02,1
""",
}
BUILDINGS = "id,address,lat,lon,municipality\n1,Первая улица 1,60.5,30.5,посёлок Тихий\n2,Первая улица 2,,,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a region «far» with one district, one village, two bodies and two houses."""
    place = tmp_path / "far"
    place.mkdir()
    for name, content in FILES.items():
        (place / name).write_text(content, encoding="utf-8")
    (place / "buildings.csv.gz").write_bytes(gzip.compress(BUILDINGS.encode()))
    region = {"code": "far", "name": "Тестовая область", "time_zone": "Europe/Moscow", "lat": 60, "lon": 30}
    (place / "region.json").write_text(json.dumps(region | {"object_kinds": ["Двор"], "attributions": []}))
    levels = [("region", "Тестовая область", ""), ("district", "Северный", "Тестовая область")]
    levels.append(("municipality", "посёлок Тихий", "Северный"))
    features = [
        {"properties": {"level": level, "name": name, "parent": parent, "aliases": []}, "geometry": SQUARE}
        for level, name, parent in levels
    ]
    (place / "territories.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")
    return place


def edit(path: Path, old: str, new: str) -> None:
    """Replace a passage of a file that must be there."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")
