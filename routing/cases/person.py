"""Who writes: what a person says of himself, and what an identity provider says of him."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from .cleaning import cleaned


class AnswerBy(StrEnum):
    """Where the person wants the written answer: on the page of the appeal (the cabinet), by e-mail, by post."""

    PAGE = "page"
    EMAIL = "email"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Identity:
    """A person whom a provider has identified. ``subject`` is a digest of the number the provider knows him by."""

    provider: str
    subject: str
    full_name: str
    email: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of the person who writes.

    ``co_signers`` are the others of a collective appeal, as they are named; the answer goes to the one who sends.
    """

    full_name: str
    postal_address: str = ""
    email: str = ""
    answer_by: str = ""
    identity: Identity | None = None
    collective: bool = False
    co_signers: tuple[str, ...] = ()


def settled(person: Person) -> Person:
    """The person made clean, with a way for the answer; whom a provider has identified bears the name it knows."""
    name = person.identity.full_name if person.identity else person.full_name
    email, postal = _line(person.email), _line(person.postal_address)
    signers = tuple(line for line in (_line(each) for each in person.co_signers) if line)
    return replace(
        person,
        full_name=_line(name),
        postal_address=postal,
        email=email,
        answer_by=person.answer_by or (AnswerBy.EMAIL if email else AnswerBy.POST if postal else AnswerBy.PAGE),
        collective=person.collective or bool(signers),
        co_signers=signers,
    )


def _line(text: str) -> str:
    return " ".join(cleaned(text).split())
