"""What a door brings in, checked before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from .cleaning import cleaned
from .errors import Invalid
from .person import Identity, Person, settled

__all__ = ["OF_THE_CASE", "Inbound", "check_inbound", "cleaned"]

MAX_TEXT = 10_000
"""Letters in an appeal. A longer story belongs in an attached document."""
MIN_LETTERS = 3
TOPIC = re.compile(r"[A-Z]{3}-\d{2}(:[0-9A-Za-z._-]{1,24})?")
"""A topic as a citizen's answer names it (``understanding.types.topic_name``)."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message of any channel. ``external_id`` is its number there: the same number is the same message.

    ``said_topic`` is the topic the citizen chose where the form asked; one that cannot be is dropped. ``regime`` is
    what it is by law: a door that knows the person may take in more than a message (``regimes``). What follows it is
    said of the person for that law (``person.Person``).
    """

    channel: str
    external_id: str
    text: str
    name: str
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    object_kind: str = ""
    gender: str = ""
    email: str = ""
    phone: str = ""
    language: str = "ru"
    said_topic: str = ""
    regime: str = "pos_message"
    postal_address: str = ""
    answer_by: str = ""
    identity: Identity | None = None
    collective: bool = False
    co_signers: tuple[str, ...] = ()

    def person(self) -> Person:
        """Who writes, as the law on appeals asks."""
        return Person(
            full_name=self.name,
            postal_address=self.postal_address,
            email=self.email,
            answer_by=self.answer_by,
            identity=self.identity,
            collective=self.collective,
            co_signers=self.co_signers,
        )


OF_THE_CASE = ("regime", "postal_address", "answer_by", "identity", "collective", "co_signers")
"""Fields that are no part of the message as it came: what it is by law, and what that law asks of the person."""


def check_inbound(inbound: Inbound) -> Inbound:
    """The message made clean. Raises ``Invalid`` with a sentence and the field it belongs to."""
    text, person = cleaned(inbound.text), settled(inbound.person())
    name = person.full_name
    if not text:
        raise Invalid(_("Write what happened: even one sentence is enough."), "text")
    if sum(char.isalpha() for char in text) < MIN_LETTERS:
        raise Invalid(_("This is too short to understand. Write what happened and where."), "text")
    if len(text) > MAX_TEXT:
        raise Invalid(
            _("The text has %(count)d characters, and %(limit)d fit. Please shorten it.")
            % {"count": len(text), "limit": MAX_TEXT},
            "text",
        )
    if not any(char.isalpha() for char in name):
        raise Invalid(_("Write how to address you in the answer."), "name")
    if len(name) > 200:
        raise Invalid(_("The name is too long: 200 characters fit."), "name")
    if inbound.email:
        try:
            validate_email(inbound.email)
        except ValidationError:
            raise Invalid(_("This does not look like an e-mail address. Example: anna@example.org"), "email") from None
    check_point(inbound)
    return replace(
        inbound,
        text=text,
        name=name,
        address=" ".join(cleaned(inbound.address).split())[:500],
        email=person.email,
        postal_address=person.postal_address[:500],
        answer_by=person.answer_by,
        collective=person.collective,
        co_signers=person.co_signers,
        phone=cleaned(inbound.phone)[:40],
        object_kind=cleaned(inbound.object_kind)[:64],
        said_topic=inbound.said_topic if TOPIC.fullmatch(inbound.said_topic) else "",
    )


def check_point(inbound: Inbound) -> None:
    """Raise ``Invalid`` when there is half a point or one that is not on Earth."""
    lat, lon = inbound.lat, inbound.lon
    if (lat is None) != (lon is None):
        raise Invalid(_("Put the point on the map once more: half of it was lost on the way."), "address")
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Invalid(_("There is no such point on Earth. Put the point on the map once more."), "address")
