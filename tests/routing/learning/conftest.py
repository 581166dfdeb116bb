"""An invented region of two topics of its own, with a portal that has published appeals on them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from routing.learning.training import Sources

LAMPS = ("не горит фонарь", "темно, фонарь погас", "нет света на улице", "освещение не работает", "лампа погасла")
HOLES = ("яма на дороге", "провал асфальта", "дорога разбита, яма", "выбоина в асфальте", "асфальт провалился")
TAILS = ("у школы", "возле моста", "третий день", "прошу помочь", "опять", "у рынка", "с утра", "в нашем районе")


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return invented(tmp_path_factory.mktemp("invented"))


def invented(folder: Path, tails: tuple[str, ...] = TAILS) -> Sources:
    """Write the region's files, its portal's appeals and the classifier's examples."""
    topics = (("LIG-01", "Не горит фонарь"), ("DOR-01", "Яма на дороге"), ("MED-01", "Запись к врачу"))
    _write(folder / "classifier/topics.csv", [{"code": c, "title": t, "synonyms": ""} for c, t in topics])
    written = [
        {"code": "MED-01", "text": f"{t} {tail}"} for t in ("к врачу не попасть", "нет талонов") for tail in TAILS
    ]
    _write(folder / "classifier/examples/MED.csv", written)
    own = (("1", "LIG-01", "Погас фонарь", "Улица"), ("2", "DOR-01", "Яма", "Дорога"), ("3", "DOR-01", "Яма", "Двор"))
    fields = ("external_id", "code", "title", "object_kind")
    _write(folder / "land/topics.csv", [{**dict(zip(fields, row, strict=True)), "category": row[1]} for row in own])
    texts = [(reason, f"{text} {tail}") for tail in tails for reason, part in (("1", LAMPS), ("2", HOLES), ("3", HOLES))
             for text in part]  # fmt: skip
    kinds = {"1": "Улица", "2": "Дорога", "3": "Двор"}
    portal = [
        {"text": text, "reason_id": reason, "district": "Северный", "lat": "", "lon": "", "building": "",
         "city_object": kinds[reason], "dt": f"2026-01-{1 + number % 28:02d}T10:00:00"}
        for number, (reason, text) in enumerate(texts)
    ]  # fmt: skip
    _write(folder / "portal.csv", portal)
    return Sources(folder / "classifier", folder / "land", folder / "portal.csv")
