"""The machine of a case: every action with its states, who may do it, its effect on the deadlines and its notice.

Written with django_fsm. The bodies are empty: all that an action changes besides the state is in ``services``. Read a
transition's ``custom`` (an ``Action``) to know the rest. The citizen sees plain words (``PLAIN_WORDS``), not states.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from .actions_law import Law
from .actions_parts import Parts
from .actions_requests import Requests
from .actions_together import Together
from .states import OPEN, PLAIN_WORDS, Action, State, action, plain_word

__all__ = ["OPEN", "PLAIN_WORDS", "Action", "State", "Workflow", "actions", "plain_word"]


class Workflow(Together, Parts, Law, Requests, models.Model):
    """The state of a case and the actions that change it."""

    state = FSMField(_("state"), default=State.RECEIVED, choices=State.choices, protected=True)

    class Meta:
        abstract = True

    @action(
        State.RECEIVED,
        State.ROUTED,
        label=_("Send to the competent body"),
        who=("system",),
        starts=("answer",),
        may_start=("copies",),
        meets=("route",),
        notice="routed",
    )
    def route(self) -> None:
        """Направить исполнителю: the machine is sure of the body."""

    @action(State.RECEIVED, State.TRIAGE, label=_("Ask the coordinator"), who=("system",), may_start=("copies",))
    def ask_coordinator(self) -> None:
        """Передать координатору: the machine does not dare to decide."""

    @action(
        State.TRIAGE,
        State.ROUTED,
        label=_("Send to this body"),
        who=("coordinator", "moderator"),
        starts=("answer",),
        meets=("route",),
        notice="routed",
        needs=("agency",),
    )
    def assign(self) -> None:
        """Определить исполнителя: the coordinator's decision, stored as an example."""

    @action(
        [State.ROUTED, State.IN_WORK],
        State.TRIAGE,
        label=_("Not our matter"),
        who=("executor",),
        starts=("route",),
        restores=("redirect",),
        meets=("find_owner",),
        needs=("reason",),
        guards=("not_bound",),
    )
    def decline(self) -> None:
        """Не относится к компетенции: back to the coordinator; the answer's clock goes on."""

    @action(
        [State.ROUTED, State.IN_WORK],
        State.TRIAGE,
        label=_("Take back and choose again"),
        who=("coordinator",),
        starts=("route",),
        restores=("redirect",),
        meets=("find_owner",),
        needs=("reason",),
    )
    def recall(self) -> None:
        """Отозвать у исполнителя: the coordinator corrects the choice; the answer's clock goes on."""

    @action(
        State.ROUTED,
        State.IN_WORK,
        label=_("Take into work"),
        who=("executor",),
        cancels=("redirect",),
        notice="taken",
        guards=("not_named",),
    )
    def take(self) -> None:
        """Принять в работу."""

    @action(
        [State.ROUTED, State.IN_WORK, State.CLARIFICATION],
        None,
        label=_("Give to a colleague"),
        who=("executor", "approver", "head"),
        needs=("executor", "reason"),
    )
    def pass_on(self) -> None:
        """Передать коллеге: another executor of the same body goes on; clocks and the citizen notice nothing."""

    @action(
        State.IN_WORK,
        State.CLARIFICATION,
        label=_("Ask the citizen"),
        who=("executor",),
        starts=("clarification",),
        pauses=("answer",),
        notice="clarification",
        needs=("question",),
    )
    def ask_citizen(self) -> None:
        """Запросить уточнение."""

    @action(
        State.CLARIFICATION,
        State.IN_WORK,
        label=_("Answer the question"),
        who=("citizen",),
        meets=("clarification",),
        resumes=("answer",),
        needs=("reply",),
    )
    def clarify(self) -> None:
        """Уточнить: the citizen's reply."""

    @action(
        State.CLARIFICATION,
        State.IN_WORK,
        label=_("Go on without the clarification"),
        who=("system", "executor"),
        cancels=("clarification",),
        resumes=("answer",),
    )
    def go_on(self) -> None:
        """Продолжить без уточнения: the citizen did not reply in time."""

    @action(
        State.IN_WORK,
        State.IN_WORK,
        label=_("Extend the term"),
        who=("approver", "head"),
        extends=("answer",),
        notice="extended",
        needs=("reason",),
        guards=("whole", "alone", "term_can_be_extended", "extended_once", "before_the_day"),
    )
    def extend(self) -> None:
        """Продлить срок рассмотрения (ч. 2 ст. 12 59-ФЗ): once, before it ends, with a notice to the citizen."""

    @action(
        State.IN_WORK,
        State.IN_WORK,
        label=_("Give an interim answer with a promise"),
        who=("executor",),
        notice="interim",
        needs=("text", "day"),
        guards=("one_promise",),
        effect=_("what was promised falls due on the day named"),
    )
    def promise(self) -> None:
        """Промежуточный ответ: what was promised to the citizen becomes a deadline of its own."""

    @action(
        [State.TRIAGE, State.ROUTED, State.IN_WORK],
        State.CLOSED,
        label=_("Leave without an answer on the merits"),
        who=("approver", "coordinator", "head"),
        meets=("route", "answer"),
        cancels=("promise", "find_owner", "register", "redirect", "copies"),
        notice="refused",
        needs=("ground", "explanation"),
        guards=("alone", "not_named"),
    )
    def refuse(self) -> None:
        """Оставить без ответа по существу (ст. 11 59-ФЗ): on a ground of the law, by a person, with a notice."""

    @action(
        State.IN_WORK,
        State.IN_APPROVAL,
        label=_("Send for approval"),
        who=("executor",),
        needs=("answer",),
        guards=("not_named",),
    )
    def submit_answer(self) -> None:
        """Передать на согласование."""

    @action(
        State.IN_APPROVAL,
        State.IN_WORK,
        label=_("Return to the author"),
        who=("approver",),
        needs=("comment",),
    )
    def return_answer(self) -> None:
        """Вернуть на доработку."""

    @action(State.IN_APPROVAL, State.APPROVED, label=_("Approve"), who=("approver",), guards=("four_eyes", "not_named"))
    def approve_answer(self) -> None:
        """Согласовать: never by the author of the draft."""

    @action(
        State.APPROVED,
        State.ANSWERED,
        label=_("Send the answer"),
        who=("executor", "approver", "signer"),
        starts=("confirm",),
        meets=("answer", "promise"),
        cancels=("find_owner", "register", "redirect", "copies"),
        notice="answered",
        guards=("whole", "not_named"),
    )
    def send_answer(self) -> None:
        """Направить ответ гражданину."""

    @action(
        State.ANSWERED,
        State.CLOSED,
        label=_("Mark the answer"),
        who=("citizen",),
        meets=("confirm",),
        needs=("mark",),
    )
    def confirm(self) -> None:
        """Оценить ответ."""

    @action(State.ANSWERED, State.CLOSED, label=_("Close in silence"), who=("system",), cancels=("confirm",))
    def close_silently(self) -> None:
        """Закрыть по истечении срока подтверждения."""

    @action(
        [State.ANSWERED, State.CLOSED],
        State.ROUTED,
        label=_("The problem is not solved"),
        who=("citizen",),
        starts=("answer",),
        cancels=("confirm",),
        notice="reopened",
        needs=("reason",),
        guards=("whole", "not_in_parts", "had_an_answer", "in_the_window"),
        effect=_("from the second time on the superior body answers"),
    )
    def reopen(self) -> None:
        """Вернуть на повторное рассмотрение: the same body at first, then the one above it."""

    @action(
        [State.ANSWERED, State.CLOSED],
        State.TRIAGE,
        label=_("The problem is still not solved"),
        who=("citizen",),
        starts=("route", "answer"),
        cancels=("confirm",),
        notice="reopened",
        needs=("reason",),
        guards=("whole", "not_in_parts", "had_an_answer", "in_the_window"),
    )
    def reopen_above(self) -> None:
        """Вернуть повторно, когда вышестоящего органа нет: the coordinator decides who looks at it now."""

    @action(
        (*OPEN, State.MERGED),
        State.WITHDRAWN,
        label=_("Withdraw the appeal"),
        who=("citizen",),
        cancels=("route", "answer", "clarification", "promise", "find_owner", "register", "redirect", "copies"),
        notice="withdrawn",
        guards=("whole",),
        effect=_("its parts are withdrawn with it; those joined to it go on: the earliest of them leads"),
    )
    def withdraw(self) -> None:
        """Отозвать обращение (ст. 5 59-ФЗ)."""


@cache
def actions() -> dict[str, tuple[tuple[State, ...], State | None, Action]]:
    """All actions by name: from which states, to which (``None``: it stays), and what goes with them."""
    found: dict[str, tuple[tuple[State, ...], State | None, Action]] = {}
    for name, method in chain(*(vars(part).items() for part in (Workflow, Together, Parts, Law, Requests))):
        transitions = getattr(getattr(method, "_django_fsm", None), "transitions", None)
        if transitions:
            each = list(transitions.values())
            target = State(each[0].target) if each[0].target else None
            found[name] = (tuple(State(t.source) for t in each), target, Action(**each[0].custom))
    return found
