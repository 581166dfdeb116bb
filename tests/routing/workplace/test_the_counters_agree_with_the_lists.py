from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from routing.cases.models import Case
from routing.workplace.burning import burns
from tests.routing.workplace.conftest import SignIn
from tests.world import World, routed

NOON = datetime(2026, 3, 11, 12, tzinfo=ZoneInfo("Europe/Moscow"))


def due(case: Case, **later: int) -> Case:
    case.due_at = NOON + timedelta(**later)
    return case


@pytest.mark.parametrize(
    ("later", "level"),
    [
        ({"hours": -1}, "overdue"),
        ({"hours": 11}, "today"),
        ({"hours": 13}, "soon"),
        ({"days": 3}, "soon"),
        ({"days": 4}, "calm"),
    ],
)
def test_the_word_follows_the_local_day(world: World, later: dict[str, int], level: str) -> None:
    assert burns(due(routed(world), **later), NOON)[0] == level


def test_a_case_that_waits_for_the_citizen_does_not_burn(world: World) -> None:
    case = due(Case(state="clarification"), days=-3)
    assert burns(case, NOON)[0] == "waits"


@pytest.mark.parametrize("tab", ["open", "overdue", "today", "soon", "danger", "reopened", "approval", "mine", "all"])
def test_each_tab_lists_as_many_as_it_counts(world: World, signed_in: SignIn, tab: str) -> None:
    for _ in range(3):
        routed(world)
    page = signed_in("executor").get(reverse("admin:routing_case_changelist"), {"show": tab})
    counted = {each.name: count for each, count, _active in page.context["inbox_tabs"]}
    assert page.context["cl"].result_count == counted[tab]


@pytest.mark.parametrize("words", ["фонарь", "ФОНАРЬ подъезда", "Третий день"])
def test_search_finds_words_in_any_case_of_letters(world: World, signed_in: SignIn, words: str) -> None:
    case = routed(world)
    page = signed_in("executor").get(reverse("admin:routing_case_changelist"), {"q": words})
    assert case in page.context["cl"].result_list
