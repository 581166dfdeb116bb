"""The triage queue: what the system did not dare to route, decided by a coordinator with one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agencies.models import Agency, Post, Topic
from agencies.selectors import registry_names
from routing.cases import complaints, repeats, services
from routing.cases.errors import CaseError, Invalid, Refused
from routing.cases.models import Case
from routing.cases.repeats import Repeat
from routing.cases.workflow import State

from .access import actor_for, is_coordinator
from .burning import burns
from .marks import marked, marks_of
from .steps import seen_version, status_of
from .why import Choice, Guess, candidates, doubts, guesses

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Doubt:
    """A case of the queue as the coordinator sees it."""

    case: Case
    text: SafeString
    long: bool
    level: str
    urgency: str
    guesses: list[Guess]
    doubts: list[str]
    candidates: list[Choice]
    repeats: list[Repeat]


def queue(cases: Any) -> Any:
    """The waiting cases: danger first, then by the day they are due."""
    related = ("message", "requisites", "region", "topic", "territory")
    waiting = cases.filter(state=State.TRIAGE).select_related(*related)
    return waiting.order_by("-danger", "due_at", "received_at")


def page(admin: ModelAdmin, request: HttpRequest, failed: int = 0, error: CaseError | None = None) -> TemplateResponse:
    """The queue. After a refusal with its sentence at the case and with what was typed."""
    if not is_coordinator(request):
        raise PermissionDenied
    actor = actor_for(request)
    shown = Paginator(queue(admin.get_queryset(request)), PER_PAGE).get_page(request.GET.get("p"))
    cases = _with_failed(list(shown), admin.get_queryset(request), failed)
    seem = repeats.proposed(cases, admin.get_queryset(request)) if actor and actor.role == "coordinator" else {}
    shown_cases = [doubt(case, seem.get(case.pk, [])) for case in cases]
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Triage"),
        "is_fullwidth": "1",
        "page": shown,
        "doubts": shown_cases,
        "can_assign": actor is not None and actor.role in {"coordinator", "moderator"},
        "may_choose_any": actor is not None and actor.role == "coordinator",
        "failed": failed,
        "error": str(error) if error else "",
        "barred": isinstance(error, Refused) and error.code == complaints.REFUSED,
        "error_elsewhere": bool(error) and failed not in {each.case.pk for each in shown_cases},
        "typed": request.POST,
        **choices(),
    }
    return TemplateResponse(request, "workplace/triage.html", context, status=status_of(error) if error else 200)


def _with_failed(shown: list[Case], cases: Any, failed: int) -> list[Case]:
    """The page with the case whose step was refused on it, first if it stands on another page."""
    if not failed or failed in {case.pk for case in shown}:
        return shown
    return [*queue(cases).filter(pk=failed), *shown]


def doubt(case: Case, seems: list[Repeat]) -> Doubt:
    """One case with its marks, guesses and candidates; no queries."""
    level, urgency = burns(case, timezone.now())
    text = case.message.text
    return Doubt(
        case=case,
        text=marked(text, marks_of(case.understanding)),
        long=len(text) > 700,
        level=level,
        urgency=urgency,
        guesses=guesses(case.understanding),
        doubts=doubts(case),
        candidates=candidates(case),
        repeats=seems,
    )


def choices() -> dict[str, Any]:
    """All bodies and topics, for choosing one that was not offered; both are kept in mind for a minute."""
    return {
        "agencies": list(registry_names("body").values()),
        "topics": list(dict.fromkeys(registry_names("topic").values())),
    }


def decide(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator's click: ``agency_code`` of a candidate, or ``agency`` and ``topic`` typed by name."""
    if request.method != "POST":
        raise Http404
    actor = actor_for(request)
    if actor is None or not is_coordinator(request):
        raise PermissionDenied
    case = admin.get_queryset(request).select_related("region").filter(pk=pk).first()
    if case is None:
        raise Http404
    try:
        agency, post = chosen_body(case, request.POST)
        topic = chosen_topic(case, request.POST.get("topic", ""))
        why = request.POST.get("not_complained", "")
        services.assign(pk, actor, agency, post, topic, not_complained=why, expected=seen_version(request.POST))
    except CaseError as error:
        return page(admin, request, pk, error)
    messages.success(request, _("Case %(number)s was sent to: %(agency)s.") % {"number": case.number, "agency": agency})
    return HttpResponseRedirect(reverse("admin:routing_case_triage"))


def chosen_body(case: Case, form: Any) -> tuple[Agency, Post | None]:
    """The body of a candidate button, or the one whose name was typed. Raises ``Invalid``."""
    bodies = Agency.objects.filter(region=case.region)
    if form.get("agency_code"):
        agency = bodies.filter(code=form["agency_code"]).first()
        if agency is None:
            raise Invalid(_("There is no such body in the registry any more. Choose another."), "agency")
        return agency, Post.objects.filter(agency=agency, title=form.get("post", "")).first()
    name = " ".join(form.get("agency", "").split())
    if not name:
        raise Invalid(_("Choose the body."), "agency")
    return _only_one(name, {body.name: body for body in bodies}, "agency"), None


def chosen_topic(case: Case, typed: str) -> Topic | None:
    """The topic typed by name, the region's own before the common one; ``None`` leaves the machine's."""
    name = " ".join(typed.split())
    if not name:
        return None
    topics = Topic.objects.filter(Q(region=None) | Q(region=case.region)).order_by("external_id")
    return _only_one(name, {topic.title: topic for topic in topics}, "topic")


def _only_one(name: str, rows: dict[str, Any], field: str) -> Any:
    """The row of this name, or the only one that has it as a part."""
    sought = name.casefold()
    exact = [row for title, row in rows.items() if title.casefold() == sought]
    fitting = exact or [row for title, row in rows.items() if sought in title.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise Invalid(_("Several names fit “%(name)s”. Choose one from the list.") % {"name": name}, field)
    raise Invalid(_("Nothing in the registry is called “%(name)s”. Choose from the list.") % {"name": name}, field)
