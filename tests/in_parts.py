"""An appeal with two questions for two bodies, and officials who answer its parts."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from routing.answers import services as answers
from routing.answers.gathering import gather
from routing.cases import services
from routing.cases.actors import Actor
from routing.cases.inbound import Inbound
from routing.cases.models import Case
from routing.cases.parts import Piece, parts_of
from tests.world import World, fresh, inbound, make_official

LAMP = "Лампу заменили сегодня утром, проверил мастер участка. Свет горит у всех подъездов."
HOLE = "Яму засыпали сегодня утром, проверил начальник смены. Асфальт уложат до пятницы."


def in_parts(world: World, days_ago: int = 0) -> tuple[Case, list[Case]]:
    """An appeal about a lamp and a hole, split between two bodies."""
    at = timezone.now() - timedelta(days=days_ago)
    case = services.receive(world.region, message(), at=at)[0]
    services.ask_coordinator(case.pk, {}, at=at)
    pieces = [
        Piece("Не горит фонарь", {"topic": world.lamp}, world.lamps, world.executor.post),
        Piece("Яма на дороге", {"topic": world.hole}, world.roads),
    ]
    services.split(case.pk, world.actor("coordinator"), pieces)
    return fresh(case), parts_of(case)


def message() -> Inbound:
    """About a lamp and a hole."""
    return inbound(text="Не горит фонарь у подъезда. Ещё яма на дороге у дома.", name="Анна Сергеевна Выдуманная")


def answer_part(part: Case, text: str) -> None:
    """Two officials of the part's body take it, answer, approve and send."""
    body = part.agency
    assert body is not None
    executor, approver = (make_official(body, role, f"{role} Вымышленный") for role in ("executor", "approver"))
    services.take(part.pk, Actor("executor", executor))
    answers.submit(part.pk, Actor("executor", executor), text)
    answers.approve(part.pk, Actor("approver", approver))
    answers.send(part.pk, Actor("executor", executor))
    gather(part.parent_id or 0)
