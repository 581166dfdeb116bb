from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Agency
from routing.answers import services as answers
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Refused
from routing.cases.models import Case, Deadline
from tests.world import World, answered, fresh


def returned_once(world: World) -> Case:
    """Returned, answered again and marked."""
    case = answered(world)
    services.reopen(case.pk, CITIZEN, "Лампа снова не горит")
    Case.objects.filter(pk=case.pk).update(state="answered", is_open=False)
    return case


def test_the_first_time_the_same_body_looks_again(world: World) -> None:
    case = answered(world)
    services.reopen(case.pk, CITIZEN, "Лампа снова не горит")
    assert (fresh(case).agency, fresh(case).state) == (world.lamps, "routed")


def test_the_second_time_the_body_above_answers(world: World) -> None:
    world.lamps.superior = Agency.objects.create(region=world.region, code="above", name="Комитет")
    world.lamps.save()
    case = returned_once(world)
    services.reopen(case.pk, CITIZEN, "И теперь не горит")
    now = fresh(case)
    assert (now.agency, now.executor, now.state, now.reopenings) == (world.lamps.superior, None, "routed", 2)


def test_a_new_answer_opens_a_new_window(world: World) -> None:
    case = answered(world)
    services.reopen(case.pk, CITIZEN, "Лампа снова не горит")
    assert not Deadline.objects.filter(case=case, kind="confirm", met_at=None, cancelled_at=None).exists()
    later = timezone.now() + timedelta(days=9)
    services.take(case.pk, world.actor("executor"), at=later)
    answers.submit(case.pk, world.actor("executor"), "Лампу заменили ещё раз, проверил мастер участка.", at=later)
    answers.approve(case.pk, world.actor("approver"), at=later)
    answers.send(case.pk, world.actor("executor"), at=later)
    window = Deadline.objects.get(case=case, kind="confirm", met_at=None, cancelled_at=None)
    assert window.starts_at == later


def test_without_a_body_above_the_coordinator_decides(world: World) -> None:
    case = returned_once(world)
    services.reopen(case.pk, CITIZEN, "И теперь не горит")
    assert fresh(case).state == "triage"
    running = Deadline.objects.filter(case=case, met_at=None, cancelled_at=None)
    assert {"route", "answer"} <= set(running.values_list("kind", flat=True))


def test_after_the_window_the_case_stays_closed_and_the_day_is_named(world: World) -> None:
    case = answered(world)
    services.confirm(case.pk, CITIZEN, 2)
    later = timezone.now() + timedelta(days=40)
    with pytest.raises(Refused) as refused:
        services.reopen(case.pk, CITIZEN, "Опять", at=later)
    assert refused.value.code == "in_the_window"
    assert fresh(case).state == "closed"
