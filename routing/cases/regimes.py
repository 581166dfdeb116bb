"""What a message is by law and what follows: requisites, registration, whether a question holds the clock.

All of it is data with dates (``LegalRegime``). Where the data know nothing of a regime, nothing more is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import LegalRegime
from agencies.selectors import legal_regime

from .errors import Invalid
from .models import Case

APPEAL = "fz59_appeal"
MIN_ADDRESS = 10
"""Letters of a postal address: «Мира, 1, кв. 2» is hardly one without the town."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of the person who writes."""

    full_name: str
    postal_address: str = ""
    email: str = ""


def day_of(case: Case) -> date | None:
    """The day whose law judges the appeal; ``None`` before it came."""
    return _day(case) if case.received_at else None


def _day(case: Case) -> date:
    return (case.registered_at or case.received_at).astimezone(ZoneInfo(case.region.time_zone)).date()


def regime_of(case: Case) -> LegalRegime | None:
    """The regime of the case by the law of its day."""
    return legal_regime(case.regime, _day(case)) if case.received_at else None


def holds_clock(case: Case) -> bool:
    """Whether a question to the citizen holds the clock of the answer; under 59-ФЗ it does not."""
    found = regime_of(case)
    return found is None or found.holds_clock


def is_registered(case: Case) -> bool:
    """Whether registration is a fact of its own here."""
    found = regime_of(case)
    return found is not None and found.registered


def becomes(case: Case) -> list[str]:
    """The regimes into which the citizen may turn the case."""
    found = regime_of(case)
    return list(found.becomes) if found else []


def check_person(regime: str, person: Person, day: date) -> None:
    """Raise ``Invalid`` with the field when the regime asks for something that is not known of the person."""
    if person.email:
        try:
            validate_email(person.email)
        except ValidationError:
            raise Invalid(_("This does not look like an e-mail address. Example: anna@example.org"), "email") from None
    found = legal_regime(regime, day)
    for code in found.requisites if found else ():
        field, known, sentence = REQUISITES[code]
        if not known(person):
            raise Invalid(sentence, field)


def _named(person: Person) -> bool:
    return any(char.isalpha() for char in person.full_name)


def _full(person: Person) -> bool:
    words = [word for word in person.full_name.split() if sum(char.isalpha() for char in word) > 1]
    return len(words) >= 2


def _reachable(person: Person) -> bool:
    return bool(person.email) or sum(char.isalnum() for char in person.postal_address) >= MIN_ADDRESS


REQUISITES: dict[str, tuple[str, Callable[[Person], bool], Promise]] = {
    "name": ("full_name", _named, _("Write how to address you in the answer.")),
    "surname": ("full_name", _full, _("Write your surname and given name: the law asks for them.")),
    "answer_address": (
        "postal_address",
        _reachable,
        _("Write where to send the answer: a full postal address or an e-mail address."),
    ),
}
"""Requisites by their codes in the data: the field, the check, and what is said when it is missing."""
