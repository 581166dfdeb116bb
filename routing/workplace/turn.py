"""The next case that waits for this person: from one card to the next without the list in between."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Official
from routing.cases.actors import Actor
from routing.cases.models import Case
from routing.cases.workflow import State

from .access import actor_for

TURNS: dict[str, tuple[State, ...]] = {
    Official.Role.EXECUTOR: (State.ROUTED, State.IN_WORK, State.APPROVED),
    Official.Role.APPROVER: (State.IN_APPROVAL, State.APPROVED),
    Official.Role.COORDINATOR: (State.TRIAGE,),
}
"""States in which a case waits for a role."""
LOOKED_THROUGH = 500


def waiting(cases: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """The cases in which it is this person's turn, in the order of the inbox; not those another one has taken."""
    states = TURNS.get(actor.role, ())
    found = cases.filter(is_open=True, state__in=states)
    if actor.role == Official.Role.EXECUTOR and actor.official is not None:
        found = found.filter(executor__isnull=True) | found.filter(executor=actor.official)
    return found.order_by("-danger", "due_at", "-pk")


def after(pk: int, ids: list[int]) -> int | None:
    """The one after ``pk``, around the end; the first when ``pk`` is not among them, ``None`` for no other."""
    at = ids.index(pk) if pk in ids else -1
    others = ids[at + 1 :] + ids[: max(at, 0)]
    return others[0] if others else None


def following(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the next case; to the list when nothing waits."""
    actor = actor_for(request)
    cases = admin.get_queryset(request)
    ids = list(waiting(cases, actor).values_list("pk", flat=True)[:LOOKED_THROUGH]) if actor else []
    found = after(pk, ids)
    if found is None:
        messages.success(request, _("Nothing more waits for you."))
        return HttpResponseRedirect(reverse("admin:routing_case_changelist"))
    return HttpResponseRedirect(reverse("admin:routing_case_change", args=[found]))
