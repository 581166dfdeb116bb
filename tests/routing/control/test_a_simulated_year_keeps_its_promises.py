"""A small year: late, wrong, absent and stubborn officials, and every case is answered or overdue with a name."""

from datetime import date, datetime, timedelta

import pytest

from agencies.models import Agency, Competence, Official, Region, Territory
from routing.cases.models import Case, Event
from tests.world import LONG_AGO, World, answered, make_official
from tools.simulate_year import night
from tools.simulated.outcome import MOST_REDIRECTS, outcome
from tools.simulated.year import Year

FIRST = date(2025, 3, 3)
DAYS, TAIL = 15, 45


@pytest.fixture
def lived(world: World) -> Year:
    """Forty appeals in two weeks, and six weeks after them."""
    # The policy of the choice comes from the folder of a region.
    Region.objects.update(code="spb")
    world.region.refresh_from_db()
    Competence.objects.create(
        region=world.region, topic=world.hole, territory=world.north, agency=world.roads, valid_from=LONG_AGO
    )
    for agency in Agency.objects.all():
        for role in (Official.Role.EXECUTOR, Official.Role.APPROVER):
            if not Official.objects.filter(post__agency=agency, role=role).exists():
                make_official(agency, role, f"{role} {agency.code} Выдуманный")
    assert Territory.objects.filter(level="district").exists()
    year = Year(world.region, FIRST, DAYS, range(40), 40, seed=7)
    for day in range(DAYS + TAIL):
        midnight = datetime.combine(FIRST + timedelta(days=day + 1), datetime.min.time(), tzinfo=year.zone)
        year.live(midnight)
        night(midnight)
    return year


def test_every_case_is_answered_or_overdue_with_a_name(lived: Year) -> None:
    found = outcome(FIRST + timedelta(days=DAYS + TAIL))
    assert found.faults == []
    assert Case.objects.count() == 40
    assert found.figures["answers"] > 30
    assert found.figures["escalations"] > 0
    assert max(found.figures["redirects"], default=0) <= MOST_REDIRECTS
    assert Event.objects.filter(kind="decline").exists()


def test_a_case_that_was_lost_is_a_fault(world: World) -> None:
    case = answered(world)
    Case.objects.filter(pk=case.pk).update(state="in_work")
    assert any(f"case {case.pk}:" in fault for fault in outcome(date(2030, 1, 1)).faults)
