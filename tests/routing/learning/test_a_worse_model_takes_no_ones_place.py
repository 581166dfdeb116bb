"""``train_topics`` compares on texts that neither model has seen, refuses what is worse, and goes back one step."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from routing.dispatch import loading
from routing.learning import shelf
from routing.learning.corpus import Example
from routing.management.commands import train_topics
from tests.routing.learning.conftest import TAILS, invented

PLACES = ("сад", "пруд", "клуб", "парк", "двор", "рынок", "лес", "мост", "вокзал", "дом", "склад", "завод")
Train = Callable[..., str]


@pytest.fixture
def base(tmp_path: Path, settings) -> Path:
    """An installation whose only region is the invented one."""
    root = tmp_path / "agencies"
    sources = invented(root, tuple(f"{tail} {place}" for tail in TAILS for place in PLACES))
    (root / "regions").mkdir()
    sources.region.rename(root / "regions" / "land")
    kept = tmp_path / "var/learning/land"
    kept.mkdir(parents=True)
    assert sources.portal is not None
    sources.portal.rename(kept / "portal.csv")
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def train(base: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    monkeypatch.setattr(train_topics, "region_folder", loading.region_folder)
    monkeypatch.setattr(train_topics.Command, "_corrections", lambda *_args: ())

    def call(*arguments: str) -> str:
        out = StringIO()
        call_command("train_topics", "--region", "land", *arguments, stdout=out, stderr=StringIO())
        return out.getvalue()

    return call


def models(base: Path) -> Path:
    return base / "agencies/regions/land/models"


def spoil(base: Path) -> Path:
    """The same appeals, the topics of the earlier ones turned round: who learns from them learns what is wrong."""
    with (base / "var/learning/land/portal.csv").open(encoding="utf-8") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: row["dt"])
    turned = {"1": "2", "2": "1", "3": "1"}
    for row in rows[: int(len(rows) * 0.85)]:
        row["reason_id"] = turned[row["reason_id"]]
    path = base / "spoiled.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_first_model_is_put_in_use_with_its_card(train: Train, base: Path) -> None:
    said = train()
    assert (models(base) / "topics.npz").exists()
    assert (models(base) / "card.md").read_text(encoding="utf-8") in said
    assert sorted(path.name for path in models(base).iterdir()) == ["card.md", "measured.npz", "topics.npz"]


def test_the_same_appeals_again_are_no_worse(train: Train, base: Path) -> None:
    train()
    assert "+0.000 (+0.000 … +0.000)" in train()


def test_a_worse_model_is_refused_with_a_sentence_and_a_code(train: Train, base: Path) -> None:
    train()
    before = {path.name: path.read_bytes() for path in models(base).iterdir()}
    with pytest.raises(CommandError, match=r"worse|хуже") as refusal:
        train("--portal", str(spoil(base)))
    assert refusal.value.returncode == train_topics.WORSE
    assert {path.name: path.read_bytes() for path in models(base).iterdir()} == before


def test_force_replaces_it_and_rollback_brings_it_back(train: Train, base: Path) -> None:
    train()
    first = (models(base) / "topics.npz").read_bytes()
    train("--portal", str(spoil(base)), "--force")
    second = (models(base) / "topics.npz").read_bytes()
    assert second != first
    train("--rollback")
    assert (models(base) / "topics.npz").read_bytes() == first
    train("--rollback")
    assert (models(base) / "topics.npz").read_bytes() == second


def test_there_may_be_nothing_to_go_back_to(train: Train, base: Path) -> None:
    train()
    with pytest.raises(CommandError, match="previous"):
        train("--rollback")


def test_a_stranger_that_has_seen_the_months_is_not_compared(train: Train, base: Path) -> None:
    train()
    (models(base) / shelf.MEASURED).unlink()
    with pytest.raises(CommandError, match="--force"):
        train()


def test_a_failure_on_the_way_leaves_the_model_and_no_rubbish(
    train: Train, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train()
    before = {path.name: path.read_bytes() for path in models(base).iterdir()}

    def full_disk(*_args: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("routing.learning.comparing.Verdicts.write", full_disk)
    with pytest.raises(CommandError, match="No space left"):
        train()
    assert {path.name: path.read_bytes() for path in models(base).iterdir()} == before


def test_too_few_appeals_are_said_with_their_number(train: Train, base: Path) -> None:
    path = base / "few.csv"
    path.write_text("text,code\nне горит фонарь,LIG-01\n", encoding="utf-8")
    with pytest.raises(CommandError, match="1 labelled appeals"):
        train("--portal", str(path))


def test_a_portal_may_name_the_classifiers_codes_or_groups_alone(train: Train, base: Path) -> None:
    with (base / "var/learning/land/portal.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    path = base / "plain.csv"
    groups = {"1": "LIG", "2": "DOR", "3": "DOR"}
    lines = [f"{row['text'].replace(',', '')},{groups[row['reason_id']]}" for row in rows]
    path.write_text("text,groups\n" + "\n".join(lines) + "\n", encoding="utf-8")
    train("--portal", str(path), "--out", str(base / "other"))
    assert "| words |" in (base / "other/card.md").read_text(encoding="utf-8")


def test_decisions_of_people_are_learned_from(train: Train, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [Example(f"мигает лампа {n}", (0,), "correction", author="official:1") for n in range(3)]
    monkeypatch.setattr(train_topics.Command, "_corrections", lambda *_args: tuple(said))
    assert "| correction | 3 |" in train()
