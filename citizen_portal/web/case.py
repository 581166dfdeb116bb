"""The page of an appeal, opened by its secret link, and what its citizen can do there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from citizen_portal.redirects import SeeOther
from routing.answers.documents.shelf import made, papers
from routing.answers.models import Answer
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import CaseError, Invalid
from routing.cases.guards import in_the_window
from routing.cases.inbound import cleaned
from routing.cases.models import Case, Event
from routing.cases.parts import waiting_for_the_citizen
from routing.cases.read_words import asked, nearest_houses, other_region, place_asked
from routing.cases.why import understood, why
from routing.cases.workflow import OPEN, State, plain_word
from routing.dispatch.sentences import sentences
from routing.intake import say_place

from . import timeline
from . import understood as understood_page
from .appeal import case_path
from .asking import sentence_of
from .bylaw import convert, law, signing
from .selectors import CaseFile, case_by_link, case_file, earlier_of, shown_proofs

MAX_WORDS = 4000
SLOW_AFTER = 20.0
"""Seconds after which a case still unread is looked for less often, and the page says so."""


def private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Finds the case of a secret link; such pages are not kept, not indexed and not told to other sites.

    The referrer stays within this site («same-origin»): with «no-referrer» browsers send forms with the origin
    «null», and the protection against forged forms refuses them.
    """

    @wraps(view)
    def found(request: HttpRequest, number: str, secret: str, **kwargs: Any) -> HttpResponseBase:
        case = case_by_link(number, secret)
        if case is None:
            raise Http404("case")
        response = view(request, case, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return found


@require_GET
@private
def page(request: HttpRequest, case: Case) -> HttpResponse:
    """The whole page."""
    return show(request, case)


@require_GET
@private
def live(request: HttpRequest, case: Case) -> HttpResponse:
    """The part of the page that changes while the appeal is being read."""
    return render(request, "web/_live.html", context_of(case))


@require_GET
@private
def photo(request: HttpRequest, case: Case, pk: int) -> FileResponse:
    """A photo of the appeal, for its citizen's eyes."""
    attachment = case.attachments.filter(pk=pk).first()
    if attachment is None:
        raise Http404("photo")
    response = FileResponse(attachment.image.open("rb"), content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@private
def proof(request: HttpRequest, case: Case, pk: int) -> FileResponse:
    """A photo of the work, once an answer was sent."""
    found = shown_proofs(case).filter(pk=pk).first()
    if found is None or not Answer.objects.filter(case=case, state=Answer.State.SENT).exists():
        raise Http404("photo")
    response = FileResponse(found.image.open("rb"), content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@private
def paper(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """A document of the case: the receipt, the letter, the history as its citizen may see it."""
    found = case_file(case)
    answer = found.answer and Answer.objects.select_related("author", "approver__post").get(pk=found.answer.pk)
    told = ((line.at, f"{line.title} {line.body}".strip(), line.said) for line in timeline.lines(found)[::-1])
    done = made(name, case, answer, lambda: told, timezone.now())
    if done is None:
        raise Http404("paper")
    content, kind = done
    response = HttpResponse(content, content_type=kind.kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{case.number}-{kind.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def show(
    request: HttpRequest, case: Case, status: int = 200, typed: dict[str, str] | None = None, **extra: Any
) -> HttpResponse:
    """The page; ``typed`` is what was sent in vain and must not be lost."""
    context = context_of(case) | signing(request, case) | {"typed": typed or {}, **extra}
    return render(request, "web/case.html", context, status=status)


def context_of(case: Case) -> dict[str, Any]:
    """All that the page's templates need."""
    found = case_file(case)
    waiting = (timezone.now() - case.received_at).total_seconds() if case.state == State.RECEIVED else 0
    known = why(case, found.choice)
    waits = case.state in {State.RECEIVED, State.TRIAGE}
    return {
        "case": case,
        "path": case_path(case),
        "zone": ZoneInfo(case.region.time_zone),
        "nearest": nearest_houses(case),
        **_places(case),
        "other_region": other_region(case),
        "plain": plain_word(case.state, case.registered_at is not None),
        "steps": [] if timeline.ended(found) else timeline.steps(case.state),
        "parts": found.parts,
        "earlier": [(one, case_path(one.case) if one.mine else "") for one in earlier_of(case, found.events)],
        "lines": timeline.lines(found),
        "question": timeline.question(found),
        "because": [line for line in sentences(known.reasons, case.message.text) if line],
        **_notes(case, waits),
        "asked": asked(case),
        "decided": known.decided,
        "topic": case.topic if known.decided or understood(case) else None,
        "agency": None if waits else case.agency,
        "returned": timeline.returned_at(found),
        "deadline": found.deadlines.get("answer"),
        "route_deadline": found.deadlines.get("route"),
        "promise_deadline": found.deadlines.get("promise"),
        "reply_deadline": found.deadlines.get("clarification"),
        "confirm_deadline": found.deadlines.get("confirm"),
        "overdue": bool(case.due_at and case.due_at < timezone.now() and case.state in OPEN),
        "answer": found.answer,
        "papers": papers(found.answer),
        "evidence": list(shown_proofs(case)) if found.answer else [],
        "together": case.master if case.state == State.MERGED else None,
        "photos": found.photos,
        "can_mark": case.state == State.ANSWERED,
        "can_reopen": _may_return(case, found),
        **law(case, found),
        "register_deadline": found.deadlines.get("register"),
        "ended": timeline.ended(found),
        "sent_out": timeline.sent_out(found),
        "can_withdraw": case.state in (*OPEN, State.MERGED),
        "understood": understood_page.box(case),
        "reading": case.state == State.RECEIVED,
        "slow": waiting > SLOW_AFTER,
    }


def _may_return(case: Case, found: CaseFile) -> bool:
    """Whether there is an answer that may still be returned."""
    if case.state not in {State.ANSWERED, State.CLOSED} or found.answer is None or timeline.ended(found):
        return False
    return case.state == State.ANSWERED or in_the_window(case, CITIZEN, timezone.now()) is None


def _notes(case: Case, waits: bool) -> dict[str, Any]:
    """What the reader wants the citizen to know, as long as nobody has dealt with it."""
    notes = set(case.understanding.get("notes") or ()) if waits else set()
    nowhere = not case.address and case.lat is None and "no_such_house" not in notes
    early = case.state in {State.TRIAGE, State.ROUTED, State.IN_WORK} and not case.reopenings
    return {"notes": notes, "no_place": nowhere and early}


def _places(case: Case) -> dict[str, Any]:
    """The question about the place that is still open, in words, with the places to choose from."""
    question = place_asked(case)
    return {"place_words": sentence_of(question), "places": question.options} if question else {}


def _place(case: Case, typed: dict[str, str], expected: int | None) -> None:
    say_place(case, typed["place"], expected)


def _reply(case: Case, typed: dict[str, str], expected: int | None) -> None:
    asking = waiting_for_the_citizen(case)
    seen = expected if asking.pk == case.pk else None
    services.act(asking.pk, CITIZEN, "clarify", {"reply": typed["reply"]}, expected=seen)


def _mark(case: Case, typed: dict[str, str], expected: int | None) -> None:
    mark = typed["mark"]
    if mark not in {"1", "2", "3", "4", "5"}:
        raise Invalid(_("Choose a mark from 1 to 5."), "mark")
    services.confirm(case.pk, CITIZEN, int(mark), typed["comment"], expected=expected)


def _reopen(case: Case, typed: dict[str, str], expected: int | None) -> None:
    numbers = (typed["part"],) if typed["part"] else ()
    services.reopen(case.pk, CITIZEN, typed["reason"], numbers, expected=expected)


def _understood(case: Case, typed: dict[str, str], expected: int | None) -> None:
    topic = understood_page.of_those_offered(case, typed["topic"])
    understood_page.say(case, topic, typed["place"], typed["reason"], expected)


def _withdraw(case: Case, typed: dict[str, str], expected: int | None) -> None:
    if not typed["sure"]:
        raise Invalid(_("Tick the box to confirm."), "sure")
    services.act(case.pk, CITIZEN, "withdraw")


def _withdraw_question(case: Case, typed: dict[str, str], expected: int | None) -> None:
    if not typed["sure"]:
        raise Invalid(_("Tick the box to confirm."), "sure")
    services.withdraw_question(case.pk, CITIZEN, typed["part"], expected=expected)


ACTIONS: dict[str, tuple[tuple[str, ...], Callable[..., None]]] = {
    "reply": (("reply",), _reply),
    "place": (("place",), _place),
    "mark": (("mark", "comment"), _mark),
    "reopen": (("reason", "part"), _reopen),
    "understood": (("topic", "place", "reason"), _understood),
    "convert": (("full_name", "postal_address", "email", "sure"), convert),
    "withdraw": (("sure",), _withdraw),
    "question": (("part", "sure"), _withdraw_question),
}
"""What a citizen does: which fields come with it, and the service that does it."""
KINDS = {
    "reply": frozenset({"clarify"}),
    "place": frozenset({"say_place"}),
    "mark": frozenset({"confirm"}),
    "reopen": timeline.RETURNS,
    "understood": frozenset({"object"}),
    "convert": frozenset({"convert"}),
    "withdraw": frozenset({"withdraw"}),
    "question": frozenset({"withdraw_question", "withdraw"}),
}


@require_http_methods(["GET", "POST"])
@private
def act(request: HttpRequest, case: Case, action: str) -> HttpResponse:
    """Do what the citizen asked for and show the page again; a refusal says why, what was typed stays."""
    if action not in ACTIONS:
        raise Http404("action")
    if request.method == "GET":
        return SeeOther(case_path(case))
    fields, perform = ACTIONS[action]
    typed = {name: cleaned(request.POST.get(name, "")) for name in fields}
    version = request.POST.get("version", "")
    try:
        for name, value in typed.items():
            if len(value) > MAX_WORDS:
                raise Invalid(_("This is too long: %(limit)d characters fit.") % {"limit": MAX_WORDS}, name)
        who = {"identity": signing(request, case)["identity"]} if action == "convert" else {}
        perform(case, typed, int(version) if version.isascii() and version.isdigit() else None, **who)
    except Invalid as refusal:
        return show(request, case, 422, typed, failed=action, field=refusal.field, sentence=str(refusal))
    except CaseError as refusal:
        fresh = case_by_link(case.number, request.resolver_match.captured_kwargs["secret"])  # type: ignore[union-attr]
        if fresh is None:
            raise PermissionDenied from refusal
        if _just_done(fresh, KINDS[action], typed):
            return SeeOther(case_path(case))
        return show(request, fresh, 409, typed, failed=action, field="", sentence=str(refusal))
    return SeeOther(case_path(case))


def _just_done(case: Case, kinds: frozenset[str], typed: dict[str, str]) -> bool:
    """Whether the citizen's last deed is this very one: the form was sent twice."""
    last = Event.objects.filter(case=case, actor=CITIZEN.role).order_by("-seq").first()
    return (
        last is not None
        and last.kind in kinds
        and all(str(last.data.get(name, value)) == value for name, value in typed.items())
    )
