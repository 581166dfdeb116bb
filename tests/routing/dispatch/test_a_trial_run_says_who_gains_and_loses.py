"""What a file of rules would change is told by topic and place, and a trial writes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from agencies.loading.rulebook import COLUMNS
from agencies.loading.sheets import lines_of
from agencies.models import Competence, Official
from routing.dispatch import loading
from routing.dispatch.review import Change
from routing.dispatch.rulebook import Effect, present_troubles, take_in
from tests.world import World

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def no_region_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented region has no folder; its policy is the shipped region's."""
    folder = loading.region_folder("spb")
    monkeypatch.setattr(loading, "region_folder", lambda _code: folder)


def effect_of(world: World, *rows: str, whole: bool = False, for_sure: bool = False) -> Effect:
    content = "\n".join([",".join(COLUMNS), *rows]).encode()
    lines = lines_of("rules.csv", content, COLUMNS)
    return take_in(world.region, lines, TODAY, whole=whole, for_sure=for_sure)


def told(changes: list[Change]) -> set[tuple[str, str, str, str]]:
    return {(one.subject.code, one.where.district, one.before, one.after) for one in changes}


def test_a_new_rule_gives_a_topic_its_body(world: World) -> None:
    effect = effect_of(world, "BLG-17,,district:Северный,,roads,,0,0,Указ,2026-06-01,")
    assert told(effect.changes) == {("BLG-17", "Северный", "", "roads")}
    assert Competence.objects.count() == 1


def test_a_written_rule_takes_a_topic_from_another_body(world: World) -> None:
    effect = effect_of(world, "BLG-03,,district:Северный,,roads,,0,0,Указ,2026-06-01,", for_sure=True)
    assert told(effect.changes) == {("BLG-03", "Северный", "lamps", "roads")}
    assert Competence.objects.count() == 2


def test_a_rule_that_ends_leaves_nobody(world: World) -> None:
    effect = effect_of(world, "BLG-17,,district:Северный,,roads,,0,0,Указ,2026-06-01,", whole=True)
    assert ("BLG-03", "Северный", "lamps", "") in told(effect.changes)
    assert Competence.objects.get().valid_to is None


def test_gaps_and_bodies_without_people_are_found(world: World) -> None:
    kinds = {(one.kind, one.subject.code, one.agencies) for one in present_troubles(world.region, TODAY)}
    assert kinds == {("nobody", "BLG-17", ())}
    Official.objects.filter(post__agency=world.lamps).delete()
    kinds = {(one.kind, one.subject.code, one.agencies) for one in present_troubles(world.region, TODAY)}
    assert ("unstaffed", "BLG-03", ("lamps",)) in kinds


def test_bodies_of_equal_right_are_found(world: World) -> None:
    for agency in (world.lamps, world.roads):
        Competence.objects.create(
            region=world.region, topic=world.hole, territory=world.north, agency=agency, valid_from=TODAY
        )
    kinds = {(one.kind, one.subject.code, one.agencies) for one in present_troubles(world.region, TODAY)}
    assert ("equals", "BLG-17", ("lamps", "roads")) in kinds
