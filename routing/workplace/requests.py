"""Requests of other bodies to mine: what exactly is asked, until when, and a field for the reply.

The body asked sees the number, the topic, the place and the question, not the appeal: who wrote it is not its business
(``docs/decisions/0103``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from routing.cases import asking, services
from routing.cases.actors import Actor
from routing.cases.errors import CaseError, Invalid
from routing.cases.inforequests import asked_of, waiting
from routing.cases.models import Case
from routing.cases.request_models import InfoRequest

from .access import actor_for
from .steps import MAX_WORDS, status_of
from .timeline import standing

VERBS = {"give": services.give_information, "refuse": services.refuse_information}
EARLIER = 20
"""Replies shown below those that wait."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request on a page, with how its deadline stands in words."""

    request: InfoRequest
    word: str
    level: str


def may_reply(request: HttpRequest) -> bool:
    """Whether this person replies to requests of other bodies."""
    actor = actor_for(request)
    return actor is not None and bool(asked_of(actor, asking.WHO_REPLIES))


def to_reply(actor: Actor) -> QuerySet[InfoRequest]:
    """What waits for a reply of this person's bodies, the nearest date first."""
    return _full(waiting()).filter(agency__in=asked_of(actor, asking.WHO_REPLIES)).order_by("deadline__due_at", "pk")


def waiting_for(actor: Actor) -> int:
    """How many requests wait; one query, none for who replies to nobody."""
    bodies = asked_of(actor, asking.WHO_REPLIES)
    return waiting().filter(agency__in=bodies).count() if bodies else 0


def of_case(case: Case) -> list[Asked]:
    """The requests about a case for its card, in their order; one query."""
    return [_asked(row) for row in _full(InfoRequest.objects.filter(case=case)).order_by("pk")]


def _full(rows: QuerySet[InfoRequest]) -> QuerySet[InfoRequest]:
    about = ("case__topic", "deadline", "agency", "asking", "asked_by__post", "replied_by__post")
    return rows.select_related(*about).defer("case__understanding", "case__decision")


def _asked(row: InfoRequest) -> Asked:
    return Asked(row, *standing(row.deadline, timezone.now()))


def page(admin: ModelAdmin, request: HttpRequest, failed: int = 0, error: CaseError | None = None) -> HttpResponse:
    """The list; after a refusal with its sentence at the request and with what was typed."""
    actor = actor_for(request)
    if actor is None or not may_reply(request):
        raise PermissionDenied
    rows = [_asked(row) for row in to_reply(actor)]
    earlier = _full(InfoRequest.objects.filter(agency__in=asked_of(actor)).exclude(replied_at=None))
    context = admin.admin_site.each_context(request) | {
        "title": _("Requests to my body"),
        "rows": rows,
        "earlier": list(earlier.order_by("-replied_at")[:EARLIER]),
        "failed": failed,
        "error": str(error) if error else "",
        "error_elsewhere": bool(error) and failed not in {each.request.pk for each in rows},
        "typed": request.POST.get("reply", "") if error else "",
    }
    return TemplateResponse(request, "workplace/requests.html", context, status=status_of(error) if error else 200)


def reply(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """A reply was sent, or the reason why there is none."""
    actor, verb = actor_for(request), VERBS.get(request.POST.get("do", ""))
    if request.method != "POST" or actor is None or verb is None:
        raise Http404
    text = request.POST.get("reply", "")
    try:
        if len(text) > MAX_WORDS:
            raise Invalid(_("This is too long: %(limit)d characters fit.") % {"limit": MAX_WORDS}, "reply")
        verb(pk, actor, text)
    except InfoRequest.DoesNotExist:
        raise Http404
    except CaseError as error:
        return page(admin, request, pk, error)
    messages.success(request, _("The reply is on the card of the body that asked."))
    return HttpResponseRedirect(reverse("admin:routing_requests"))
