"""A small invented region for tests: two districts, three bodies, six people, two topics, the terms and no holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.contrib.auth.models import User

from agencies.kept import forget_all
from agencies.models import (
    Agency,
    Competence,
    ControlStep,
    LegalRegime,
    LegalTerm,
    Official,
    Post,
    Region,
    Territory,
    Topic,
    TopicGroup,
    WorkCalendarDay,
)
from routing.answers import services as answers
from routing.cases import services
from routing.cases.actors import Actor, actor_of
from routing.cases.inbound import Inbound
from routing.cases.models import Case

LONG_AGO = date(2020, 1, 1)
numbers = count(1)


@dataclass
class World:
    region: Region
    north: Territory
    lamps: Agency
    roads: Agency
    centre: Agency
    lamp: Topic
    hole: Topic
    executor: Official
    approver: Official
    stranger: Official
    coordinator: Official

    def actor(self, name: str) -> Actor:
        return actor_of(getattr(self, name))


def make_world() -> World:
    """Write the region's rows."""
    region = Region.objects.create(code="test", name="Тестовая область", time_zone="Europe/Moscow", lat=60, lon=30)
    whole = Territory.objects.create(region=region, level="region", name=region.name)
    north = Territory.objects.create(region=region, level="district", name="Северный", parent=whole)
    lamps = Agency.objects.create(region=region, code="lamps", name="Горсвет")
    roads = Agency.objects.create(region=region, code="roads", name="Дирекция дорог")
    centre = Agency.objects.create(region=region, code="centre", name="Центр приёма", is_coordinator=True)
    group = TopicGroup.objects.create(code="BLG", title="Благоустройство")
    lamp = Topic.objects.create(group=group, code="BLG-03", title="Не горит фонарь", fast_track=True)
    hole = Topic.objects.create(group=group, code="BLG-17", title="Граффити")
    add_terms()
    add_years()
    add_steps()
    world = World(
        region=region,
        north=north,
        lamps=lamps,
        roads=roads,
        centre=centre,
        lamp=lamp,
        hole=hole,
        executor=make_official(lamps, "executor", "Ирина Олеговна Выдуманная"),
        approver=make_official(lamps, "approver", "Пётр Ильич Придуманный"),
        stranger=make_official(roads, "executor", "Глеб Несуществующий"),
        coordinator=make_official(centre, "coordinator", "Анна Вымышленная"),
    )
    Competence.objects.create(
        region=region, topic=lamp, territory=north, agency=lamps, cases=40, agreed=39, valid_from=LONG_AGO
    )
    return world


def add_terms() -> None:
    """The terms of a platform message."""
    for kind, fast, amount, unit in [
        ("route", False, 1, "working"),
        ("answer", False, 10, "working"),
        ("answer", True, 3, "working"),
        ("clarification", False, 5, "working"),
        ("confirm", False, 15, "calendar"),
    ]:
        LegalTerm.objects.create(
            regime="pos_message",
            kind=kind,
            fast_track=fast,
            amount=amount,
            unit=unit,
            basis="Регламент",
            valid_from=LONG_AGO,
        )


def add_law(identity: bool = False) -> None:
    """The law on appeals beside the rules of the window: its terms, and what each asks of the person.

    ``identity``: as since 30.03.2025, when an appeal needs a sign-in.
    """
    who = ["identity"] if identity else []
    for regime, needs, registered, becomes in (
        ("pos_message", ["name"], False, ["fz59_appeal"]),
        ("fz59_appeal", [*who, "surname", "answer_address"], True, []),
    ):
        LegalRegime.objects.create(
            code=regime,
            title=regime,
            requisites=needs,
            registered=registered,
            holds_clock=not registered,
            becomes=becomes,
            basis="закон",
            valid_from=LONG_AGO,
        )
    LegalTerm.objects.create(
        regime="pos_message", kind="info_request", amount=5, unit="working", basis="Регламент", valid_from=LONG_AGO
    )
    for kind, amount, unit in [
        ("register", 3, "calendar"),
        ("route", 1, "working"),
        ("redirect", 7, "calendar"),
        ("copies", 7, "calendar"),
        ("answer", 30, "calendar"),
        ("extend", 30, "calendar"),
        ("info_request", 15, "calendar"),
        ("clarification", 5, "working"),
        ("confirm", 15, "calendar"),
    ]:
        LegalTerm.objects.create(
            regime="fz59_appeal", kind=kind, amount=amount, unit=unit, basis="59-ФЗ", valid_from=LONG_AGO
        )


def add_years() -> None:
    """Years whose calendar is known, each by a Wednesday worked as any other: only the weekends are off."""
    days = [date(year, 1, 1) + timedelta(days=(9 - date(year, 1, 1).weekday()) % 7) for year in range(2020, 2041)]
    WorkCalendarDay.objects.bulk_create(WorkCalendarDay(date=day, kind="working") for day in days)
    forget_all()


def add_steps() -> None:
    """Who is told about an answer's date, and about a choice of the body that is late."""
    for kind, when, days, level in [
        ("answer", "before", 3, "executor"),
        ("answer", "before", 1, "executor"),
        ("answer", "after", 0, "head"),
        ("answer", "after", 3, "superior"),
        ("route", "after", 0, "coordinator"),
    ]:
        ControlStep.objects.create(kind=kind, when=when, days=days, level=level, valid_from=LONG_AGO)


def make_official(agency: Agency, role: str, name: str) -> Official:
    """An invented official with a log-in."""
    user = User.objects.create_user(f"user{next(numbers)}", password="demo-password", is_staff=True)
    post, _created = Post.objects.get_or_create(agency=agency, title=f"Должность {role}")
    return Official.objects.create(user=user, post=post, role=role, full_name=name, phone="+7 (812) 555-01-01")


def inbound(**fields: object) -> Inbound:
    """A message of the web form; every call gives another one."""
    values = {
        "channel": "web",
        "external_id": f"form-{next(numbers)}",
        "text": "Третий день не горит фонарь у второго подъезда",
        "name": "Анна Сергеевна Выдуманная",
        "email": "anna@example.org",
    }
    return Inbound(**(values | fields))  # type: ignore[arg-type]


def received(world: World, **fields: object) -> Case:
    """A case just received."""
    return services.receive(world.region, inbound(**fields))[0]


def routed(world: World, **fields: object) -> Case:
    """A case sent to the body of the world's executor."""
    case = received(world, **fields)
    services.route(case.pk, {"topic": world.lamp, "territory": world.north}, world.lamps, world.executor.post)
    return fresh(case)


def answered(world: World) -> Case:
    """A case with an answer sent."""
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    answers.submit(case.pk, world.actor("executor"), "Лампу заменили сегодня утром, проверил мастер участка.")
    answers.approve(case.pk, world.actor("approver"))
    answers.send(case.pk, world.actor("executor"))
    return fresh(case)


def fresh(case: Case) -> Case:
    """The case as the database has it now."""
    return Case.objects.get(pk=case.pk)
