"""A small year: late, wrong, absent and stubborn officials, and every case is answered or overdue with a name."""

from argparse import Namespace
from datetime import date, datetime, timedelta

import pytest

from agencies.models import Agency, Competence, Official, Region, Territory
from routing.cases.models import Case, Event
from tests.world import LONG_AGO, World, answered, make_official, routed
from tools.simulate_year import night, report
from tools.simulated.characters import Character, Person
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
    # One of them declines whatever comes: what so few draw by chance depends on the order of their numbers.
    year.people[world.executor.pk] = Person(Character("stubborn", stubborn=1.0), ())
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


def test_the_report_says_what_became_of_the_cases(lived: Year, capsys: pytest.CaptureFixture[str]) -> None:
    found = outcome(FIRST + timedelta(days=DAYS + TAIL))
    assert report(Namespace(cases=40), 60, 30, [found])
    said = dict(line.rsplit("  ", 1) for line in capsys.readouterr().out.splitlines() if line.count("  ") > 1)
    told = {name.strip(): value.strip() for name, value in said.items()}
    kinds = ("answered", "withdrawn by the citizen", "open and overdue, with a name", "open and not due")
    assert sum(int(told[kind]) for kind in kinds) == int(told["cases"]) == 40
    assert (told["clock time"], told["CPU time"]) == ("1.00 min", "0.50 min")


def test_an_appeal_that_became_no_case_is_a_fault(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    answered(world)
    assert report(Namespace(cases=1), 1, 1, [outcome(date(2030, 1, 1))])
    assert not report(Namespace(cases=2), 1, 1, [outcome(date(2030, 1, 1))])
    assert "FAULT 2 appeals were sent in, and there are 1 cases" in capsys.readouterr().out


def test_a_case_closed_without_an_answer_is_a_fault(world: World) -> None:
    case = answered(world)
    case.answers.update(state="draft")
    assert f"{case.number}: closed without an answer" in outcome(date(2030, 1, 1)).faults


def test_who_has_an_overdue_case_is_named(world: World) -> None:
    case = routed(world)
    assert any(case.number in line and "—" not in line for line in outcome(date(2030, 1, 1)).overdue)


def test_a_case_that_was_lost_is_a_fault(world: World) -> None:
    case = answered(world)
    Case.objects.filter(pk=case.pk).update(state="in_work")
    assert any(f"case {case.pk}:" in fault for fault in outcome(date(2030, 1, 1)).faults)
