"""What a message is by law and what follows: requisites, registration, whether a question holds the clock.

All of it is data with dates (``LegalRegime``). Where the data know nothing of a regime, nothing more is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from agencies.models import LegalRegime, LegalTerm
from agencies.selectors import legal_regime, legal_terms

from .errors import Invalid
from .models import Case, Requisites
from .person import AnswerBy, Person

APPEAL = "fz59_appeal"
MIN_ADDRESS = 10
"""Letters of a postal address: «Мира, 1, кв. 2» is hardly one without the town."""
MAX_CO_SIGNERS = 100
RUSSIAN_ZONES = (".ru", ".su", ".рф", ".xn--p1ai")


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


def awaits_registration(case: Case) -> bool:
    """Whether the terms of its law have not begun: it is yet to be registered."""
    return case.registered_at is None and is_registered(case)


def becomes(case: Case) -> list[str]:
    """The regimes into which the citizen may turn the case."""
    found = regime_of(case)
    return list(found.becomes) if found else []


@dataclass(frozen=True, slots=True)
class Choice:
    """A regime in which the citizen may send, with the terms of the day.

    ``answer`` is the ordinary term, ``fast`` that of fast-track topics; ``register`` within which it is registered.
    """

    regime: LegalRegime
    answer: LegalTerm
    fast: LegalTerm | None = None
    register: LegalTerm | None = None

    @property
    def code(self) -> str:
        return str(self.regime.code)

    @property
    def identified(self) -> bool:
        """Whether the law asks to know who writes."""
        return "identity" in self.regime.requisites


def offered(first: str, day: date) -> list[Choice]:
    """What the citizen may choose from at a door: its own regime, and those into which he could turn the message.

    A regime without a row or without a term of the answer on that day is not offered.
    """
    own = legal_regime(first, day)
    found = [own, *(legal_regime(code, day) for code in own.becomes)] if own else []
    return [choice for choice in (_choice(regime, day) for regime in found if regime) if choice]


def choice_of(case: Case) -> Choice | None:
    """The regime of a case with the terms of its own day."""
    found = regime_of(case)
    return _choice(found, _day(case)) if found else None


def asks_identity(regime: str, day: date) -> bool:
    """Whether the law of the day asks to know who writes."""
    found = legal_regime(regime, day)
    return found is not None and "identity" in found.requisites


def requisites_of(case: Case) -> Requisites | None:
    """What the person said of himself for the law; a part has those of its whole appeal. One query."""
    return Requisites.objects.filter(case=case.parent_id or case.pk).first()


def _choice(regime: LegalRegime, day: date) -> Choice | None:
    terms = [term for term in legal_terms(day, regime.code) if term.topic_id is None]

    def first(kind: str, fast: bool = False) -> LegalTerm | None:
        return next((term for term in terms if term.kind == kind and term.fast_track == fast), None)

    answer = first("answer")
    return Choice(regime, answer, first("answer", fast=True), first("register")) if answer else None


def check_person(regime: str, person: Person, day: date) -> None:
    """Raise ``Invalid`` with the field when the regime asks for something that is not known of the person."""
    for refusal in missing(regime, person, day):
        raise refusal


def missing(regime: str, person: Person, day: date) -> list[Invalid]:
    """Everything about the person that is wrong or that the regime asks for in vain, each with its field."""
    found = [_wrong_email(person)]
    known = legal_regime(regime, day)
    asked = known.requisites if known else ()
    waits = "identity" in asked and person.identity is None
    found += [REQUISITES[code](person) for code in asked if not (waits and _follows_signing_in(code, person))]
    if known and known.registered:
        found += [_foreign_zone(person), _co_signers(person)]
    by_field: dict[str, Invalid] = {}
    for refusal in filter(None, found):
        by_field.setdefault(refusal.field, refusal)
    return list(by_field.values())


def _follows_signing_in(code: str, person: Person) -> bool:
    """Whether it is asked for in vain only because nobody has signed in: one sentence is enough."""
    return code in {"name", "surname"} or (code == "answer_address" and person.answer_by == AnswerBy.PAGE)


def _wrong_email(person: Person) -> Invalid | None:
    if person.email:
        try:
            validate_email(person.email)
        except ValidationError:
            return Invalid(_("This does not look like an e-mail address. Example: anna@example.org"), "email")
    return None


def in_russian_zone(email: str) -> bool:
    """Whether an e-mail address is in the Russian national zone."""
    return email.rstrip(".").lower().endswith(RUSSIAN_ZONES)


def _foreign_zone(person: Person) -> Invalid | None:
    required = settings.EMAIL_RU_ZONE_POLICY == "require" and person.answer_by == AnswerBy.EMAIL
    if required and person.email and not in_russian_zone(person.email):
        return Invalid(
            _("An answer by law goes only to an address in .ru, .su or .рф. Give such an address, or choose the page."),
            "email",
        )
    return None


def _co_signers(person: Person) -> Invalid | None:
    if len(person.co_signers) > MAX_CO_SIGNERS:
        return Invalid(
            _("%(limit)d names at most fit here. Put the others on a photo of the sheet with signatures.")
            % {"limit": MAX_CO_SIGNERS},
            "co_signers",
        )
    for line in person.co_signers:
        if len(line) > 200 or not _is_full(line):
            return Invalid(
                _("Write one person on each line, with surname and given name. We did not understand: “%(line)s”")
                % {"line": line[:60]},
                "co_signers",
            )
    return None


def _is_full(name: str) -> bool:
    return sum(sum(char.isalpha() for char in word) > 1 for word in name.split()) >= 2


def _name(person: Person) -> Invalid | None:
    named = any(char.isalpha() for char in person.full_name)
    return None if named else Invalid(_("Write how to address you in the answer."), "full_name")


def _surname(person: Person) -> Invalid | None:
    if _is_full(person.full_name):
        return None
    return Invalid(_("Write your surname and given name: the law asks for them."), "full_name")


def _identity(person: Person) -> Invalid | None:
    if person.identity is not None:
        return None
    sentence = _("For an official appeal the law asks to confirm who you are: sign in. A message needs no sign-in.")
    return Invalid(sentence, "identity")


def _answer_address(person: Person) -> Invalid | None:
    postal = sum(char.isalnum() for char in person.postal_address) >= MIN_ADDRESS
    if person.answer_by == AnswerBy.PAGE and person.identity is not None:
        return None
    if person.answer_by == AnswerBy.EMAIL:
        return None if person.email else Invalid(_("Write the e-mail address for the answer."), "email")
    if person.answer_by == AnswerBy.POST:
        sentence = _("Write the full postal address for the answer: town, street, house, flat.")
        return None if postal else Invalid(sentence, "postal_address")
    if person.email or postal:
        return None
    return Invalid(_("Write where to send the answer: a full postal address or an e-mail address."), "postal_address")


REQUISITES: dict[str, Callable[[Person], Invalid | None]] = {
    "name": _name,
    "surname": _surname,
    "identity": _identity,
    "answer_address": _answer_address,
}
"""Requisites by their codes in the data: what is said, and at which field, when one is missing."""
