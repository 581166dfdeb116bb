"""A plain table and a delivery of the state register become the region's file of buildings; what is wrong is told."""

from __future__ import annotations

import csv
import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.loading import gar, staging
from routing.understanding.place import PlaceReader

GAR = {
    "AS_ADDR_OBJ_20260101_a.XML": """<ADDRESSOBJECTS>
 <OBJECT OBJECTID="1" OBJECTGUID="g1" NAME="Примерская" TYPENAME="обл" LEVEL="1" ISACTUAL="1" ISACTIVE="1"/>
 <OBJECT OBJECTID="2" OBJECTGUID="g2" NAME="Тихий" TYPENAME="м.о." LEVEL="3" ISACTUAL="1" ISACTIVE="1"/>
 <OBJECT OBJECTID="3" OBJECTGUID="g3" NAME="Тихий" TYPENAME="п" LEVEL="6" ISACTUAL="1" ISACTIVE="1"/>
 <OBJECT OBJECTID="4" OBJECTGUID="g4" NAME="Берёзовая" TYPENAME="ул" LEVEL="8" ISACTUAL="1" ISACTIVE="1"/>
 <OBJECT OBJECTID="5" OBJECTGUID="g5" NAME="Старая" TYPENAME="ул" LEVEL="8" ISACTUAL="0" ISACTIVE="0"/>
</ADDRESSOBJECTS>""",
    "AS_ADDR_OBJ_TYPES_20260101_a.XML": """<ADDRESSOBJECTTYPES>
 <ADDRESSOBJECTTYPE ID="1" LEVEL="3" SHORTNAME="м.о." NAME="муниципальный округ" ISACTIVE="true"/>
</ADDRESSOBJECTTYPES>""",
    "AS_MUN_HIERARCHY_20260101_a.XML": """<ITEMS>
 <ITEM ID="1" OBJECTID="100" PARENTOBJID="4" ISACTIVE="1" PATH="1.2.3.4.100"/>
 <ITEM ID="2" OBJECTID="101" PARENTOBJID="4" ISACTIVE="1" PATH="1.2.3.4.101"/>
 <ITEM ID="3" OBJECTID="102" PARENTOBJID="5" ISACTIVE="1" PATH="1.2.3.5.102"/>
 <ITEM ID="4" OBJECTID="104" PARENTOBJID="4" ISACTIVE="1" PATH="1.2.3.4.104"/>
</ITEMS>""",
    "AS_HOUSES_20260101_a.XML": """<HOUSES>
 <HOUSE OBJECTID="100" OBJECTGUID="h100" HOUSENUM="5" HOUSETYPE="2" ADDNUM1="2" ADDTYPE1="1" ISACTUAL="1" ISACTIVE="1"/>
 <HOUSE OBJECTID="101" OBJECTGUID="h101" HOUSENUM="7а" HOUSETYPE="2" ISACTUAL="1" ISACTIVE="1"/>
 <HOUSE OBJECTID="102" OBJECTGUID="h102" HOUSENUM="1" HOUSETYPE="2" ISACTUAL="1" ISACTIVE="1"/>
 <HOUSE OBJECTID="103" OBJECTGUID="h103" HOUSENUM="9" HOUSETYPE="2" ISACTUAL="1" ISACTIVE="0"/>
 <HOUSE OBJECTID="104" OBJECTGUID="h104" HOUSETYPE="2" ISACTUAL="1" ISACTIVE="1"/>
</HOUSES>""",
    "AS_HOUSES_PARAMS_20260101_a.XML": """<PARAMS>
 <PARAM ID="1" OBJECTID="100" CHANGEIDEND="0" TYPEID="5" VALUE="111222"/>
 <PARAM ID="2" OBJECTID="100" CHANGEIDEND="0" TYPEID="7" VALUE="99000000"/>
</PARAMS>""",
}
SQUARE = {"type": "Polygon", "coordinates": [[[40, 50], [41, 50], [41, 51], [40, 51], [40, 50]]]}
TABLE = """id;address;lat;lon
1;город Примерск, Лесная улица, дом 1;50,5;40,5
2;город Примерск, Лесная улица, дом 2;40.5;50.5
3;город Примерск, Лесная улица, дом 3;95;200
3;город Примерск, Лесная улица, дом 4;;
5;;50;40
6;город Примерск, Лесная улица, дом 1;;
"""


@pytest.fixture
def region(tmp_path: Path, settings: Any) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    folder = tmp_path / "far"
    folder.mkdir()
    properties = {"level": "municipality", "name": "муниципальный округ Тихий", "parent": ""}
    collection = {"type": "FeatureCollection", "features": [{"properties": properties, "geometry": SQUARE}]}
    (folder / "territories.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return folder


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    folder = tmp_path / "gar" / "53"
    folder.mkdir(parents=True)
    for name, content in GAR.items():
        (folder / name).write_text('<?xml version="1.0" encoding="utf-8"?>' + content, encoding="utf-8")
    return folder


def run(source: Path, region: Path, **options: object) -> tuple[list[dict[str, str]], str]:
    told = StringIO()
    call_command("import_addresses", str(source), region=f"{region}/", verbosity=0, stdout=told, stderr=told, **options)
    path = region / "buildings.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode() if path.exists() else ""
    return list(csv.DictReader(StringIO(text))), told.getvalue()


def test_it_reads_a_delivery_of_the_state_register(delivery: Path, region: Path) -> None:
    rows, told = run(delivery, region)
    assert [(row["id"], row["address"]) for row in rows] == [
        ("100", "Примерская область, посёлок Тихий, Берёзовая улица, дом 5, корпус 2"),
        ("101", "Примерская область, посёлок Тихий, Берёзовая улица, дом 7а"),
    ]
    assert rows[0]["municipality"] == "муниципальный округ Тихий"
    assert (rows[0]["postcode"], rows[0]["guid"]) == ("111222", "h100")
    assert told.count("        1 ") == 3, told


def test_what_it_makes_can_be_asked_for_places(delivery: Path, region: Path) -> None:
    run(delivery, region)
    place = PlaceReader.load(region).read("По Берёзовой улице, дом 5 корпус 2 нет воды")
    assert place is not None
    assert place.building_id == "100"


def test_it_tells_of_every_row_that_it_skips_or_mends(region: Path, tmp_path: Path) -> None:
    source, report = tmp_path / "table.csv", tmp_path / "report.csv"
    source.write_text(TABLE, encoding="cp1251")
    rows, _told = run(source, region, report=report)
    assert [(row["id"], row["lat"], row["lon"]) for row in rows] == [
        ("1", "50.500000", "40.500000"),
        ("2", "50.500000", "40.500000"),
        ("3", "", ""),
    ]
    with report.open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 5


def test_it_keeps_the_points_it_knew(region: Path, tmp_path: Path) -> None:
    source = tmp_path / "table.csv"
    source.write_text(TABLE, encoding="utf-8")
    run(source, region)
    source.write_text('id,address\n77,"город Примерск, Лесная улица, дом 1"\n', encoding="utf-8")
    rows, _told = run(source, region)
    assert [(row["id"], row["lat"]) for row in rows] == [("77", "50.500000")]


def test_a_broken_off_import_goes_on_where_it_stopped(
    delivery: Path, region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    take = gar._house

    def mortal(staged: staging.Staging, row: dict[str, str], *rest: Any) -> None:
        if row["OBJECTID"] == "103" and "103" not in taken:
            taken.append("103")
            raise KeyboardInterrupt
        taken.append(row["OBJECTID"])
        take(staged, row, *rest)

    monkeypatch.setattr(gar, "BATCH", 2)
    monkeypatch.setattr(gar, "_house", mortal)
    with pytest.raises(KeyboardInterrupt):
        run(delivery, region)
    taken[:] = ["103"]
    rows, _told = run(delivery, region)
    assert taken == ["103", "102", "103", "104"]
    assert [row["id"] for row in rows] == ["100", "101"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("AS_HOUSES_20260101_a.XML", "<HOUSES><HOUSE "),
        ("AS_HOUSES_20260101_a.XML", '<!DOCTYPE x [<!ENTITY a "b">]><HOUSES/>'),
        ("AS_HOUSES_20260101_a.XML", ""),
    ],
)
def test_a_damaged_file_changes_nothing(delivery: Path, region: Path, name: str, content: str) -> None:
    (delivery / name).write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=name):
        run(delivery, region)
    assert not (region / "buildings.csv.gz").exists()


def test_nothing_is_written_for_an_empty_source(region: Path, tmp_path: Path) -> None:
    source = tmp_path / "empty.csv"
    source.write_text("id,address\n", encoding="utf-8")
    with pytest.raises(CommandError):
        run(source, region)
    assert not list(region.glob("buildings*"))


def test_a_dry_run_writes_no_register(delivery: Path, region: Path) -> None:
    rows, _told = run(delivery, region, dry_run=True)
    assert rows == []
    assert not list(region.glob("buildings*"))


def test_the_work_file_knows_its_columns() -> None:
    assert staging.House._fields == staging.COLUMNS
