"""Letters that tell the citizen what happened: one for each event that has a notice in the workflow."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from routing.cases import services
from routing.cases.models import Case, Event
from routing.cases.numbers import secret_of
from routing.cases.parts import words_of
from routing.cases.regimes import is_registered, regime_of

from .greeting import greeting_of
from .models import Letter

SUBJECTS = {
    "receive": _("We have received your appeal No. %(number)s"),
    "route": _("Appeal No. %(number)s: sent to the competent body"),
    "assign": _("Appeal No. %(number)s: sent to the competent body"),
    "take": _("Appeal No. %(number)s: taken into work"),
    "ask_citizen": _("Appeal No. %(number)s: we have a question for you"),
    "send_answer": _("Appeal No. %(number)s: the answer is ready"),
    "extend": _("Appeal No. %(number)s: the term has been extended"),
    "promise_joined": _("Appeal No. %(number)s: what is being done"),
    "promise": _("Appeal No. %(number)s: what is being done"),
    "refuse": _("Appeal No. %(number)s: why there is no answer on the merits"),
    "reopen_above": _("Appeal No. %(number)s: we are looking into it again"),
    "reopen": _("Appeal No. %(number)s: we are looking into it again"),
    "merge": _("Appeal No. %(number)s: considered together with another"),
    "separate": _("Appeal No. %(number)s: considered separately again"),
    "separate_to_triage": _("Appeal No. %(number)s: considered separately again"),
    "answer_joined": _("Appeal No. %(number)s: the answer is ready"),
    "split": _("Appeal No. %(number)s: each question has its body"),
    "extend_whole": _("Appeal No. %(number)s: the term has been extended"),
    "send_part": _("Appeal No. %(number)s: one of your questions is answered"),
    "answer_parts": _("Appeal No. %(number)s: the answer is ready"),
    "reopen_parts": _("Appeal No. %(number)s: we are looking into it again"),
    "convert": _("Appeal No. %(number)s: it is an appeal under the federal law now"),
    "register": _("Appeal No. %(number)s: registered"),
    "redirect_out": _("Appeal No. %(number)s: sent to the competent body"),
    "stop_correspondence": _("Appeal No. %(number)s: the correspondence on this question is over"),
    "withdraw_question": _("Appeal No. %(number)s: one question withdrawn as you asked"),
    "withdraw": _("Appeal No. %(number)s: withdrawn as you asked"),
}

ALARM_AFTER = 5
"""So many failures in a row (more than half an hour, ``outbox.RETRY_SECONDS``) are no hiccup of a mail server."""


def case_url(case: Case) -> str:
    """The secret address of the citizen's page."""
    path = reverse("case", kwargs={"number": case.number, "secret": secret_of(case.number, case.nonce)})
    return settings.PUBLIC_URL + path


def deliver(event: Event) -> Letter | None:
    """Bring the news of an event to the citizen, once; gives ``None`` when this event is no news to him.

    By e-mail where one was left; otherwise his page is the way, and there it stands already. Every attempt is counted
    before it is made. A failure is recorded and raised again, so that the outbox repeats it, later and later, until the
    letter is delivered; after ``ALARM_AFTER`` attempts the officials are told. Repeated calls after a delivery do
    nothing. A crash between sending and recording may send a letter twice, never lose it.
    """
    case = event.case
    message = case.message
    if event.kind not in SUBJECTS or _told_otherwise(event):
        return None
    with override(message.language):
        subject = str(SUBJECTS[event.kind]) % {"number": (case.parent or case).number}
        channel = "email" if message.email else "page"
        record, _created = Letter.objects.get_or_create(
            event=event, defaults={"subject": subject, "channel": channel, "created_at": timezone.now()}
        )
        if record.delivered_at:
            return record
        record.attempts, record.tried_at = record.attempts + 1, timezone.now()
        record.save(update_fields=["attempts", "tried_at"])
        if record.channel == "email":
            _send(record, EmailMessage(subject, body_of(event), to=[message.email]))
    record.delivered_at, record.error = timezone.now(), ""
    record.save(update_fields=["delivered_at", "error"])
    return record


def _told_otherwise(event: Event) -> bool:
    """Whether another letter tells the same: that the appeal was split, or that the last part is answered too."""
    whole = event.case.parent
    if whole is None:
        return False
    return event.kind == "route" or (event.kind == "send_part" and not whole.parts.filter(is_open=True).exists())


def _send(record: Letter, mail: EmailMessage) -> None:
    try:
        mail.send()
    except Exception as error:
        record.error = type(error).__name__[:100]
        record.save(update_fields=["error"])
        if record.attempts == ALARM_AFTER:
            services.report_undelivered(record.event.case_id, record.event.kind, record.attempts, record.error)
        raise


def body_of(event: Event) -> str:
    """The words of the letter, in the language the citizen writes in."""
    case = event.case
    running = {row.kind: row for row in case.deadlines.filter(met_at=None, cancelled_at=None)}
    return render_to_string(
        f"notices/{event.kind}.txt",
        {
            "salutation": greeting_of(case),
            "case": case,
            "event": event,
            "question": words_of(case.parent).get(case.number, "") if case.parent else "",
            "deadline": running.get("answer"),
            "reply_deadline": running.get("clarification"),
            "register": running.get("register"),
            "law": regime_of(case) if is_registered(case) else None,
            "answer": case.answers.filter(version=event.data.get("answer")).first(),
            "zone": ZoneInfo(case.region.time_zone),
            "url": case_url(case.parent or case),
        },
    )
