from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.kept import forget_all
from agencies.models import LegalTerm
from routing.answers.notices import body_of
from routing.cases import services
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Deadline, Event
from tests.world import LONG_AGO, World, fresh, routed


@pytest.fixture
def case(world: World) -> Case:
    """In work, under a regime that knows an extension by 30 days."""
    for kind, amount in (("answer", 30), ("extend", 30)):
        LegalTerm.objects.create(
            regime="fz59_appeal",
            kind=kind,
            amount=amount,
            unit="calendar",
            basis="ст. 12",
            valid_from=LONG_AGO,
        )
    case = routed(world)
    Deadline.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(regime="fz59_appeal", state="received")
    services.route(case.pk, {}, world.lamps, world.executor.post)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def extend(world: World, case: Case, **more: object) -> None:
    reason = {"reason": "Ждём заключение лаборатории"}
    services.act(case.pk, world.actor("approver"), "extend", reason, **more)  # type: ignore[arg-type]


def test_the_answer_is_due_thirty_days_later_and_the_case_too(world: World, case: Case) -> None:
    before = Deadline.objects.get(case=case, kind="answer")
    extend(world, case)
    after = Deadline.objects.get(case=case, kind="answer")
    assert after.amount - before.amount == 30
    assert after.limit_at - before.limit_at > timedelta(days=25)
    assert after.starts_at == before.starts_at
    assert fresh(case).due_at == after.due_at


def test_the_citizen_is_told_the_reason_and_the_new_day(world: World, case: Case) -> None:
    extend(world, case)
    letter = body_of(Event.objects.get(case=case, kind="extend"))
    assert "Ждём заключение лаборатории" in letter
    assert str(Deadline.objects.get(case=case, kind="answer").due_at.year) in letter


def test_a_second_time_is_refused(world: World, case: Case) -> None:
    extend(world, case)
    with pytest.raises(Refused) as refused:
        extend(world, case)
    assert refused.value.code == "extended_once"


def test_after_the_last_day_it_is_too_late(world: World, case: Case) -> None:
    with pytest.raises(Refused) as refused:
        extend(world, case, at=timezone.now() + timedelta(days=45))
    assert refused.value.code == "before_the_day"


def test_without_a_reason_nothing_happens(world: World, case: Case) -> None:
    with pytest.raises(Invalid):
        services.act(case.pk, world.actor("approver"), "extend", {})


def test_a_message_of_the_platform_knows_no_extension(world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    with pytest.raises(Refused) as refused:
        extend(world, case)
    assert refused.value.code == "term_can_be_extended"


def test_days_of_another_kind_are_not_put_on_top(world: World, case: Case) -> None:
    LegalTerm.objects.filter(kind="extend").update(unit="working")
    forget_all()
    before = Deadline.objects.get(case=case, kind="answer").due_at
    with pytest.raises(Refused) as refused:
        extend(world, case)
    assert refused.value.code == "no_term"
    assert Deadline.objects.get(case=case, kind="answer").due_at == before
