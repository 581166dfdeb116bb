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

from routing.cases.models import Case, Event
from routing.cases.numbers import secret_of

from .models import Letter
from .salutation import salutation

SUBJECTS = {
    "receive": _("We have received your appeal No. %(number)s"),
    "route": _("Appeal No. %(number)s: sent to the competent body"),
    "assign": _("Appeal No. %(number)s: sent to the competent body"),
    "take": _("Appeal No. %(number)s: taken into work"),
    "ask_citizen": _("Appeal No. %(number)s: we have a question for you"),
    "send_answer": _("Appeal No. %(number)s: the answer is ready"),
    "extend": _("Appeal No. %(number)s: the term has been extended"),
    "promise": _("Appeal No. %(number)s: what is being done"),
    "refuse": _("Appeal No. %(number)s: why there is no answer on the merits"),
    "reopen_above": _("Appeal No. %(number)s: we are looking into it again"),
    "reopen": _("Appeal No. %(number)s: we are looking into it again"),
    "withdraw": _("Appeal No. %(number)s: withdrawn as you asked"),
}


def case_url(case: Case) -> str:
    """The secret address of the citizen's page."""
    path = reverse("case", kwargs={"number": case.number, "secret": secret_of(case.number, case.nonce)})
    return settings.PUBLIC_URL + path


def deliver(event: Event) -> Letter | None:
    """Send the letter of an event by e-mail, once; gives ``None`` when the citizen left no e-mail address.

    The record is kept beside the event: repeated calls after a delivery do nothing. A crash between sending and
    recording may send a letter twice, never lose it.
    """
    case = event.case
    message = case.message
    if not message.email or event.kind not in SUBJECTS:
        return None
    with override(message.language):
        subject = str(SUBJECTS[event.kind]) % {"number": case.number}
        record, _created = Letter.objects.get_or_create(
            event=event, defaults={"subject": subject, "created_at": timezone.now()}
        )
        if record.delivered_at:
            return record
        EmailMessage(subject, body_of(event), to=[message.email]).send()
    record.delivered_at = timezone.now()
    record.save(update_fields=["delivered_at"])
    return record


def body_of(event: Event) -> str:
    """The words of the letter, in the language the citizen writes in."""
    case = event.case
    running = case.deadlines.filter(kind="answer", met_at=None, cancelled_at=None).first()
    return render_to_string(
        f"notices/{event.kind}.txt",
        {
            "salutation": salutation(case.message.name, case.message.gender),
            "case": case,
            "event": event,
            "deadline": running,
            "answer": case.answers.filter(version=event.data.get("answer")).first(),
            "zone": ZoneInfo(case.region.time_zone),
            "url": case_url(case),
        },
    )
