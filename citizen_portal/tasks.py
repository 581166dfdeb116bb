"""Celery tasks of the citizens' pages. Each may run more than once for the same outbox row and must not mind."""

from __future__ import annotations

from celery import shared_task
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from routing.answers.notices import case_url
from routing.cases.models import Case


@shared_task(name="citizen_portal.send_link")
def send_link(number: str) -> None:
    """Send the secret link to the address left in the appeal; nothing when there is no such appeal or address."""
    case = Case.objects.select_related("message").filter(number=number).first()
    if case is None or not case.message.email:
        return
    with override(case.message.language):
        subject = _("The link to your appeal No. %(number)s") % {"number": number}
        body = render_to_string("web/link.txt", {"case": case, "url": case_url(case)})
        EmailMessage(subject, body, to=[case.message.email]).send()
