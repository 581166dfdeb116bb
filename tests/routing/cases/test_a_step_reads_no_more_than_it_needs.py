"""Steps of an ordinary case make few queries, and what is kept in mind is never taken for what stands in the row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from routing.answers import services as answers
from routing.cases import deadlines, services
from routing.cases.door import change
from routing.cases.errors import Refused
from routing.cases.models import Case, Deadline
from routing.cases.prepared import MARK, Prepared
from tests.world import World, fresh, routed

BODY = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."
Counting = Callable[[int], Any]


def taken(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def test_taking_a_case_makes_few_queries(world: World, django_assert_max_num_queries: Counting) -> None:
    first, second = routed(world), routed(world)
    services.take(first.pk, world.actor("executor"))  # the registry is read and the SQL written
    actor = world.actor("executor")
    with django_assert_max_num_queries(8):
        services.take(second.pk, actor)


def test_an_answer_of_a_case_alone_makes_few_queries(world: World, django_assert_max_num_queries: Counting) -> None:
    first, second = taken(world), taken(world)
    actor = world.actor("executor")
    answers.submit(first.pk, actor, BODY)
    with django_assert_max_num_queries(13):
        answers.submit(second.pk, actor, BODY)


def test_a_prepared_read_gives_what_the_query_gives(world: World) -> None:
    case, other = taken(world), routed(world)
    query = Prepared(lambda pk: Deadline.objects.filter(case=pk, met_at=None, cancelled_at=None))
    for one in (case, other, case):
        assert query(one.pk) == list(deadlines.running(one))
    assert query(MARK) == []
    assert query.first(0) is None


def test_a_prepared_read_sees_what_was_written_since(world: World) -> None:
    query = Prepared(lambda pk: Case.objects.filter(pk=pk))
    case = routed(world)
    before = query.first(case.pk)
    services.take(case.pk, world.actor("executor"))
    after = query.first(case.pk)
    assert before is not None
    assert after is not None
    assert (before.state, after.state) == ("routed", "in_work")
    assert after.decision == Case.objects.get(pk=case.pk).decision


def test_a_case_that_is_not_there_is_named_so(world: World) -> None:
    with pytest.raises(Case.DoesNotExist), change(0, world.actor("executor")):
        pass


def test_a_body_that_was_renamed_is_not_remembered_by_its_old_name(world: World) -> None:
    case = taken(world)
    answers.submit(case.pk, world.actor("executor"), BODY)
    answers.approve(case.pk, world.actor("approver"))
    agency = case.agency
    assert agency is not None
    agency.name = "Комитет с новым именем"
    agency.save()
    assert answers.send(case.pk, world.actor("executor")).letter.endswith("Комитет с новым именем")


def test_what_was_possible_is_asked_again_after_a_change(world: World) -> None:
    case = taken(world)
    with change(case.pk, world.actor("executor")) as open_case:
        open_case.check("submit_answer")
        open_case.set(agency=None)
        with pytest.raises(Refused):
            open_case.do("submit_answer", {"answer": 1})


def test_the_chores_find_what_runs_by_an_index(world: World) -> None:
    taken(world)
    found = Deadline.objects.filter(kind="answer", met_at=None, cancelled_at=None, due_at__lt=timezone.now())
    plan = found.order_by().explain()
    if connection.vendor == "sqlite":
        assert "deadline_running" in plan
