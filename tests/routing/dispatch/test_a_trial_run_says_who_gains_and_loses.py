"""What a file of rules would change is told by topic and place, and a trial writes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agencies.loading.regional import CONDITIONS
from agencies.loading.rulebook import COLUMNS
from agencies.loading.sheets import lines_of
from agencies.models import Competence, Official, Territory
from routing.dispatch import loading
from routing.dispatch.review import OWNER, Change
from routing.dispatch.rulebook import Effect, present_troubles, take_in
from tests.world import World

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def no_region_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented region has no folder; its policy is the shipped region's."""
    folder = loading.region_folder("spb")
    monkeypatch.setattr(loading, "region_folder", lambda _code: folder)


def effect_of(world: World, *rows: str, whole: bool = False, for_sure: bool = False) -> Effect:
    content = "\n".join([",".join((*COLUMNS, *CONDITIONS)), *rows]).encode()
    lines = lines_of("rules.csv", content, COLUMNS)
    return take_in(world.region, lines, TODAY, whole=whole, for_sure=for_sure)


def told(changes: list[Change]) -> set[tuple[str, str, str, str]]:
    return {
        (one.cell.subject.code, one.cell.where.district, "/".join(one.before), "/".join(one.after)) for one in changes
    }


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


def test_a_trial_writes_nothing_even_for_a_moment(world: World, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(25) as seen:
        effect_of(world, "BLG-17,,district:Северный,,roads,,0,0,Указ,2026-06-01,", whole=True)
    written = [one["sql"] for one in seen.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


@pytest.mark.parametrize(
    ("row", "kind", "appeal", "thing"),
    [
        ("BLG-03,,district:Северный,Двор,roads,,0,0,Указ,2026-06-01,,,,,", "Двор", "", ""),
        ("BLG-03,,district:Северный,,roads,,0,0,Указ,2026-06-01,,,,жалоба,", "", "жалоба", ""),
        ("BLG-03,,district:Северный,,roads,,0,0,Указ,2026-06-01,,stop,,,", "", "", "stop"),
    ],
)
def test_a_rule_under_a_condition_is_told_with_it(world: World, row: str, kind: str, appeal: str, thing: str) -> None:
    (change,) = effect_of(world, row).changes
    assert (change.before, change.after) == (("lamps",), ("roads",))
    assert (change.cell.object_kind, change.cell.appeal_kind) == (kind, appeal)
    assert [one.kind for one in change.cell.where.things] == ([thing] if thing else [])


def test_whoever_owns_the_object_may_be_the_addressee(world: World) -> None:
    (change,) = effect_of(world, "BLG-03,,district:Северный,,roads,,0,0,Указ,2026-06-01,,stop,,,owner").changes
    assert change.after == (OWNER,)


def test_an_area_drawn_by_hand_is_told_by_name(world: World) -> None:
    Territory.objects.create(region=world.region, level="area", name="Парк", parent=world.north)
    (change,) = effect_of(world, "BLG-03,,area:Парк,,roads,,0,0,Указ,2026-06-01,,,,,").changes
    assert change.cell.where.areas == ("Парк",)
    assert change.before == ("lamps",)


def test_a_rule_of_a_later_day_is_told_with_its_day(world: World) -> None:
    effect = effect_of(world, "BLG-03,,district:Северный,,roads,,0,0,Указ,2026-09-01,2026-09-30,,,,")
    assert [(one.day, one.after) for one in effect.changes] == [(date(2026, 9, 1), ("roads",))]


def test_an_earlier_end_is_told_with_the_day_after(world: World) -> None:
    effect = effect_of(world, "BLG-03,,district:Северный,,lamps,,40,39,,2020-01-01,2026-12-31,,,,")
    assert {(one.day, one.before, one.after) for one in effect.changes} == {(date(2027, 1, 1), ("lamps",), ())}


def test_two_bodies_for_one_cell_are_told_as_equal(world: World) -> None:
    rows = [f"BLG-17,,district:Северный,,{body},,0,0,Указ,2026-06-01,,,,," for body in ("lamps", "roads")]
    (change,) = effect_of(world, *rows).changes
    assert change.after == ("lamps", "roads")


def test_many_rules_are_written_in_few_statements(world: World, django_assert_max_num_queries: Any) -> None:
    rows = [f"BLG-17,,district:Северный,,roads,,0,0,Указ {n},20{n % 60 + 21}-06-01,,,,," for n in range(60)]
    effect_of(world, *rows, for_sure=True)
    again = [row.replace("Указ", "Приказ") for row in rows]
    with django_assert_max_num_queries(45):
        assert effect_of(world, *again, for_sure=True).brought.changed == 60
    assert Competence.objects.filter(basis__startswith="Приказ").count() == 60


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


def test_what_only_the_last_resort_takes_is_found(world: World) -> None:
    whole = Territory.objects.get(region=world.region, level="region")
    Competence.objects.create(region=world.region, territory=whole, agency=world.centre, valid_from=TODAY)
    kinds = {(one.kind, one.subject.code, one.agencies) for one in present_troubles(world.region, TODAY)}
    assert kinds == {("last_resort", "BLG-17", ("centre",))}


def test_bodies_of_equal_right_are_found_in_a_municipality_and_under_a_condition(world: World) -> None:
    there = Territory.objects.create(region=world.region, level="municipality", name="Округ", parent=world.north)
    for agency in (world.lamps, world.roads):
        rule = {"region": world.region, "topic": world.lamp, "agency": agency, "valid_from": TODAY}
        Competence.objects.create(**rule, territory=there)
        Competence.objects.create(**rule, territory=world.north, appeal_kind="жалоба")
    found = [one for one in present_troubles(world.region, TODAY) if one.kind == "equals"]
    assert [(one.agencies, sorted(one.places)) for one in found] == [
        (("lamps", "roads"), ["Северный, Округ", "Северный, жалоба"])
    ]
