"""The one door for writes: lock the row, check, change, event, deadlines, outbox, commit.

``services`` holds the verbs; nothing else opens the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import can_proceed

from agencies.selectors import agency_of, region_of, topic_of

from . import complaints, deadlines, events, hands, inforequests, outbox, regimes, words
from .actors import Actor
from .errors import Busy, Conflict, Invalid, Refused
from .guards import GUARDS
from .models import Case, Event
from .prepared import Prepared
from .workflow import Action, State, actions

LOCK_MILLISECONDS = 3000
ALWAYS = ("state_since", "version", "head", "is_open")
"""Columns of a case that its history does not carry."""


@dataclass
class Change:
    """A case under lock, and what is being done to it."""

    case: Case
    actor: Actor
    at: datetime
    before: dict[str, Any] = field(default_factory=dict)
    allowed: str = ""
    """The action that was found possible as the case stands now."""

    def check(self, name: str) -> None:
        """``check_allowed`` for this change; ``do`` does not ask again while nothing was changed in between."""
        check_allowed(self.case, self.actor, name, self.at)
        self.allowed = name

    def do(self, name: str, data: dict[str, Any] | None = None, **columns: Any) -> Event:
        """Perform an action of the workflow.

        ``data`` are its details (kept in the event), ``columns`` new values of the case's own columns. Raises
        ``Refused`` when state, role, a guard or the ban of ч. 6 ст. 8 59-ФЗ forbid it, ``Invalid`` when a needed
        detail is missing.
        """
        meaning = actions()[name][2]
        details = dict(data or {})
        if meaning.pauses and not regimes.holds_clock(self.case):
            meaning = replace(meaning, pauses=())
        if meaning.pauses and self.case.joined.filter(state="merged").exists():
            # Others wait for this answer: a question to one of them does not hold their clock.
            meaning = replace(meaning, pauses=())
        if self.allowed != name:
            self.check(name)
        for needed in meaning.needs:
            if not (details.get(needed) or columns.get(needed)):
                raise Invalid(_("Fill in this field."), needed)
        complaints.check(self.case, columns.get("agency"), details)
        absent = None if meaning.asked else self.actor.acts_for(meaning.who, self.case)
        if absent is not None:
            details["instead_of"] = absent.full_name
        stood = self.case.state
        getattr(self.case, name)()
        if self.case.state != stood:
            self.case.state_since = self.at
        self.set(**columns)
        if self.case.state == State.ROUTED:
            self.case.executor = hands.executor_for(self.case, self.at)
        self.case.due_at = deadlines.apply(self.case, meaning, self.at)
        event = self.note(name, details)
        if meaning.notice:
            outbox.add("routing.notify", event=event.pk)
        return event

    def set(self, **columns: Any) -> None:
        """Give columns of the case new values; ``note`` or ``do`` writes them into the history."""
        self.allowed = ""
        for name, value in columns.items():
            setattr(self.case, name, value)

    def note(self, kind: str, data: dict[str, Any] | None = None) -> Event:
        """Write an event with all columns changed since the last one, and save them."""
        now = events.snapshot(self.case)
        changes = {name: value for name, value in now.items() if self.before.get(name, ...) != value}
        details = dict(data or {})
        if inforequests.may_settle(self.before, now):
            details |= inforequests.settle(self.case, kind, self.at)
        if "topic_id" in changes and (sooner := deadlines.hasten(self.case)):
            details["sooner"] = sooner.due_at
        event = events.append(self.case, self.actor, kind, self.at, details, changes)
        # What the history does not track is written always; of the rest only what became another.
        self.case.save(update_fields=[*ALWAYS, *(name.removesuffix("_id") for name in changes)])
        if "address" in changes:
            words.write(self.case)
        self.before = now
        return event


def check_allowed(case: Case, actor: Actor, name: str, at: datetime | None = None) -> None:
    """Raise ``Refused`` with the named reason when ``actor`` may not do the action now: «role», «state», or a guard."""
    _sources, _target, meaning = actions()[name]
    if not _is_his(actor, meaning, case):
        raise Refused(_("This step is for another role or another body."), "role")
    if not can_proceed(getattr(case, name)):
        raise Refused(_("This step is not possible now: the case has moved on."), "state")
    for guard in meaning.guards:
        sentence = GUARDS[guard](case, actor, at or timezone.now())
        if sentence is not None:
            raise Refused(sentence, guard)


def _is_his(actor: Actor, meaning: Action, case: Case) -> bool:
    if meaning.asked:
        return inforequests.is_asked(actor, meaning.who, case)
    return actor.may_act_as(meaning.who, case)


def possible(case: Case, actor: Actor) -> list[tuple[str, Action, str]]:
    """Every action of the actor's role with the reason why it is not possible now («» when it is)."""
    found = []
    for name, (_sources, _target, meaning) in actions().items():
        if not _is_his(actor, meaning, case):
            continue
        try:
            check_allowed(case, actor, name)
            found.append((name, meaning, ""))
        except Refused as refusal:
            found.append((name, meaning, str(refusal)))
    return found


_for_update = Prepared(lambda pk: Case.objects.select_for_update().filter(pk=pk))


@contextmanager
def change(case_id: int, actor: Actor, *, at: datetime | None = None, expected: int | None = None) -> Iterator[Change]:
    """Open a case for writing; everything inside is committed together or not at all.

    ``expected`` is the version the person saw: raises ``Conflict`` when the case moved on since. Raises ``Busy`` when
    the row stays locked for more than three seconds, ``Case.DoesNotExist`` when there is no such case.
    """
    try:
        with transaction.atomic():
            limit_waiting()
            case = _for_update.first(case_id)
            if case is None:
                raise Case.DoesNotExist
            _give_registry(case)
            if expected is not None and case.version != expected:
                raise Conflict
            yield Change(case, actor, at or timezone.now(), events.snapshot(case))
    except OperationalError as error:
        if "lock" not in str(error).lower():
            raise
        raise Busy from error


def _give_registry(case: Case) -> None:
    """Rows of the registry that a step looks at, kept in mind; they are not read with every lock."""
    case.region = region_of(case.region_id)
    case.agency = agency_of(case.agency_id) if case.agency_id is not None else None
    case.topic = topic_of(case.topic_id) if case.topic_id is not None else None


@contextmanager
def locked(*case_ids: int) -> Iterator[None]:
    """Lock several cases at once in the order of their numbers, before any of them is opened.

    Two people who do the same with the same cases the other way round then wait for each other in turn and not in a
    circle. Raises ``Busy`` as ``change`` does.
    """
    try:
        with transaction.atomic():
            limit_waiting()
            list(Case.objects.select_for_update().filter(pk__in=case_ids).order_by("pk").values_list("pk", flat=True))
            yield
    except OperationalError as error:
        if "lock" not in str(error).lower():
            raise
        raise Busy from error


def limit_waiting() -> None:
    """Give up a lock after three seconds (PostgreSQL; SQLite has its own timeout in the settings)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LOCK_MILLISECONDS}ms"])
