"""Letters to bodies asked for information: at once when they are asked, when the case moves, when it is over.

By e-mail to the body and to who would reply, as far as they have addresses; otherwise their page of requests is the
way.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Official
from routing.cases.asking import WHO_REPLIES, report_unheard
from routing.cases.inforequests import why_ended
from routing.cases.request_models import BodyLetter, InfoRequest

ALARM_AFTER = 5
"""So many failures in a row (more than half an hour, ``outbox.RETRY_SECONDS``) are no hiccup of a mail server."""


class NobodyThereError(Exception):
    """The body has nobody who can sign in, and no address."""


def deliver(letter_id: int) -> BodyLetter | None:
    """Bring a letter to the body asked, once; gives ``None`` when there is nothing to say any more.

    Every attempt is counted before it is made; a failure is recorded and raised again, so that the outbox repeats it.
    After ``ALARM_AFTER`` attempts it stands in the history of the case. A crash between sending and recording may send
    a letter twice, never lose it.
    """
    related = ("request__agency", "request__case__topic", "request__case__region", "request__deadline")
    letter = BodyLetter.objects.select_related(*related, "request__asking", "request__asked_by__post").get(pk=letter_id)
    if letter.delivered_at or not _is_news(letter):
        return letter if letter.delivered_at else None
    letter.attempts, letter.tried_at = letter.attempts + 1, timezone.now()
    letter.save(update_fields=["attempts", "tried_at"])
    try:
        _send(letter)
    except Exception as error:
        letter.error = type(error).__name__[:100]
        letter.save(update_fields=["error", "channel", "told"])
        if letter.attempts == ALARM_AFTER:
            report_unheard(letter)
        raise
    letter.delivered_at, letter.error = timezone.now(), ""
    letter.save(update_fields=["delivered_at", "error", "channel", "told"])
    return letter


def _is_news(letter: BodyLetter) -> bool:
    """Whether the body still needs to be told: of what is over, only when it was told of it before."""
    row: InfoRequest = letter.request
    if letter.kind == BodyLetter.Kind.ENDED:
        return row.letters.exclude(pk=letter.pk).exclude(delivered_at=None).exists()
    return row.is_open


def _send(letter: BodyLetter) -> None:
    row = letter.request
    people = who_replies(row.agency_id)
    addresses = [row.agency.email, *(one.user.email for one in people)]
    addresses = list(dict.fromkeys(address for address in addresses if address))
    letter.channel = "email" if addresses else "page" if people else "nobody"
    letter.told = "; ".join(one.full_name for one in people)[:300]
    if not addresses and not people:
        raise NobodyThereError
    if addresses:
        with override(settings.LANGUAGE_CODE):
            subject = SUBJECTS[BodyLetter.Kind(letter.kind)]() % {"number": row.case.number}
            EmailMessage(subject, body_of(letter), to=addresses).send()


def who_replies(agency_id: int) -> list[Official]:
    """Those of a body who reply and can sign in: its executors, or else its head or approvers."""
    rows = Official.objects.filter(post__agency=agency_id, role__in=WHO_REPLIES, user__is_active=True)
    found = list(rows.select_related("user").order_by("pk"))
    return [one for one in found if one.role == Official.Role.EXECUTOR] or found


def body_of(letter: BodyLetter) -> str:
    """The words of the letter."""
    row = letter.request
    return render_to_string(
        "notices/request.txt",
        {
            "letter": letter,
            "row": row,
            "case": row.case,
            "why": why_ended(row.ended_by),
            "zone": ZoneInfo(row.case.region.time_zone),
            "url": settings.PUBLIC_URL + reverse("admin:routing_requests"),
        },
    )


SUBJECTS = {
    BodyLetter.Kind.ASKED: lambda: _("Case No. %(number)s: your body is asked for documents and information"),
    BodyLetter.Kind.MOVED: lambda: _("Case No. %(number)s: another body waits for your reply now"),
    BodyLetter.Kind.ENDED: lambda: _("Case No. %(number)s: your reply is not needed any more"),
}
