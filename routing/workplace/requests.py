"""Requests of other bodies to mine: what exactly is asked, until when, and a field for the reply.

The body asked sees the number, the topic, the place and the question, not the appeal: who wrote it is not its business
(``docs/decisions/0103``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from routing.cases import asking, services
from routing.cases.actors import Actor
from routing.cases.attachments import picture
from routing.cases.errors import CaseError, Invalid
from routing.cases.inforequests import asked_of, waiting, why_ended
from routing.cases.models import Case
from routing.cases.request_models import BodyLetter, InfoRequest, RequestFile

from .access import actor_for
from .steps import MAX_WORDS, status_of
from .timeline import standing

DO = frozenset({"give", "refuse"})
EARLIER = 20
"""Replies and lapsed requests shown below those that wait."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request on a page, with how its deadline stands in words; ``lost``: the letter that does not arrive."""

    request: InfoRequest
    word: str
    level: str
    letters: tuple[BodyLetter, ...] = ()
    files: tuple[RequestFile, ...] = ()

    @property
    def lost(self) -> BodyLetter | None:
        """The newest letter that failed and waits for another attempt, while a reply is owed."""
        if not self.request.is_open:
            return None
        return next((one for one in reversed(self.letters) if one.error and not one.delivered_at), None)

    @property
    def told(self) -> BodyLetter | None:
        """The newest letter that arrived."""
        return next((one for one in reversed(self.letters) if one.delivered_at), None)

    @property
    def ended(self) -> str:
        """Why it is not needed any more, in words."""
        return why_ended(self.request.ended_by) if self.request.cancelled_at else ""


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
    """The requests about a case for its card, in their order; one query, two more where there are any."""
    rows = _full(InfoRequest.objects.filter(case=case)).prefetch_related("letters", "files").order_by("pk")
    return [_asked(row, tuple(row.letters.all()), tuple(row.files.all())) for row in rows]


def _full(rows: QuerySet[InfoRequest]) -> QuerySet[InfoRequest]:
    about = ("case__topic", "deadline", "agency", "asking", "asked_by__post", "replied_by__post")
    return rows.select_related(*about).defer("case__understanding", "case__decision")


def _asked(row: InfoRequest, letters: tuple[BodyLetter, ...] = (), files: tuple[RequestFile, ...] = ()) -> Asked:
    return Asked(row, *standing(row.deadline, timezone.now()), letters, files)


def page(admin: ModelAdmin, request: HttpRequest, failed: int = 0, error: CaseError | None = None) -> HttpResponse:
    """The list; after a refusal with its sentence at the request and with what was typed."""
    actor = actor_for(request)
    if actor is None or not may_reply(request):
        raise PermissionDenied
    rows = [_asked(row) for row in to_reply(actor)]
    earlier = _full(InfoRequest.objects.filter(agency__in=asked_of(actor)).exclude(replied_at=None, cancelled_at=None))
    earlier = earlier.prefetch_related("files").order_by(Coalesce("replied_at", "cancelled_at").desc())
    context = admin.admin_site.each_context(request) | {
        "title": _("Requests to my body"),
        "rows": rows,
        "earlier": [_asked(row, files=tuple(row.files.all())) for row in earlier[:EARLIER]],
        "most_files": asking.MOST_FILES,
        "failed": failed,
        "error": str(error) if error else "",
        "error_elsewhere": bool(error) and failed not in {each.request.pk for each in rows},
        "typed": request.POST.get("reply", "") if error else "",
    }
    return TemplateResponse(request, "workplace/requests.html", context, status=status_of(error) if error else 200)


def reply(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """A reply was sent, or the reason why there is none."""
    actor, do = actor_for(request), request.POST.get("do", "")
    if request.method != "POST" or actor is None or do not in DO:
        raise Http404
    text = request.POST.get("reply", "")
    try:
        if len(text) > MAX_WORDS:
            raise Invalid(_("This is too long: %(limit)d characters fit.") % {"limit": MAX_WORDS}, "reply")
        if do == "refuse":
            services.refuse_information(pk, actor, text)
        else:
            services.give_information(pk, actor, text, files=_scans(request))
    except InfoRequest.DoesNotExist:
        raise Http404
    except CaseError as error:
        return page(admin, request, pk, error)
    messages.success(request, _("The reply is on the card of the body that asked."))
    return HttpResponseRedirect(reverse("admin:routing_requests"))


def _scans(request: HttpRequest) -> list[bytes]:
    """The scans sent with a reply, decoded and written anew. Raises ``Invalid`` naming the file."""
    too_large, too_many = getattr(request, "dropped_photos", ([], []))
    if too_large:
        raise Invalid(_("The file “%(name)s” is larger than 10 MB.") % {"name": too_large[0]}, "files")
    if too_many:
        raise Invalid(_("No more than %(count)d scans fit to a reply.") % {"count": asking.MOST_FILES}, "files")
    found = []
    for file in request.FILES.getlist("files"):
        try:
            found.append(picture(file))
        except Invalid:
            raise Invalid(
                _("The file “%(name)s” is no picture. A scan or a photo will do: JPEG, PNG or WebP.")
                % {"name": file.name},
                "files",
            )
    return found


def scan(admin: ModelAdmin, request: HttpRequest, pk: int, file: int) -> FileResponse:
    """A scan of a reply: for those who may see the case, and for the body that gave it."""
    actor = actor_for(request)
    found = RequestFile.objects.select_related("request").filter(pk=file, request=pk).first()
    if actor is None or found is None:
        raise Http404
    mine = found.request.agency_id in asked_of(actor, asking.WHO_REPLIES)
    if not mine and not admin.get_queryset(request).filter(pk=found.request.case_id).exists():
        raise Http404
    try:
        opened = found.image.open("rb")
    except FileNotFoundError:
        raise Http404
    response = FileResponse(opened, filename=PurePath(found.image.name or "scan.jpg").name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
