"""Where a case can stand, what the citizen reads of it, and what goes with an action (``workflow``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition


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
    SPLIT = "split", _("Considered in parts")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REDIRECTED = "redirected", _("Sent to a body outside the window")
    MERGED = "merged", _("Considered together with another")


OPEN = (
    State.RECEIVED,
    State.TRIAGE,
    State.ROUTED,
    State.IN_WORK,
    State.CLARIFICATION,
    State.IN_APPROVAL,
    State.APPROVED,
    State.SPLIT,
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
    State.MERGED: _("In work"),
    State.SPLIT: _("In work"),
    State.REDIRECTED: _("Closed"),
}
REGISTERED = _("Registered")


def plain_word(state: str, registered: bool) -> Any:
    """One of the seven words for the citizen: what is registered and has no body yet is «зарегистрировано»."""
    waits = state in {State.RECEIVED, State.TRIAGE}
    return REGISTERED if registered and waits else PLAIN_WORDS[State(state)]


@dataclass(frozen=True, slots=True)
class Action:
    """What goes with a transition.

    ``who``: roles that may do it. «executor» and «approver» mean those of the case's own body, «coordinator» any case.
    ``starts``/``meets``/``cancels``: kinds of deadline that begin to run, are met, or no longer run; ``may_start``:
    those that begin only where the law of the appeal names a term for them; ``pauses`` and
    ``resumes`` hold the answer's clock while the citizen is asked. ``notice``: code of the letter to the citizen.
    ``needs``: names of details that must come with the action and not be empty. ``guards``: conditions beside state and
    role, by their names in ``guards``. ``extends``: kinds of deadline that get the term «extend» of the law on top.
    ``restores``: kinds that were cancelled and run again as if they had never stopped.
    ``effect`` says in words what else happens to the clocks. ``asked``: done by those of a body that was asked for
    information, not of the case's own.
    """

    label: Any
    who: tuple[str, ...]
    starts: tuple[str, ...] = ()
    may_start: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    notice: str = ""
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    restores: tuple[str, ...] = ()
    effect: Any = ""
    asked: bool = False


def action(
    source: State | list[State] | tuple[State, ...], target: State | None, **meaning: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A django_fsm transition of ``state`` that carries an ``Action``; without a target the state stays."""
    sources = [source] if isinstance(source, State) else list(source)
    return transition("state", source=sources, target=target, custom=asdict(Action(**meaning)))
