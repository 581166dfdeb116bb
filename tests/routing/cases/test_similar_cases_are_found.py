"""By place, words and time; never beyond what the person may see; a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from routing.cases.models import Case
from routing.cases.similar import NEAR_M, Common, alike, of_the_same_citizen, score
from tests.world import World, fresh, routed

POINT = {"lat": 60.0, "lon": 30.0}
NEAR = {"lat": 60.0009, "lon": 30.0}
FAR = {"lat": 60.05, "lon": 30.0}
OTHER = "Во дворе переполнены мусорные контейнеры"


def found(case: Case, shown: int = 50) -> list[Case]:
    return [each.case for each in alike(case, Case.objects.all(), shown)]


def test_the_same_matter_near_by(world: World) -> None:
    case, near = routed(world, **POINT), routed(world, **NEAR)
    (one,) = alike(case, Case.objects.all())
    assert one.case == near
    assert one.same
    assert one.common.metres == pytest.approx(100, abs=1)
    assert len(one.reasons) == 2


def test_not_another_matter_far_away(world: World) -> None:
    case = routed(world, **POINT)
    routed(world, **FAR, text=OTHER)
    assert found(case) == []


def test_the_same_words_when_no_place_is_known(world: World) -> None:
    case, copy = routed(world), routed(world)
    Case.objects.update(topic=None)
    assert found(fresh(case)) == [copy]


def test_another_matter_near_by_stays_out(world: World) -> None:
    case = routed(world, **POINT)
    other = routed(world, **NEAR, text=OTHER)
    Case.objects.filter(pk=other.pk).update(topic=None)
    assert found(case) == []


def test_nothing_older_than_half_a_year(world: World) -> None:
    case, old = routed(world, **POINT, text=OTHER), routed(world, **NEAR)
    Case.objects.filter(pk=old.pk).update(received_at=case.received_at - timedelta(days=200))
    assert found(case) == []


def test_only_among_the_cases_given(world: World) -> None:
    case = routed(world, **POINT)
    routed(world, **NEAR)
    assert alike(case, Case.objects.filter(agency=world.roads)) == []


def test_queries_do_not_grow(world: World) -> None:
    case = routed(world, **POINT)
    for _ in range(3):
        routed(world, **NEAR)
    few = asked(case)
    for _ in range(60):
        routed(world, **NEAR)
    assert asked(case) == few <= 9
    assert len(found(case)) == 50


def asked(case: Case) -> int:
    """Queries, the two for the case and its topic counted too."""
    with CaptureQueriesContext(connection) as seen:
        assert alike(fresh(case), Case.objects.all())
    return len(seen)


def test_other_appeals_of_a_citizen_by_mail_or_telephone(world: World) -> None:
    case = routed(world, email="anna@example.org", phone="+7 900 000-00-01")
    by_mail = routed(world, email="anna@example.org", phone="")
    by_phone = routed(world, email="other@example.org", phone="+7 900 000-00-01")
    routed(world, email="third@example.org", phone="")
    assert of_the_same_citizen(case, Case.objects.all()) == [by_phone, by_mail]


def test_an_empty_mail_makes_nobody_a_relative(world: World) -> None:
    case = routed(world, email="", phone="")
    routed(world, email="", phone="")
    assert of_the_same_citizen(case, Case.objects.all()) == []


commons = st.builds(
    Common,
    same_house=st.booleans(),
    metres=st.none() | st.floats(0, 10 * NEAR_M),
    same_topic=st.booleans(),
    same_group=st.booleans(),
    days=st.integers(0, 400),
    words=st.floats(0, 1),
)


@given(commons)
def test_a_score_is_a_share(common: Common) -> None:
    assert 0 <= score(common) <= 1


@given(commons, st.integers(1, 100))
def test_time_only_takes_away(common: Common, days: int) -> None:
    later = Common(
        common.same_house, common.metres, common.same_topic, common.same_group, common.days + days, common.words
    )
    assert score(later) <= score(common)


def test_hours_are_no_day(world: World) -> None:
    case, near = routed(world, **POINT), routed(world, **NEAR)
    Case.objects.filter(pk=near.pk).update(received_at=case.received_at + timedelta(hours=5))
    assert alike(case, Case.objects.all())[0].common.days == 0
