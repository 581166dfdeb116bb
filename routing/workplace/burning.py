"""What burns: the tabs of the inbox, their counters, and the word about a single case. One definition for all three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.models import Official
from routing.cases.actors import Actor
from routing.cases.models import Case, Deadline
from routing.cases.workflow import OPEN, State

RUNNING = tuple(state for state in OPEN if state != State.CLARIFICATION)
"""States in which the clock of the answer goes on: not while the citizen is asked."""
SOON_DAYS = 3
MANY = 1001
"""A tab shows «1000+» from here on, and the list ends."""
EVERYBODY = (*Official.Role,)
OVERVIEW = (Official.Role.COORDINATOR, Official.Role.ADMINISTRATOR)
IN_BODY = (Official.Role.EXECUTOR, Official.Role.APPROVER, Official.Role.SIGNER)
WITH_BODY = tuple(role for role in Official.Role if role != Official.Role.MODERATOR)
OWN = (Official.Role.EXECUTOR,)


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to look at the inbox. ``roles`` are those to whom it is offered; ``urgent`` colours its counter."""

    name: str
    title: Any
    roles: tuple[str, ...] = EVERYBODY
    urgent: bool = False


TABS = (
    Tab("open", _("All open")),
    Tab("overdue", _("Overdue"), urgent=True),
    Tab("today", _("Due today"), urgent=True),
    Tab("soon", _("In three days")),
    Tab("danger", _("Danger"), urgent=True),
    Tab("reopened", _("Reopened")),
    Tab("promised", _("Promises"), roles=WITH_BODY),
    Tab("approval", _("To approve"), roles=WITH_BODY),
    Tab("signing", _("To send"), roles=(*IN_BODY, Official.Role.HEAD)),
    Tab("mine", _("Mine"), roles=OWN),
    Tab("triage", _("Triage"), roles=OVERVIEW),
    Tab("done", _("Answered"), roles=WITH_BODY),
    Tab("all", _("Everything")),
)


def tabs_for(actor: Actor) -> list[Tab]:
    """The tabs offered to this role."""
    return [tab for tab in TABS if actor.role in tab.roles]


def condition(name: str, now: datetime, actor: Actor) -> Q:
    """Which cases a tab shows at the moment ``now``. An unknown name shows the open ones."""
    tonight, later = _midnight(now, 1), _midnight(now, SOON_DAYS + 1)
    # «IN (true)» and not «is_open»: SQLite takes the bare column for no equality and passes the index over.
    held = Q(is_open__in=[True])
    running = held & Q(state__in=RUNNING)
    conditions = {
        "overdue": running & Q(due_at__lt=now),
        "today": running & Q(due_at__gte=now, due_at__lt=tonight),
        "soon": running & Q(due_at__gte=tonight, due_at__lt=later),
        "near": running & Q(due_at__gte=now, due_at__lt=later),
        "danger": held & Q(danger__in=[True]),
        "reopened": held & Q(reopenings__gt=0),
        "promised": held & Q(pk__in=promises(later)),
        "approval": Q(state=State.IN_APPROVAL),
        "signing": Q(state=State.APPROVED),
        "mine": held & Q(executor__in=[official.pk for official in actor.people()]),
        "triage": Q(state=State.TRIAGE),
        "done": Q(is_open__in=[False]),
        "all": Q(),
    }
    return conditions.get(name, held)


def promises(until: datetime) -> QuerySet[Deadline, int]:
    """The cases in which something promised to the citizen falls due before ``until``."""
    running = Deadline.objects.filter(kind="promise", met_at=None, cancelled_at=None, due_at__lt=until)
    return running.values_list("case_id", flat=True)


def counters(cases: QuerySet[Case], now: datetime, actor: Actor) -> dict[str, int]:
    """How many cases each of the actor's tabs holds, in one query.

    Counting stops at ``MANY``: who has a thousand overdue cases needs no exact number, and an exact one would cost the
    more the more cases there are.
    """
    names = [tab.name for tab in tabs_for(actor)]
    parts, values = [], []
    for name in names:
        rows = cases.filter(condition(name, now, actor)).order_by().values("pk")[:MANY]
        if rows.query.is_empty():
            parts.append("0")
            continue
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS bounded)")  # noqa: S608 # nosec B608
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)  # nosec B608
        return dict(zip(names, cursor.fetchone(), strict=True))


def burns(case: Case, now: datetime) -> tuple[str, str]:
    """How urgent a case is and the word for it: («overdue», «today», «soon», «calm», «waits» or «done»)."""
    if case.state == State.CLARIFICATION:
        return "waits", str(_("the citizen was asked"))
    if case.state not in OPEN or case.due_at is None:
        return "done", ""
    days = days_left(case.due_at, now)
    if case.due_at < now:
        late = max(1, -days)
        return "overdue", ngettext("overdue by %(n)d day", "overdue by %(n)d days", late) % {"n": late}
    if days == 0:
        return "today", str(_("due today"))
    word = ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return ("soon" if days <= SOON_DAYS else "calm"), word


def days_left(due: datetime, now: datetime) -> int:
    """Whole days from the day of ``now`` to the day of ``due`` by the local calendar; negative when past."""
    return (timezone.localdate(due) - timezone.localdate(now)).days


def _midnight(now: datetime, days: int) -> datetime:
    """The beginning of the day ``days`` after the one of ``now``."""
    day = timezone.localdate(now) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.min))
