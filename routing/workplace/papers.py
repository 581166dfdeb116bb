"""Documents of a case on the officials' card, for those who may see the case."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from routing.answers.documents.record import HistoryRow
from routing.answers.documents.shelf import made, papers
from routing.answers.documents.short import short_reply
from routing.answers.models import Answer
from routing.cases.models import Case

from . import timeline

READY = (Answer.State.SENT, Answer.State.APPROVED, Answer.State.SUBMITTED)
"""A letter is worth printing from when it waits for approval; until it is sent it is marked as a draft."""
RELATED = ("message", "region", "topic", "agency")


def answer_of(case: Case) -> Answer | None:
    """The newest answer that is no mere draft; one query."""
    found = Answer.objects.filter(case=case, state__in=READY).select_related("author", "approver__post")
    return found.order_by("-version").first()


def shown(case: Case) -> dict[str, Any]:
    """What the card's templates need: the documents there are, and the short reply once the answer was sent."""
    answer = answer_of(case)
    sent = answer is not None and answer.state == Answer.State.SENT
    return {"papers": papers(answer), "short_reply": short_reply(case, answer) if answer and sent else ""}


def paper(admin: ModelAdmin, request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A document of a case; 404 for a case of another body, as for one that does not exist."""
    case = admin.get_queryset(request).select_related(*RELATED).filter(pk=pk).first()
    done = case and made(name, case, answer_of(case), lambda: _rows(case), timezone.now())
    if not case or not done:
        raise Http404("paper")
    content, found = done
    response = HttpResponse(content, content_type=found.kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{case.number}-{found.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _rows(case: Case) -> list[HistoryRow]:
    """The whole history, oldest first: an official reads all of it on the card as well."""
    told = timeline.timeline(case)[::-1]
    return [(row.at, " — ".join(part for part in (row.what, row.who, row.post) if part), row.why) for row in told]
