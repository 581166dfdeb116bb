"""What the API says of a case: the same view a citizen has on the page, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from citizen_portal.web import timeline
from citizen_portal.web.asking import sentence_of
from citizen_portal.web.choice import Offer
from citizen_portal.web.selectors import Part, case_file
from routing.answers.models import Answer
from routing.answers.notices import case_url
from routing.cases import regimes
from routing.cases.models import Case, Deadline
from routing.cases.numbers import secret_of
from routing.cases.read_words import nearest_houses, other_region, place_asked, place_note
from routing.cases.workflow import State, plain_word
from routing.workplace.why import reasons


class Receipt(TypedDict):
    """What the sender of an appeal keeps. Times are ISO 8601 in the region's time zone."""

    number: str
    secret: str
    url: str
    state: str
    state_words: str
    regime: str
    regime_words: str
    due_at: str | None


class Way(TypedDict):
    """What may be sent: its code, its name, its terms in words and by which norm, and whether it needs a sign-in."""

    code: str
    title: str
    terms: str
    basis: str
    by_law: bool
    sign_in: bool


class Ways(TypedDict):
    """What may be sent today; the first is meant when none is named."""

    regimes: list[Way]


class Option(TypedDict):
    """An answer to the one question: what to send, and its words."""

    value: str
    words: str


class Question(TypedDict):
    """The one question worth asking: what it is about, its words, its answers."""

    about: str
    words: str
    options: list[Option]


class Asked(TypedDict):
    """The question, if any; ``elsewhere``: the place is not of this region, ``region`` is the one it is in."""

    question: Question | None
    elsewhere: bool
    region: str


class Named(TypedDict):
    """A row of a register: its code and its name in words."""

    code: str
    name: str


class Place(TypedDict):
    """Where it is: the address as understood, the point in degrees, the smallest territory known.

    ``note``: ``no_such_house`` (``nearest`` are the addresses that may be meant), ``outside_region`` (``region`` is the
    one it is in, where that is known), ``ambiguous`` or empty. ``question`` asks which place is meant, while the
    citizen may still say so; ``options`` are the addresses to choose from.
    """

    address: str
    lat: float | None
    lon: float | None
    territory: str
    note: str
    nearest: list[str]
    region: str
    question: str
    options: list[str]


class Term(TypedDict):
    """A deadline that runs: what is due, until when and by which norm. A paused one waits for the citizen."""

    kind: str
    due_at: str
    limit_at: str
    basis: str
    paused: bool


class Happened(TypedDict):
    """A line of the history, newest first."""

    at: str
    title: str
    agency: str
    said: str


class Letter(TypedDict):
    """The answer as it was sent."""

    letter: str
    sent_at: str | None


class PartView(TypedDict):
    """One part of an appeal with several questions, each with a body of its own."""

    number: str
    question: str
    agency: str
    state: str
    state_words: str
    due_at: str | None
    answer: Letter | None


class CaseView(TypedDict):
    """All that the citizen may see of the case."""

    number: str
    state: str
    state_words: str
    version: int
    topic: Named | None
    place: Place
    agency: Named | None
    post: str
    because: list[str]
    together_with: str
    regime: str
    regime_words: str
    registered_at: str | None
    may_become: list[str]
    received_at: str | None
    due_at: str | None
    deadlines: list[Term]
    question: str
    answer: Letter | None
    mark: int | None
    parts: list[PartView]
    timeline: list[Happened]


def receipt(case: Case) -> Receipt:
    """The number and the secret of a case. No queries beyond the region's."""
    return {
        "number": case.number,
        "secret": secret_of(case.number, case.nonce),
        "url": case_url(case),
        "state": case.state,
        "state_words": str(plain_word(case.state, case.registered_at is not None)),
        "regime": case.regime,
        "regime_words": regime_words(case),
        "due_at": local(case, case.due_at),
    }


def regime_words(case: Case) -> str:
    """What the case is by law, in words; «» where the data do not know it."""
    found = regimes.regime_of(case)
    return found.title if found else ""


def offer_view(offer: Offer) -> Way:
    return {
        "code": offer.code,
        "title": offer.title,
        "terms": offer.terms,
        "basis": offer.basis,
        "by_law": offer.by_law,
        "sign_in": offer.identified,
    }


def case_view(case: Case) -> CaseView:
    """The case with its history. Five queries when its region, topic, body, post and territory are at hand."""
    found = case_file(case)
    return {
        "number": case.number,
        "state": case.state,
        "state_words": str(plain_word(case.state, case.registered_at is not None)),
        "version": case.version,
        "topic": {"code": case.topic.code, "name": case.topic.title} if case.topic else None,
        "place": place_of(case),
        "agency": {"code": case.agency.code, "name": case.agency.name} if case.agency else None,
        "post": case.post.title if case.post else "",
        "because": reasons(case, found.choice),
        "regime": case.regime,
        "regime_words": regime_words(case),
        "registered_at": local(case, case.registered_at),
        "may_become": regimes.becomes(case),
        "together_with": case.master.number if case.master and case.state == State.MERGED else "",
        "received_at": local(case, case.received_at),
        "due_at": local(case, case.due_at),
        "deadlines": [term(case, row) for row in found.deadlines.values()],
        "question": timeline.question(found),
        "answer": letter(case, found.answer),
        "mark": case.mark,
        "parts": [part_view(part) for part in found.parts],
        "timeline": [
            {"at": str(local(case, line.at)), "title": line.title, "agency": line.body, "said": line.said}
            for line in timeline.lines(found)
        ],
    }


def part_view(part: Part) -> PartView:
    case = part.case
    return {
        "number": case.number,
        "question": part.words,
        "agency": case.agency.name if case.agency and case.state != State.TRIAGE else "",
        "state": case.state,
        "state_words": part.plain,
        "due_at": local(case, case.due_at) if case.is_open else None,
        "answer": letter(case, part.answer),
    }


def place_of(case: Case) -> Place:
    territory = case.territory.name if case.territory else ""
    question = place_asked(case)
    return {
        "address": case.address,
        "lat": case.lat,
        "lon": case.lon,
        "territory": territory,
        "note": place_note(case),
        "nearest": nearest_houses(case),
        "region": other_region(case),
        "question": str(sentence_of(question)) if question else "",
        "options": [one.value for one in question.options] if question else [],
    }


def term(case: Case, row: Deadline) -> Term:
    return {
        "kind": row.kind,
        "due_at": str(local(case, row.due_at)),
        "limit_at": str(local(case, row.limit_at)),
        "basis": row.basis,
        "paused": row.paused_at is not None,
    }


def letter(case: Case, answer: Answer | None) -> Letter | None:
    return {"letter": answer.letter, "sent_at": local(case, answer.sent_at)} if answer else None


def local(case: Case, time: datetime | None) -> str | None:
    """A time in the region's zone: «2026-11-30T23:59:59+03:00»."""
    return time.astimezone(ZoneInfo(case.region.time_zone)).isoformat(timespec="seconds") if time else None
