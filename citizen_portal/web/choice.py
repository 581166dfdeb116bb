"""«Как рассмотреть»: what the citizen may send — a message, an appeal by law — with the terms of the day in words."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import LegalTerm, Region
from citizen_portal.identity.provider import provider
from routing.cases import regimes
from routing.cases.regimes import Choice

DOOR = "pos_message"
"""What comes through the window when nothing else is chosen."""


WEEK = {LegalTerm.Unit.CALENDAR_DAYS: 1.0, LegalTerm.Unit.WORKING_DAYS: 7 / 5, LegalTerm.Unit.WORKING_HOURS: 7 / 40}
"""About how many days of the calendar one of the unit takes."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A regime to choose, in words. ``terms`` is a sentence; ``quicker`` that it is answered sooner than the others."""

    code: str
    title: str
    terms: str
    basis: str
    identified: bool
    by_law: bool
    quicker: bool = False


def offers(region: Region) -> list[Offer]:
    """What may be chosen on the form today. One that needs identity needs a provider. Queries are kept for a minute."""
    today = timezone.localdate(timezone=ZoneInfo(region.time_zone))
    known = [each for each in regimes.offered(DOOR, today) if not each.identified or provider() is not None]
    days = [each.answer.amount * WEEK[LegalTerm.Unit(each.answer.unit)] for each in known]
    return [
        _offer(each, quicker=len(days) > 1 and mine == min(days) and days.count(mine) == 1)
        for each, mine in zip(known, days, strict=True)
    ]


def _offer(choice: Choice, quicker: bool) -> Offer:
    by_law = bool(choice.regime.registered)
    return Offer(
        code=choice.code,
        title=choice.regime.title,
        terms=_law(choice) if by_law else _house(choice),
        basis=choice.regime.basis,
        identified=choice.identified,
        by_law=by_law,
        quicker=quicker,
    )


def _law(choice: Choice) -> str:
    answer = _("A written answer comes %(within)s of registration.") % {"within": within(choice.answer)}
    if choice.register is None:
        return answer
    return _("It is registered %(within)s.") % {"within": within(choice.register)} + " " + answer


def _house(choice: Choice) -> str:
    if choice.fast is None:
        return _("The answer comes %(within)s.") % {"within": within(choice.answer)}
    return _("The answer comes %(within)s, on urgent topics %(fast)s.") % {
        "within": within(choice.answer),
        "fast": within(choice.fast),
    }


def within(term: LegalTerm) -> str:
    """«within 30 days», «within 10 working days», «within 9 working hours»."""
    number = term.amount
    if term.unit == LegalTerm.Unit.CALENDAR_DAYS:
        return ngettext("within %(n)d day", "within %(n)d days", number) % {"n": number}
    if term.unit == LegalTerm.Unit.WORKING_DAYS:
        return ngettext("within %(n)d working day", "within %(n)d working days", number) % {"n": number}
    return ngettext("within %(n)d working hour", "within %(n)d working hours", number) % {"n": number}
