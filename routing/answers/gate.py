"""The quality gate before a letter leaves its author: what the official wrote is judged.

The letter around it (salutation, the question, contact, the right to object) counts as given, so it cannot make an
empty body look better. An answer on the substance of the questions put is a duty (ст. 10 ч. 1 59-ФЗ): what may never
be sent stops the answer; below ``FLOOR`` it goes only with a written reason of the author and of the approver, which
stay in the history; below ``GOOD`` everybody is warned.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from routing.cases.errors import Invalid
from routing.cases.models import Case

from .evidence import kinds_of
from .models import Answer
from .quality import CaseFacts, Verdict, check_answer
from .quality.clones import copies_among
from .quality.explain import HARD_STOPS

FLOOR = 40
GOOD = 70
MIN_REASON = 15
"""Letters in a reason that a person wrote and did not tick."""

SAID = 4
COMPARED = 40
"""So many of the body's latest answers on the same topic are looked through for copies."""


def judge(case: Case, body: str, at: datetime) -> Verdict:
    """What the gate says of this body in its letter. At most four queries; never raises for any text."""
    return check_answer(body, case.message.text, facts_of(case, at), _copies(case, body), framed=True)


def facts_of(case: Case, at: datetime) -> CaseFacts:
    """What the gate is told of a case; one query where the topic asks for evidence."""
    message, zone = case.message, ZoneInfo(case.region.time_zone)
    return CaseFacts(
        citizen_name=message.name,
        citizen_gender=message.gender,
        address=case.address,
        registered=case.received_at.astimezone(zone).date(),
        evidence=kinds_of(case),
        channel=message.channel,
        answer_date=at.astimezone(zone).date(),
    )


def check_may_leave(case: Case, body: str, at: datetime) -> Verdict:
    """Raise ``Invalid`` with every sentence that says why this letter must not be sent as it is."""
    verdict = judge(case, body, at)
    if verdict.blocked:
        stops = [finding.sentence for finding in verdict.findings if finding.code in HARD_STOPS]
        raise Invalid(
            _("The answer cannot leave like this. %(why)s") % {"why": " ".join(dict.fromkeys(stops))},
            "body",
        )
    return verdict


def check_worth(verdict: Verdict, because: str) -> None:
    """Raise ``Invalid`` with the reasons for an answer below the floor that nobody has vouched for in writing."""
    if verdict.score >= FLOOR or len(because.strip()) >= MIN_REASON:
        return
    why = " ".join(dict.fromkeys(finding.sentence for finding in verdict.findings[:SAID]))
    raise Invalid(
        _(
            "The answer scores %(score)d of 100, and from %(floor)d it may go: the citizen would take it for an empty "
            "reply. %(why)s Mend it, or write why it must go as it is."
        )
        % {"score": verdict.score, "floor": FLOOR, "why": why},
        "because",
    )


def _copies(case: Case, body: str) -> int:
    """How many of the latest answers of this body on this topic say the same to others."""
    sent = Answer.objects.filter(state=Answer.State.SENT, case__agency=case.agency, case__topic=case.topic)
    latest = sent.exclude(case=case).order_by("-sent_at").values_list("body", flat=True)[:COMPARED]
    return copies_among(body, latest)
