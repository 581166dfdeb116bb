"""One step for several cases of the list: first what would happen to each, then each through the one door by itself.

What is refused for one case holds up no other; a case that moved on since the preview is told by name and left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from routing.cases.actors import Actor
from routing.cases.door import check_allowed
from routing.cases.errors import CaseError, Refused
from routing.cases.models import Case
from routing.cases.workflow import Action, actions

from .access import actor_for, has_inbox
from .listing import PER_PAGE
from .steps import Asked, perform
from .verbs import VERBS, Field

TOGETHER = ("take", "pass_on", "decline", "recall", "promise", "extend", "go_on", "send_answer")
"""Steps that make sense for several cases at once. Approving is not among them: each answer is read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case of the selection, and why the step is (or was) refused; empty when it is possible (or done)."""

    case: Case
    reason: str = ""


def offered(actor: Actor) -> list[tuple[str, Any]]:
    """The steps this role may choose, with their labels."""
    return [(name, _meaning(name).label) for name in TOGETHER if actor.role in _meaning(name).who]


def page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The preview; with ``confirmed`` the step itself and what became of each case."""
    actor, name = actor_for(request), request.POST.get("do", "")
    if request.method != "POST" or actor is None or not has_inbox(request):
        raise Http404
    known = dict(offered(actor))
    chosen = selection(request)
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "do": name,
        "label": known.get(name, ""),
        "back": request.POST.get("back", "")[:500],
        "error": "",
    }
    if name not in known or not chosen:
        context |= {"title": _("Several cases"), "error": _("Tick cases in the list and choose what to do with them.")}
        return TemplateResponse(request, "workplace/bulk.html", context, status=400)
    cases = list(
        admin.get_queryset(request).filter(pk__in=chosen).select_related("region", "topic").order_by("due_at", "pk")
    )
    fields = VERBS[name][0]
    missing = [each.label for each in fields if not request.POST.get(each.name, "").strip()]
    context |= {"title": known[name], "missing_cases": len(chosen) - len(cases)}
    if request.POST.get("confirmed") and not missing:
        done = [_done(name, case, actor, request.POST, chosen[case.pk]) for case in cases]
        return TemplateResponse(request, "workplace/bulk_done.html", context | _sorted(done))
    if request.POST.get("confirmed"):
        context["error"] = _("Fill in: %(fields)s.") % {"fields": ", ".join(map(str, missing)).lower()}
    tried = [_tried(name, each, actor) for each in cases]
    open_to = [each.case for each in tried if not each.reason]
    context |= {"fields": [_asked(each, request.POST.get(each.name, ""), open_to) for each in fields if not each.when]}
    return TemplateResponse(request, "workplace/bulk.html", context | _sorted(tried))


def selection(request: HttpRequest) -> dict[int, str]:
    """The ticked cases with the version the person saw («12:3»), if the form brought it."""
    found: dict[int, str] = {}
    for each in request.POST.getlist("case")[:PER_PAGE]:
        number, _colon, version = each.partition(":")
        if number.isascii() and number.isdecimal() and len(number) < 15:
            found[int(number)] = version
    return found


def _tried(name: str, case: Case, actor: Actor) -> Outcome:
    """What would happen, by the very check the door makes."""
    try:
        check_allowed(case, actor, name)
    except Refused as refusal:
        return Outcome(case, str(refusal))
    return Outcome(case)


def _done(name: str, case: Case, actor: Actor, form: Mapping[str, str], version: str) -> Outcome:
    words = {each.name: form.get(each.name, "") for each in VERBS[name][0]}
    try:
        perform(name, case, actor, words | {"version": version})
    except CaseError as error:
        return Outcome(case, str(error))
    return Outcome(case)


def _sorted(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    return {
        "possible": [each for each in outcomes if not each.reason],
        "refused": [each for each in outcomes if each.reason],
    }


def _asked(field: Field, typed: str, cases: list[Case]) -> Asked:
    """The field with what may be chosen for any of the cases: asked once for each body and executor."""
    if field.choices is None:
        return Asked(field, typed)
    alike = {(each.agency_id, each.executor_id): each for each in cases}
    choices = dict(choice for each in alike.values() for choice in field.choices(each))
    return Asked(field, typed, tuple(choices.items()))


def _meaning(name: str) -> Action:
    return actions()[name][2]
