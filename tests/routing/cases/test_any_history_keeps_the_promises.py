"""Random histories through the real services: whatever people do in whatever order, the promises of the house hold.

``WALKS`` sets how many histories are tried (20 in CI, more by the environment for a long night).
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from agencies.models import Agency, Official, RefusalGround
from routing.answers import services as answers
from routing.answers.gathering import gather
from routing.cases import events, inforequests, services
from routing.cases.actors import CITIZEN, SYSTEM, Actor
from routing.cases.door import possible
from routing.cases.errors import CaseError
from routing.cases.models import Case, Deadline, Event
from routing.cases.parts import Piece
from routing.cases.regimes import Person
from routing.cases.repeats import last_words
from routing.cases.request_models import InfoRequest
from routing.cases.workflow import OPEN, State
from tests.world import LONG_AGO, World, add_law, fresh, make_official, received

WALKS = int(os.environ.get("WALKS", "20"))
TEXT = "Лампу заменили сегодня утром, проверил мастер участка. Завтра вечером посмотрим ещё раз."
ASSIGNABLE = 3
BODY = "Горсвет"
PERSON = Person("Выдуманная Анна Сергеевна", "190000, Тестовая область, ул. Садовая, 1, кв. 2")
ENDS = {"link_earlier", "decline_earlier", "no_copies", "stop_correspondence"} | frozenset(
    {
        "send_copy",
        "redirect_out",
        "withdraw",
        "withdraw_question",
        "refuse",
        "decline",
        "recall",
        "separate",
        "separate_to_triage",
    }
)
"""Steps taken one time in ten only, or no history would get far."""
OF_PARTS = frozenset({"answer_parts", "close_parts", "reopen_part", "reopen_part_above", "withdraw_part"})
FOLLOWS = OF_PARTS | {"answer_joined", "promise_joined"}
"""Steps that are no verbs of their own: they follow from what happened to another case."""


class Walk:
    """Three cases about the same and everybody who may touch them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cases = [received(world, name=f"{name} Выдуманная") for name in ("Анна", "Вера", "Зоя")]
        self.case = self.cases[0]
        self.now = timezone.now()
        above = Agency.objects.create(region=world.region, code="above", name="Комитет")
        Agency.objects.filter(pk=world.lamps.pk).update(superior=above)
        self.bodies = [world.lamps, world.roads, above]
        self.ground = RefusalGround.objects.create(
            code="empty", title="Пусто", basis="порядок", notice="Нечего рассмотреть.", valid_from=LONG_AGO
        )
        people = [make_official(body, role, f"{role} Выдуманный") for body in self.bodies for role in ROLES]
        self.executors = [one for one in people if one.role == Official.Role.EXECUTOR]
        self.actors = [CITIZEN, SYSTEM, *(Actor(one.role, one) for one in people), world.actor("coordinator")]

    def step(self, choice: int, hours: int) -> str:
        """Do one of the things that somebody may do now; empty when nobody may do anything."""
        self.now += timedelta(hours=hours)
        dice = Random(choice)
        parts = list(Case.objects.exclude(parent=None).order_by("pk"))
        self.case = dice.choices([*self.cases, *parts], [5, 2, 1, *(4 for _part in parts)])[0]
        case = fresh(self.case)
        open_to = [
            (actor, name)
            for actor in self.actors
            for name, _meaning, reason in possible(case, actor)
            if not reason and name not in FOLLOWS
        ]
        if not open_to:
            return ""
        if dice.random() < 0.9:
            open_to = [(actor, name) for actor, name in open_to if name not in ENDS] or open_to
        actor, name = dice.choice(open_to)
        try:
            self.verbs(actor, choice)[name]()
        except CaseError as refused:
            assert str(refused)
        for whole in self.cases:
            gather(whole.pk, self.now)
        return name

    def verbs(self, actor: Actor, choice: int) -> dict[str, Callable[[], object]]:
        pk, at, world = self.case.pk, self.now, self.world
        facts = {"topic": world.lamp, "territory": world.north, "decision": {"bodies": [BODY, "Дирекция дорог"]}}
        act = {
            "ask_citizen": {"question": "У какого подъезда?"},
            "clarify": {"reply": "У второго"},
            "go_on": {},
            "extend": {"reason": "Ждём лампу"},
            "close_silently": {},
            "withdraw": {},
            "no_copies": {"reason": "Решает один орган"},
        }
        return {name: lambda name=name: services.act(pk, actor, name, act[name], at=at) for name in act} | {
            "route": lambda: services.route(pk, facts, world.lamps, world.executor.post, at=at),
            "ask_coordinator": lambda: services.ask_coordinator(pk, facts, at=at),
            "assign": lambda: services.assign(pk, actor, self.bodies[choice % ASSIGNABLE], at=at),
            "decline": lambda: services.decline(pk, actor, "Не наше", at=at),
            "recall": lambda: services.recall(pk, actor, "Выберем заново", at=at),
            "merge": lambda: services.merge(pk, self.other(choice).pk, actor, "Об одном", at=at),
            "separate": lambda: services.unmerge(pk, actor, "О разном", at=at),
            "separate_to_triage": lambda: services.unmerge(pk, actor, "О разном", at=at),
            "split": lambda: services.split(pk, actor, self.pieces(choice), at=at),
            "extend_whole": lambda: services.extend_whole(pk, actor, "Ждём лампу", at=at),
            "send_part": lambda: answers.send(pk, actor, at=at),
            "reopen_parts": lambda: services.reopen(pk, actor, "Снова темно", at=at),
            "convert": lambda: services.convert(pk, actor, PERSON, at=at),
            "register": lambda: services.register(pk, actor, at=at),
            "redirect_out": lambda: services.redirect_out(pk, actor, "Министерство", "ст. 1", "Решает оно", at=at),
            "send_copy": lambda: services.send_copy(pk, actor, f"Орган {choice % 2}", "Знать", at=at),
            "link_earlier": lambda: services.link_earlier(pk, actor, self.cases[0].number, at=at),
            "decline_earlier": lambda: services.decline_earlier(pk, actor, self.other(choice).number, at=at),
            "stop_correspondence": lambda: services.stop_correspondence(pk, actor, "Отвечали дважды", at=at),
            "ask_body": lambda: services.ask_body(pk, actor, self.bodies[choice % 3], "Дайте акт осмотра", at=at),
            "give_information": lambda: services.give_information(self.asked(actor), actor, "Вот акт", at=at),
            "refuse_information": lambda: services.refuse_information(self.asked(actor), actor, "Акта нет", at=at),
            "withdraw_question": lambda: services.withdraw_question(pk, actor, self.open_part(), at=at),
            "take": lambda: services.take(pk, actor, at=at),
            "pass_on": lambda: services.pass_on(pk, actor, self.executors[choice % ASSIGNABLE], "Вам ближе", at=at),
            "promise": lambda: answers.promise(pk, actor, TEXT, self.day(9), at=at),
            "refuse": lambda: services.refuse(pk, actor, self.ground, "В тексте ничего нет", at=at),
            "submit_answer": lambda: answers.submit(pk, actor, TEXT, at=at),
            "return_answer": lambda: answers.return_to_author(pk, actor, "Назовите день", at=at),
            "approve_answer": lambda: answers.approve(pk, actor, at=at),
            "send_answer": lambda: answers.send(pk, actor, at=at),
            "confirm": lambda: services.confirm(pk, actor, 1 + choice % 5, at=at),
            "reopen": lambda: services.reopen(pk, actor, "Снова темно", at=at),
            "reopen_above": lambda: services.reopen(pk, actor, "Снова темно", at=at),
        }

    def pieces(self, choice: int) -> list[Piece]:
        """A question for each of two bodies, the second one sometimes without a body."""
        facts = {"topic": self.world.lamp}
        return [Piece("Раз", facts, self.bodies[0]), Piece("Два", {}, self.bodies[1] if choice % 3 else None)]

    def open_part(self) -> str:
        """The number of a part of the case in hand that is not done."""
        return Case.objects.filter(parent=self.case, is_open=True).values_list("number", flat=True)[:1].get()

    def other(self, choice: int) -> Case:
        """Another case than the one in hand."""
        return [case for case in self.cases if case.pk != self.case.pk][choice % 2]

    def asked(self, actor: Actor) -> int:
        """The request to the actor's body about the case in hand."""
        return inforequests.waiting().filter(case=self.case, agency__in=actor.bodies())[0].pk

    def day(self, ahead: int) -> date:
        return timezone.localdate(self.now) + timedelta(days=ahead)


ROLES = ("executor", "approver")


WITHOUT_A_BODY = (
    State.REDIRECTED,
    State.RECEIVED,
    State.TRIAGE,
    State.CLOSED,
    State.WITHDRAWN,
    State.MERGED,
    State.SPLIT,
)
"""Where a case may stand without a body: with the coordinator, with its leader, in its parts, or done."""


def check(case: Case) -> None:
    """What holds after every step."""
    running = {row.kind for row in Deadline.objects.filter(case=case, met_at=None, cancelled_at=None)}
    if case.state in OPEN:
        assert running & {"route", "answer"}, f"no clock in {case.state}"
        assert "confirm" not in running, f"a window for the citizen's word in {case.state}"
        assert ("clarification" in running) == (case.state == State.CLARIFICATION)
        assert case.due_at is not None
    elif case.state == State.ANSWERED:
        assert running == {"confirm"}
        assert case.number in case.answers.get(state="sent", version=last_answer(case)).letter
    elif case.state == State.MERGED:
        check_joined(case, running)
    else:
        assert not running, f"{running} still run in {case.state}"
    if case.state not in WITHOUT_A_BODY and not case.parts.exists():
        assert case.agency_id, f"nobody has the case in {case.state}"
    if case.parent is not None:
        check_part(case, case.parent)
    check_requests(case)
    check_law(case, running)
    history = list(Event.objects.filter(case=case).order_by("seq"))
    assert events.replay(history) == events.snapshot(case)
    assert not events.chain_breaks(case)
    for before, after in itertools.pairwise(history):
        if after.kind == "approve_answer":
            author = next(event for event in reversed(history[: after.seq]) if event.kind == "submit_answer")
            assert author.official_id != after.official_id
        assert before.at <= after.at


def check_law(case: Case, running: set[str]) -> None:
    """Copies wait only for a registered whole; the common letter speaks of every part; links follow people's words."""
    if "copies" in running:
        assert case.registered_at
        assert case.parent_id is None
        assert case.state != State.SPLIT
    if case.state == State.ANSWERED and case.parts.exists():
        letter = case.answers.get(state="sent", version=last_answer(case)).letter
        assert all(f"Вопрос {n}: " in letter for n in range(1, case.parts.count() + 1))
    words = last_words({case.pk}).get(case.pk, {})
    linked = {number for number, word in words.items() if word == "link_earlier"}
    assert linked == set(case.earlier.values_list("number", flat=True))


def check_requests(case: Case) -> None:
    """A body asked owes a reply by a running deadline, or nothing; only while the case is worked on, and not itself."""
    running = set(
        Deadline.objects.filter(case=case, kind="info_request", met_at=None, cancelled_at=None).values_list(
            "pk", flat=True
        )
    )
    waiting = InfoRequest.objects.filter(case=case, replied_at=None, cancelled_at=None)
    assert running == {row.deadline_id for row in waiting}
    assert all(row.agency_id != case.agency_id for row in waiting)
    assert not running or case.state in inforequests.WORKED_ON
    assert all(row.asking_id == case.agency_id for row in waiting if case.state != State.TRIAGE)
    for row in InfoRequest.objects.filter(case=case):
        told = [letter.kind for letter in row.letters.order_by("pk")]
        assert told[0] == "asked"
        assert (told[-1] == "ended") == bool(row.cancelled_at)


def last_answer(case: Case) -> int:
    """The version of the answer that its citizen was told of last."""
    told = Event.objects.filter(case=case, kind__in=("send_answer", "answer_joined", "answer_parts")).order_by("-seq")
    return int(told[0].data["answer"])


def check_part(part: Case, whole: Case) -> None:
    """The whole waits for its parts, and no part is due later than it."""
    if not part.is_open:
        return
    assert whole.state == State.SPLIT
    of_both = Deadline.objects.filter(case__in=(part, whole), kind="answer", met_at=None, cancelled_at=None)
    due = {row.case_id: row for row in of_both}
    assert due[part.pk].paused_at or due[part.pk].due_at <= due[whole.pk].due_at


def check_joined(case: Case, running: set[str]) -> None:
    """A joined case has a leader that still works, with a term no later than its own."""
    leader = case.master
    assert leader is not None
    assert leader.state in OPEN
    assert leader.agency_id == case.agency_id, "another body than the leader's"
    assert "answer" in running
    of_both = Deadline.objects.filter(case__in=(case, leader), kind="answer", met_at=None, cancelled_at=None)
    due = {row.case_id: row for row in of_both}
    assert due[leader.pk].paused_at or due[leader.pk].due_at <= due[case.pk].due_at
    assert case.danger <= leader.danger


REQUESTS = {"ask_body", "give_information", "refuse_information", "withdraw_question", "no_copies", "send_copy"}

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A history that fails is shown as it is: making it shorter would take minutes."""


@settings(max_examples=WALKS, phases=QUICK, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 100)), min_size=5, max_size=40))
def test_a_random_history(world: World, moves: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        add_law()
        walk = Walk(world)
        for choice, hours in moves:
            walk.step(choice, hours)
            for case in Case.objects.all():
                check(case)
        transaction.set_rollback(True)


def test_the_walks_go_everywhere(world: World) -> None:
    seen, dice = set(), Random(1)
    for _ in range(60):
        with transaction.atomic():
            add_law()
            walk = Walk(world)
            seen |= {walk.step(dice.randrange(10**6), dice.randrange(60)) for _ in range(60)}
            transaction.set_rollback(True)
    wanted = {"assign", "decline", "take", "submit_answer", "approve_answer", "send_answer", "reopen"}
    assert set() == (wanted | {"merge", "separate", "split", "send_part", "convert", "register"} | REQUESTS) - seen
