"""The quality gate before a letter leaves its author: the whole letter is judged, as the citizen would read it.

An answer on the substance of the questions put is a duty (ст. 10 ч. 1 59-ФЗ); what may never be sent stops the answer,
everything else is said to the author and to the approver, who decide.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from agencies.models import Official
from routing.cases.errors import Invalid
from routing.cases.models import Case

from .compose import letter
from .evidence import kinds_of
from .models import Answer
from .quality import CaseFacts, Verdict, check_answer
from .quality.clones import Known
from .quality.explain import HARD_STOPS

COMPARED = 40
"""So many of the body's latest answers on the same topic are looked through for copies."""


def judge(case: Case, body: str, author: Official, at: datetime) -> Verdict:
    """What the gate says of the letter with this body. At most four queries; never raises for any text."""
    message, zone = case.message, ZoneInfo(case.region.time_zone)
    facts = CaseFacts(
        citizen_name=message.name,
        citizen_gender=message.gender,
        address=case.address,
        registered=case.received_at.astimezone(zone).date(),
        evidence=kinds_of(case),
        channel=message.channel,
        answer_date=at.astimezone(zone).date(),
    )
    return check_answer(letter(case, body, author), message.text, facts, _copies(case, body))


def check_may_leave(case: Case, body: str, author: Official, at: datetime) -> None:
    """Raise ``Invalid`` with every sentence that says why this letter must not be sent as it is."""
    verdict = judge(case, body, author, at)
    if verdict.blocked:
        stops = [finding.sentence for finding in verdict.findings if finding.code in HARD_STOPS]
        raise Invalid(
            _("The answer cannot leave like this. %(why)s") % {"why": " ".join(dict.fromkeys(stops))},
            "body",
        )


def _copies(case: Case, body: str) -> int:
    """How many of the latest answers of this body on this topic say the same to others."""
    sent = Answer.objects.filter(state=Answer.State.SENT, case__agency=case.agency, case__topic=case.topic)
    known = Known()
    for text in sent.exclude(case=case).order_by("-sent_at").values_list("body", flat=True)[:COMPARED]:
        known.add(text)
    return known.copies(body)
