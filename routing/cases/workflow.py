"""The machine of a case: every action with its states, who may do it, its effect on the deadlines and its notice.

Written with django_fsm. The bodies are empty: all that an action changes besides the state is in ``services``. Read a
transition's ``custom`` (an ``Action``) to know the rest. The citizen sees plain words (``PLAIN_WORDS``), not states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition


class State(models.TextChoices):
    """Where the case stands."""

    RECEIVED = "received", _("Received")
    TRIAGE = "triage", _("Waiting for the coordinator")
    ROUTED = "routed", _("Sent to the body")
    IN_WORK = "in_work", _("In work")
    CLARIFICATION = "clarification", _("Waiting for the citizen")
    IN_APPROVAL = "in_approval", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (
    State.RECEIVED,
    State.TRIAGE,
    State.ROUTED,
    State.IN_WORK,
    State.CLARIFICATION,
    State.IN_APPROVAL,
    State.APPROVED,
)

PLAIN_WORDS = {
    State.RECEIVED: _("Received"),
    State.TRIAGE: _("Received"),
    State.ROUTED: _("Sent to the executor"),
    State.IN_WORK: _("In work"),
    State.CLARIFICATION: _("Clarification needed"),
    State.IN_APPROVAL: _("In work"),
    State.APPROVED: _("In work"),
    State.ANSWERED: _("The answer is ready"),
    State.CLOSED: _("Closed"),
    State.WITHDRAWN: _("Closed"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """What goes with a transition.

    ``who``: roles that may do it. «executor» and «approver» mean those of the case's own body, «coordinator» any case.
    ``starts``/``meets``/``cancels``: kinds of deadline that begin to run, are met, or no longer run; ``pauses`` and
    ``resumes`` hold the answer's clock while the citizen is asked. ``notice``: code of the letter to the citizen.
    ``needs``: names of details that must come with the action and not be empty.
    """

    label: Any
    who: tuple[str, ...]
    starts: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    notice: str = ""
    needs: tuple[str, ...] = ()


def action(
    source: State | list[State] | tuple[State, ...], target: State, **meaning: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A django_fsm transition of ``state`` that carries an ``Action``."""
    sources = [source] if isinstance(source, State) else list(source)
    return transition("state", source=sources, target=target, custom=asdict(Action(**meaning)))


class Workflow(models.Model):
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
        meets=("route",),
        notice="routed",
    )
    def route(self) -> None:
        """Направить исполнителю: the machine is sure of the body."""

    @action(State.RECEIVED, State.TRIAGE, label=_("Ask the coordinator"), who=("system",))
    def ask_coordinator(self) -> None:
        """Передать координатору: the machine does not dare to decide."""

    @action(
        State.TRIAGE,
        State.ROUTED,
        label=_("Send to this body"),
        who=("coordinator",),
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
        needs=("reason",),
    )
    def decline(self) -> None:
        """Не относится к компетенции: back to the coordinator; the answer's clock goes on."""

    @action(State.ROUTED, State.IN_WORK, label=_("Take into work"), who=("executor",), notice="taken")
    def take(self) -> None:
        """Принять в работу."""

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
        State.IN_APPROVAL,
        label=_("Send for approval"),
        who=("executor",),
        needs=("answer",),
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

    @action(State.IN_APPROVAL, State.APPROVED, label=_("Approve"), who=("approver",))
    def approve_answer(self) -> None:
        """Согласовать: never by the author of the draft."""

    @action(
        State.APPROVED,
        State.ANSWERED,
        label=_("Send the answer"),
        who=("executor", "approver"),
        starts=("confirm",),
        meets=("answer",),
        notice="answered",
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
    )
    def reopen(self) -> None:
        """Вернуть на повторное рассмотрение."""

    @action(
        OPEN,
        State.WITHDRAWN,
        label=_("Withdraw the appeal"),
        who=("citizen",),
        cancels=("route", "answer", "clarification"),
        notice="withdrawn",
    )
    def withdraw(self) -> None:
        """Отозвать обращение (ст. 5 59-ФЗ)."""


def actions() -> dict[str, tuple[tuple[State, ...], State, Action]]:
    """All actions by name: from which states, to which, and what goes with them."""
    found: dict[str, tuple[tuple[State, ...], State, Action]] = {}
    for name, method in vars(Workflow).items():
        transitions = getattr(getattr(method, "_django_fsm", None), "transitions", None)
        if transitions:
            each = list(transitions.values())
            found[name] = (tuple(State(t.source) for t in each), State(each[0].target), Action(**each[0].custom))
    return found
