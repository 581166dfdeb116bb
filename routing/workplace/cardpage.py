"""The case card: everything about one case on one page, and the addresses its buttons lead to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from routing.cases.actors import Actor
from routing.cases.errors import CaseError
from routing.cases.models import Attachment, Case
from routing.cases.read_words import asked, kind_of, numbers_before
from routing.cases.regimes import is_registered, regime_of, requisites_of
from routing.cases.why import last_choice

from . import burning, composer, correct, papers, requests, timeline, together, writing
from .access import actor_for
from .letters import evidence_of, letters, waiting_letter
from .marks import legend, marked, marks_of
from .steps import ELSEWHERE, VERBS, Step, offered, perform, status_of
from .why import candidates, guesses, reasons

RELATED = (
    "message",
    "requisites",
    "region",
    "topic__group",
    "territory",
    "master",
    "parent",
    "agency",
    "post",
    "executor__post",
)


def found(admin: ModelAdmin, request: HttpRequest, pk: int) -> Case | None:
    """The case, when this person may see it."""
    return admin.get_queryset(request).select_related(*RELATED).filter(pk=pk).first()


def page(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The card. 404 for a case of another body, as for one that does not exist."""
    case = found(admin, request, pk)
    if case is None:
        raise Http404
    return show(admin, request, case)


def show(
    admin: ModelAdmin,
    request: HttpRequest,
    case: Case,
    failed: str = "",
    error: CaseError | None = None,
) -> TemplateResponse:
    """Render the card; after a refusal with its sentence and with what was typed."""
    actor = actor_for(request)
    if actor is None:
        raise Http404
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "original": case,
        "title": case.number,
        "media": admin.media,
        "is_fullwidth": "1",
        "error": str(error) if error else "",
        **card(case),
        **together.beside(case, actor, admin.get_queryset(request), request.GET.get("join", "")),
        **controls(case, actor, request.POST if failed else {}, failed, str(error or "")),
    }
    return TemplateResponse(request, "workplace/card.html", context, status=status_of(error) if error else 200)


def card(case: Case) -> dict[str, Any]:
    """What the page shows of the case; a fixed number of queries."""
    now = timezone.now()
    level, word = burning.burns(case, now)
    text, marks = case.message.text, marks_of(case.understanding)
    return {
        "case": case,
        "level": level,
        "urgency": word,
        "text": marked(text, marks),
        "marks": legend(marks),
        "kind": kind_of(case),
        "asked": asked(case),
        "numbers_before": numbers_before(case),
        "guesses": guesses(case.understanding),
        "reasons": reasons(case, last_choice(case)),
        "candidates": candidates(case),
        "clocks": timeline.clocks(case, now),
        "timeline": timeline.timeline(case),
        "photos": list(case.attachments.all()),
        "requests": requests.of_case(case),
        "requisites": requisites_of(case) if is_registered(case) else None,
        "law": regime_of(case) if is_registered(case) else None,
        **papers.shown(case),
        **letters(case),
        **evidence_of(case),
        **waiting_letter(case),
        "answers": list(case.answers.select_related("author", "approver").order_by("-version")),
    }


def controls(case: Case, actor: Actor, typed: Mapping[str, str], failed: str, error: str) -> dict[str, Any]:
    """The buttons of this person, and the composer when it is his turn to write."""
    steps = offered(case, actor, typed, failed, error)
    by_name = {step.name: step for step in steps}
    writers, kept = writing.around(case, actor.official, timezone.now())
    shown = {
        "composer": composer.sheet(case, actor, by_name.get("submit_answer"), typed, kept),
        "may_remark": "return_answer" in by_name and not by_name["return_answer"].reason,
        "correct": correct.box(case, actor, by_name.get("recall"), typed, failed),
    }
    return {
        **shown,
        "steps": [step for step in steps if not step.reason and step.name not in ELSEWHERE],
        "impossible": [step for step in steps if step.reason],
        "typed_back": "" if _has_place(failed, by_name, shown) else words_typed(typed),
        "letter": composer.letter_to_approve(case),
        "changes": composer.changes_to_approve(case),
        "remarks": composer.remarks_to_approve(case),
        "writers": writers,
        "can_assign": actor.role == "coordinator" and case.state == "triage",
        "typed_remark": typed if failed == "passage" else {},
        "bodies": Agency.objects.order_by("name").values_list("name", flat=True),
        "failed": failed,
    }


def _has_place(failed: str, steps: Mapping[str, Step], shown: Mapping[str, Any]) -> bool:
    """Whether what was typed stands in its field again: after a lost race its form may be gone from the page."""
    if failed in steps:
        return not steps[failed].reason or (failed == "submit_answer" and bool(shown["composer"]))
    if failed == "correct":
        return bool(shown["correct"]) and shown["correct"]["may"]
    return bool(shown["may_remark"]) if failed == "passage" else not failed


def step(admin: ModelAdmin, request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A button was pressed."""
    if request.method != "POST" or name not in VERBS:
        raise Http404
    actor, case = actor_for(request), found(admin, request, pk)
    if actor is None or case is None:
        return gone(admin, request)
    try:
        if name == "submit_answer":
            composer.check_seen(case, request.POST)
        if name == "greet" and actor.official is not None and request.POST.get("body", "").strip():
            # The button stands in the form of the draft: what is typed there comes along and must not be lost.
            writing.keep_apart(case, actor.official, request.POST["body"], timezone.now())
        perform(name, case, actor, request.POST)
    except CaseError as error:
        if actor.official is not None and request.POST.get("body", "").strip():
            writing.keep_apart(case, actor.official, request.POST["body"], timezone.now())
        now = found(admin, request, pk)
        return show(admin, request, now, name, error) if now else gone(admin, request)
    if name == "submit_answer" and actor.official is not None:
        writing.gone(case, actor.official, timezone.now())
    messages.success(request, str(timeline.WORDS[name]) + ".")
    stays = admin.get_queryset(request).filter(pk=pk).exists()
    return HttpResponseRedirect(
        reverse("admin:routing_case_change" if stays else "admin:routing_case_changelist", args=[pk] if stays else [])
    )


def draft(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft: for the script an answer in JSON, for a plain form the card again."""
    if request.method != "POST":
        raise Http404
    quiet = request.headers.get("Accept", "").startswith("application/json")
    actor, case = actor_for(request), found(admin, request, pk)
    if actor is None or case is None:
        return (
            JsonResponse({"error": _("This case is not open to you any more.")}, status=404)
            if quiet
            else gone(admin, request)
        )
    try:
        stamp = composer.keep(case, actor, request.POST)
    except CaseError as error:
        if quiet:
            return JsonResponse({"error": str(error)}, status=status_of(error))
        now = found(admin, request, pk)
        return show(admin, request, now, "submit_answer", error) if now else gone(admin, request)
    if quiet:
        told = composer.remarks_of_draft(case, actor, request.POST.get("body", ""))
        return JsonResponse({"stamp": stamp, "at": timezone.localtime().strftime("%H:%M"), "remarks": told})
    messages.success(request, _("The draft is kept."))
    return HttpResponseRedirect(reverse("admin:routing_case_change", args=[pk]) + "#composer")


def words_typed(form: Mapping[str, str]) -> str:
    """What a person typed into a form whose place on the page is gone: to be copied from there."""
    typed = [
        str(value).strip() for key, value in form.items() if key not in {"csrfmiddlewaretoken", "version", "stamp"}
    ]
    return "\n\n".join(value for value in typed if value)


def gone(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The case is not (any more) this person's: say so, and give back what was typed."""
    context = {
        **admin.admin_site.each_context(request),
        "title": _("The case is not open to you"),
        "typed": words_typed(request.POST),
    }
    return TemplateResponse(request, "workplace/gone.html", context, status=404)


def photo(admin: ModelAdmin, request: HttpRequest, pk: int, photo: int) -> FileResponse:
    """A photo of the appeal, for those who may see the case."""
    case = found(admin, request, pk)
    if case is None:
        raise Http404
    image = get_object_or_404(Attachment, pk=photo, case=case).image
    try:
        opened = image.open("rb")
    except FileNotFoundError:
        raise Http404
    return FileResponse(opened, filename=PurePath(image.name or "photo.jpg").name)
