"""Who writes at a case right now, without any lock; and the words that could not be put into the draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Official
from routing.cases.inbound import cleaned
from routing.cases.models import Case

from .access import actor_for
from .models import Writing

EXPIRES = timedelta(seconds=90)
"""Who has not been seen writing for so long has gone to tea; the page tells of itself every twenty seconds."""
MOST_KEPT = 200_000
"""Characters kept apart from the draft: ten times what fits into an answer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of this official that are not in the draft, and since when they lie here."""

    body: str
    at: datetime


def beat(case: Case, official: Official, now: datetime) -> None:
    """Note that this official is writing here. Two queries."""
    fresh = Writing.objects.filter(case=case, official=official, seen_at__gte=now - EXPIRES)
    if not fresh.update(seen_at=now):
        Writing.objects.update_or_create(case=case, official=official, defaults={"since": now, "seen_at": now})


def gone(case: Case, official: Official, now: datetime) -> None:
    """The official has sent what he wrote: he is not writing any more and nothing of his lies apart."""
    Writing.objects.filter(case=case, official=official).update(kept="", kept_at=None, seen_at=now - 2 * EXPIRES)


def keep_apart(case: Case, official: Official, body: str, now: datetime) -> None:
    """Keep words that did not get into the draft, so that closing the page does not lose them."""
    values = {"kept": cleaned(body)[:MOST_KEPT], "kept_at": now}
    Writing.objects.update_or_create(
        case=case, official=official, defaults=values, create_defaults=values | {"since": now, "seen_at": now}
    )


def taken_in(case: Case, official: Official) -> None:
    """A draft of this official was saved: nothing of his lies apart any more."""
    Writing.objects.filter(case=case, official=official).exclude(kept="").update(kept="", kept_at=None)


def around(case: Case, official: Official | None, now: datetime) -> tuple[str, Kept | None]:
    """The sentence about others who write here (empty when nobody does) and what of this official's lies apart.

    One query.
    """
    rows = list(Writing.objects.filter(case=case).select_related("official__post").order_by("since"))
    mine = next((row for row in rows if official and row.official_id == official.pk), None)
    others = [row for row in rows if row is not mine and row.seen_at >= now - EXPIRES]
    kept = Kept(mine.kept, mine.kept_at) if mine and mine.kept and mine.kept_at else None
    return " ".join(_sentence(row) for row in others), kept


def _sentence(row: Writing) -> str:
    return _("%(name)s (%(post)s) is writing here since %(time)s.") % {
        "name": row.official.full_name,
        "post": row.official.post.title,
        "time": timezone.localtime(row.since).strftime("%H:%M"),
    }


def tell(admin: ModelAdmin, request: HttpRequest, pk: int) -> JsonResponse:
    """For the script: POST says that this official writes, either way the answer tells who else does."""
    actor = actor_for(request)
    case = admin.get_queryset(request).filter(pk=pk).first()
    if actor is None or case is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST" and actor.official is not None:
        beat(case, actor.official, now)
    return JsonResponse({"others": around(case, actor.official, now)[0]})
