from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Competence, Territory
from routing.proposals import services
from routing.proposals.evidence import Settled, findings, lower_bound
from routing.proposals.models import RuleProposal
from tests.routing.proposals.conftest import settle
from tests.world import LONG_AGO, World

TODAY = timezone.localdate


def proposed(world: World, **wanted: object) -> list[RuleProposal]:
    services.propose(world.region, TODAY() + timedelta(days=1), **wanted)  # type: ignore[arg-type]
    return list(RuleProposal.objects.order_by("pk"))


def test_what_the_rules_do_not_say_and_the_cases_do_is_proposed(world: World) -> None:
    settle(world, world.roads, 19)
    settle(world, world.lamps, 1)
    (proposal,) = proposed(world)
    assert (proposal.topic, proposal.territory, proposal.agency) == (world.hole, world.north, world.roads)
    assert (proposal.agreed, proposal.cases, proposal.instead_of) == (19, 20, None)
    assert "19" in services.sentence(proposal)
    assert "Дирекция дорог" in services.sentence(proposal)


def test_a_rule_that_sends_elsewhere_is_named_beside_it(world: World) -> None:
    Competence.objects.create(
        region=world.region, topic=world.hole, territory=world.north, agency=world.lamps, valid_from=LONG_AGO
    )
    settle(world, world.roads, 12)
    (proposal,) = proposed(world)
    assert proposal.instead_of == world.lamps


def test_what_the_rules_already_say_is_not_proposed(world: World) -> None:
    Competence.objects.create(
        region=world.region, topic=world.hole, territory=world.north, agency=world.roads, valid_from=LONG_AGO
    )
    settle(world, world.roads, 12)
    assert proposed(world) == []


@pytest.mark.parametrize(("roads", "lamps"), [(9, 0), (12, 8), (10, 10)])
def test_few_or_divided_cases_propose_nothing(world: World, roads: int, lamps: int) -> None:
    settle(world, world.roads, roads)
    settle(world, world.lamps, lamps)
    assert proposed(world) == []


def test_cases_before_the_window_do_not_count(world: World) -> None:
    settle(world, world.roads, 12)
    services.propose(world.region, TODAY() + timedelta(days=91), days=90)
    assert not RuleProposal.objects.exists()


def test_looking_again_counts_anew_and_withdraws_what_is_overtaken(world: World) -> None:
    settle(world, world.roads, 12)
    assert proposed(world)[0].cases == 12
    settle(world, world.roads, 8)
    (proposal,) = proposed(world)
    assert proposal.cases == 20
    settle(world, world.lamps, 30)
    assert proposed(world) == []


def test_a_municipality_is_named_where_its_district_says_otherwise(world: World) -> None:
    corner = Territory.objects.create(region=world.region, level="municipality", name="Угол", parent=world.north)
    settle(world, world.lamps, 60)
    settle(world, world.roads, 10, corner)
    assert {(p.territory.name, p.agency.code) for p in proposed(world, least_share=0.75)} == {
        ("Северный", "lamps"),
        ("Угол", "roads"),
    }


@given(st.integers(1, 500), st.data())
def test_the_bound_lies_below_the_share_and_grows_with_the_cases(cases: int, data: st.DataObject) -> None:
    agreed = data.draw(st.integers(0, cases))
    bound = lower_bound(agreed, cases)
    assert bound + 1e-12 >= 0
    assert bound <= agreed / cases + 1e-12
    assert lower_bound(agreed * 2, cases * 2) >= bound - 1e-12


@given(st.lists(st.builds(Settled, *[st.integers(1, 3)] * 4), max_size=60), st.integers(1, 9))
def test_every_finding_is_true_of_the_cases(settled: list[Settled], least: int) -> None:
    for found in findings(settled, least, 0.5):
        like = [s for s in settled if s.topic == found.topic and found.territory in (s.district, s.municipality)]
        assert least <= found.cases <= len(like)
        assert 2 * found.agreed > found.cases


def test_the_command_says_what_it_does_not_understand(world: World) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("propose_rules", region="nowhere")
    with pytest.raises(CommandError):
        call_command("propose_rules", region="test", days=0)


def test_refusals_say_nothing_of_who_is_competent(world: World) -> None:
    settle(world, world.roads, 20, kind="refuse")
    assert proposed(world) == []


def test_an_answer_to_a_part_counts(world: World) -> None:
    settle(world, world.roads, 20, kind="send_part")
    assert len(proposed(world)) == 1


def test_the_number_of_queries_hardly_grows_with_the_findings(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        place = Territory.objects.create(region=world.region, level="district", name=f"Район {number}")
        settle(world, world.roads, 12, territory=place)
    with django_assert_max_num_queries(8 * 6 + 20):
        assert len(proposed(world)) == 8
