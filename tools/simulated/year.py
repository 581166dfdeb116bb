"""The year itself: a queue of what people do next, a day at a time, all through the real services.

The machine sends an appeal by the region's real table of competence, from a reading that is sometimes wrong. From then
on everything is a verb of ``routing.cases.services`` or ``routing.answers.services``, by an official in the own role.
What a person tries too late or without the right is refused by the door, and the person gives up or does what is left.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from agencies.models import Agency, Official, Region, Territory, Topic
from agencies.selectors import work_calendar
from routing.answers import services as answers
from routing.cases import services
from routing.cases.actors import CITIZEN, Actor, actor_of
from routing.cases.errors import CaseError, Invalid
from routing.cases.models import Case
from routing.cases.workflow import State
from routing.dispatch.decide import assign
from routing.dispatch.loading import table_of
from routing.understanding.types import Place, TopicGuess, Understanding

from . import letters
from .characters import Person, draw

MISREAD = 0.10
"""How often the machine takes the topic for another one."""
COORDINATOR_ERRS = 0.05
MARKS = (0.5, 0.06, 0.01)
"""Chances that a citizen marks an answer, sends it back, withdraws before it."""
OFFICE = (9, 18)


@dataclass
class Year:
    """Invented appeals ``numbers`` spread over ``days`` from ``first``; one of these lives in each process."""

    region: Region
    first: date
    days: int
    numbers: range
    total: int
    seed: int
    queue: list[tuple[datetime, int, int, str]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.region.time_zone)
        self.calendar = work_calendar(self.region).supposing()
        self.chance = random.Random(f"{self.seed}/{self.numbers}")  # nosec B311
        people = random.Random(self.seed)  # nosec B311
        officials = Official.objects.select_related("post__agency").order_by("pk")
        self.people: dict[int, Person] = {one.pk: draw(people, self.first, self.days) for one in officials}
        self.by_role: dict[tuple[int, str], list[Official]] = {}
        for one in officials:
            self.by_role.setdefault((one.post.agency_id, one.role), []).append(one)
        self.coordinators = [one for one in officials if one.role == Official.Role.COORDINATOR]
        self.agencies = {agency.code: agency for agency in Agency.objects.filter(region=self.region)}
        self.by_pk = {agency.pk: agency for agency in self.agencies.values()}
        self.topics = {row.code: row for row in Topic.objects.filter(external_id="")}
        self.titles = {row.pk: row.title for row in self.topics.values()}
        self.districts = list(Territory.objects.filter(region=self.region, level="district").defer("polygon"))
        self.right: dict[int, Agency] = {}
        for number in self.numbers:
            self._plan(self._moment_of(number), number, "write")

    @cached_property
    def codes(self) -> list[str]:
        """Topics for which the table knows a body."""
        return [code for code in self.topics if self._competent(code, self.districts[0], sure=True)[0]]

    def live(self, until: datetime) -> int:
        """Do everything planned before ``until``; gives how much was done."""
        count = 0
        while self.queue and self.queue[0][0] < until:
            at, _order, pk, verb = heapq.heappop(self.queue)
            try:
                getattr(self, "_" + verb)(pk, at)
                self.done[verb] += 1
            except CaseError as error:
                self.refused[f"{verb}: {error.code if hasattr(error, 'code') else type(error).__name__}"] += 1
                if isinstance(error, Invalid):
                    raise
            count += 1
        return count

    # --- planning ---

    def _plan(self, at: datetime, pk: int, verb: str) -> None:
        heapq.heappush(self.queue, (at, len(self.queue) + self.done.total(), pk, verb))

    def _moment_of(self, number: int) -> datetime:
        """Appeals come evenly over the days, at the hours when people are awake."""
        day = self.first + timedelta(days=number * self.days // self.total)
        return datetime(day.year, day.month, day.day, tzinfo=self.zone) + timedelta(
            minutes=self.chance.randint(480, 1320)
        )

    def _later(self, at: datetime, hours: float, official: Official | None = None) -> datetime:
        """A moment in office hours about ``hours`` later (by the law of waiting), when the official is there."""
        local = at.astimezone(self.zone) + timedelta(hours=self.chance.expovariate(1 / hours))
        day = self.people[official.pk].back(local.date()) if official else local.date()
        if day != local.date() or local.hour >= OFFICE[1] or not self.calendar.is_working(day):
            while not self.calendar.is_working(day) or day == at.astimezone(self.zone).date():
                day = self.calendar.next_working_day(day)
            return datetime(day.year, day.month, day.day, OFFICE[0], self.chance.randint(0, 59), tzinfo=self.zone)
        return local if local.hour >= OFFICE[0] else local.replace(hour=OFFICE[0])

    def _next(self, pk: int, at: datetime, verb: str, hours: float, official: Official) -> None:
        """Plan the next step of an official, at the official's pace."""
        self._plan(self._later(at, hours * self.people[official.pk].character.pace, official), pk, verb)

    def _case(self, pk: int) -> Case:
        state, agency, topic = Case.objects.values_list("state", "agency_id", "topic_id").get(pk=pk)
        return Case(pk=pk, state=state, agency_id=agency, topic_id=topic)

    def _official(self, case: Case, role: str) -> Official:
        return self.by_role[case.agency_id or 0, role][0]

    # --- the citizen and the machine ---

    def _write(self, number: int, at: datetime) -> None:
        code = self.chance.choice(self.codes)
        place = self.chance.choice(self.districts)
        inbound = letters.message(number, self.topics[code].title, place.name, self.chance)
        case, new = services.receive(self.region, inbound, at=at)
        if not new:
            return
        right = self._competent(code, place, sure=True)[0]
        self.right[case.pk] = self.agencies[right or ""]
        self._understand(case.pk, at + timedelta(seconds=20), code, place)
        if self.chance.random() < MARKS[2]:
            self._plan(at + timedelta(hours=self.chance.uniform(5, 60)), case.pk, "withdraw")

    def _competent(self, code: str, place: Territory, *, sure: bool) -> tuple[str | None, Any, Understanding]:
        topic = self.topics[code]
        where = Place(district=place.name, source="building", confidence=1.0)
        read = Understanding((TopicGuess(code, None, topic.title, 1.0 if sure else 0.6),), topic.group.code, where)
        found = assign(read, table_of(self.region), self.first)
        return found.agency_code, found, read

    def _understand(self, pk: int, at: datetime, code: str, place: Territory) -> None:
        wrong = self.chance.random() < MISREAD
        read_as = self.chance.choice(self.codes) if wrong else code
        agency_code, decision, read = self._competent(read_as, place, sure=self.chance.random() < 0.75)
        facts = {
            "understanding": asdict(read),
            "decision": asdict(decision),
            "topic": self.topics[read_as],
            "territory": place,
        }
        agency = self.agencies.get(agency_code or "")
        if decision.auto and agency is not None:
            services.route(pk, facts, agency, None, at=at)
            self._arrived(pk, at, agency)
        else:
            services.ask_coordinator(pk, facts, at=at)
            self._to_coordinator(pk, at)

    def _withdraw(self, pk: int, at: datetime) -> None:
        services.act(pk, CITIZEN, "withdraw", {"reason": "Вопрос решился сам."}, at=at)

    def _reply(self, pk: int, at: datetime) -> None:
        services.act(pk, CITIZEN, "clarify", {"reply": "Второй подъезд, со двора."}, at=at)
        case = self._case(pk)
        self._next(pk, at, "work", 6, self._official(case, "executor"))

    def _judge(self, pk: int, at: datetime) -> None:
        """The citizen marks the answer, sends it back, or keeps silence until the chores close the case."""
        roll = self.chance.random()
        if roll < MARKS[1]:
            services.reopen(pk, CITIZEN, "Проблема осталась, проверьте ещё раз.", at=at)
            case = self._case(pk)
            self._next(pk, at, "take", 4, self._official(case, "executor"))
        elif roll < MARKS[0]:
            services.confirm(pk, CITIZEN, self.chance.randint(2, 5), at=at)

    # --- officials ---

    def _arrived(self, pk: int, at: datetime, agency: Agency) -> None:
        executors = self.by_role.get((agency.pk, Official.Role.EXECUTOR))
        if executors:
            self._next(pk, at, "take", 3, executors[0])

    def _to_coordinator(self, pk: int, at: datetime) -> None:
        self._plan(self._later(at, 1.5, self.chance.choice(self.coordinators)), pk, "decide")

    def _decide(self, pk: int, at: datetime) -> None:
        coordinator = self.chance.choice(self.coordinators)
        agency = self.right[pk]
        if self.chance.random() < COORDINATOR_ERRS:
            agency = self.chance.choice(list(self.agencies.values()))
        if (agency.pk, Official.Role.EXECUTOR) not in self.by_role:
            agency = self.right[pk]
        services.assign(pk, actor_of(coordinator), agency, at=at)
        self._arrived(pk, at, agency)

    def _take(self, pk: int, at: datetime) -> None:
        case = self._case(pk)
        official = self._official(case, Official.Role.EXECUTOR)
        character = self.people[official.pk].character
        foreign = case.agency_id != self.right[pk].pk
        if self.chance.random() < (0.9 if foreign else character.stubborn):
            try:
                services.decline(pk, actor_of(official), "Не относится к нашей компетенции.", at=at)
                self._to_coordinator(pk, at)
                return
            except CaseError:
                # The decision is binding: there is nothing left but to work.
                self.refused["decline: binding"] += 1
        services.take(pk, actor_of(official), at=at)
        if self.chance.random() >= character.forgets:
            self._next(pk, at, "ask" if self.chance.random() < character.asks else "work", 7, official)

    def _ask(self, pk: int, at: datetime) -> None:
        case = self._case(pk)
        official = self._official(case, Official.Role.EXECUTOR)
        services.act(pk, actor_of(official), "ask_citizen", {"question": "Уточните, какой подъезд?"}, at=at)
        if self.chance.random() < 0.7:
            self._plan(at + timedelta(hours=self.chance.uniform(2, 90)), pk, "reply")
        else:
            # Silence: the chores let the work go on after five working days.
            self._next(pk, at + timedelta(days=9), "work", 10, official)

    def _work(self, pk: int, at: datetime) -> None:
        case = self._case(pk)
        if case.state != State.IN_WORK:
            return
        official = self._official(case, Official.Role.EXECUTOR)
        topic = self.titles.get(case.topic_id or 0, "обращение")
        body = letters.answer(pk, topic, at.astimezone(self.zone).date(), self.chance)
        answers.submit(pk, actor_of(official), body, at=at)
        self._next(pk, at, "approve", 2, self._official(case, Official.Role.APPROVER))

    def _approve(self, pk: int, at: datetime) -> None:
        case = self._case(pk)
        author = self._official(case, Official.Role.EXECUTOR)
        approver = actor_of(self._official(case, Official.Role.APPROVER))
        if self.chance.random() < self.people[author.pk].character.wrong:
            answers.return_to_author(pk, approver, "Напишите, когда именно всё сделано.", at=at)
            self._next(pk, at, "work", 6, author)
            return
        try:
            answers.approve(pk, approver, at=at)
        except Invalid:
            # It waited so long that the day promised in it has passed.
            answers.return_to_author(pk, approver, "Названный день прошёл: напишите, что сделано.", at=at)
            self.done["return"] += 1
            self._next(pk, at, "work", 6, author)
            return
        self._next(pk, at, "send", 1.5, author)

    def _send(self, pk: int, at: datetime) -> None:
        answers.send(pk, self._actor(pk, Official.Role.EXECUTOR), at=at)
        self._plan(at + timedelta(hours=self.chance.uniform(3, 300)), pk, "judge")

    def _actor(self, pk: int, role: str) -> Actor:
        return actor_of(self._official(self._case(pk), role))
