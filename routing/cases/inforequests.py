"""What stands open between a case and the bodies asked for information: who may reply, when it becomes needless."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .actions_requests import REPLIED_IN
from .actors import Actor
from .models import Case, Deadline
from .request_models import InfoRequest

KIND = "info_request"
"""The kind of the asked body's deadline."""

WORKED_ON = frozenset(REPLIED_IN)
"""Where a reply is still of use."""


def waiting() -> QuerySet[InfoRequest]:
    """The requests without a reply that are still needed."""
    return InfoRequest.objects.filter(replied_at=None, cancelled_at=None)


def asked_of(actor: Actor, who: tuple[str, ...] = ()) -> set[int]:
    """The bodies for which this actor may reply, in the own right or for somebody absent."""
    return {one.post.agency_id for one in actor.people() if not who or one.role in who}


def is_asked(actor: Actor, who: tuple[str, ...], case: Case) -> bool:
    """Whether a body of this actor owes a reply about the case. Nothing is read for the case's own people."""
    bodies = asked_of(actor, who) - {case.agency_id}
    return bool(bodies) and case.pk is not None and waiting().filter(case=case, agency__in=bodies).exists()


def drop_needless(case: Case, at: datetime) -> list[str]:
    """Take back what nobody needs any more: the case is done, or it came to the body asked itself.

    Gives the names of the bodies that owe nothing any more.
    """
    rows = waiting().filter(case=case).select_related("agency")
    if case.state in WORKED_ON:
        rows = rows.filter(agency=case.agency_id)
    found = list(rows)
    if found:
        InfoRequest.objects.filter(pk__in=[row.pk for row in found]).update(cancelled_at=at)
        Deadline.objects.filter(pk__in=[row.deadline_id for row in found]).update(cancelled_at=at)
    return [row.agency.name for row in found]


def why_longer(case: Case) -> str:
    """The reason for an extension that the open requests give (ч. 2 ст. 12 59-ФЗ), empty when there are none."""
    names = [row.agency.name for row in waiting().filter(case=case).select_related("agency").order_by("pk")]
    if not names:
        return ""
    return _("Documents and information were requested and are awaited from: %(bodies)s.") % {
        "bodies": ", ".join(names)
    }


def as_ground(case: Case, data: dict[str, Any] | None) -> dict[str, Any]:
    """The details of an extension: an open request is a ground by itself, also where nothing else was written."""
    details, ground = dict(data or {}), why_longer(case)
    if ground:
        details["requested"] = ground
        details["reason"] = details.get("reason") or ground
    return details
