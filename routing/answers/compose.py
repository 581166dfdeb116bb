"""The letter around an official's words: salutation, what was asked, contact, the right to appeal."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Official
from routing.cases.models import Case

from .greeting import greeting_of

LANGUAGE = "ru"
"""Letters are written in the state language (ст. 68 Конституции РФ), whatever language the official's pages are in."""


def opening(case: Case) -> str:
    """The salutation and one sentence that says which appeal is answered."""
    with override(LANGUAGE):
        received = date_format(case.received_at.astimezone(ZoneInfo(case.region.time_zone)), "j E Y")
        question = case.topic.title if case.topic else ""
        about = (
            _("You wrote on %(date)s (No. %(number)s) about: “%(topic)s”, %(place)s.")
            if case.address
            else _("You wrote on %(date)s (No. %(number)s) about: “%(topic)s”.")
        ) % {"date": received, "number": case.number, "topic": question, "place": case.address}
    return f"{greeting_of(case)}\n\n{about}"


def closing(case: Case, author: Official) -> str:
    """Whom to ask, how to object, and who answers."""
    with override(LANGUAGE):
        return f"{contact(author)}\n\n{rights()}\n\n{case.agency}"


def contact(author: Official) -> str:
    """Whom to ask."""
    told = _("Your case is with %(name)s, %(post)s.") % {
        "name": author.full_name,
        "post": author.post.title[:1].lower() + author.post.title[1:],
    }
    return told + (" " + _("Telephone: %(phone)s.") % {"phone": author.phone} if author.phone else "")


def rights() -> str:
    """How to object."""
    return _(
        "If the problem is not solved, return the case for another look on its page. "
        "You may also appeal to a superior body, to the prosecutor or to a court."
    )


def common_letter(case: Case, said: list[str]) -> str:
    """One letter on all questions: what is said on each of them, in order."""
    with override(LANGUAGE):
        return "\n\n".join((opening(case), *said, rights()))


def on_question(n: int, words: str, agency: str, body: str, author: Official) -> str:
    """What a body answers to one question, and whom to ask."""
    with override(LANGUAGE):
        head = _("Question %(n)d: “%(words)s”. %(agency)s answers:") % {"n": n, "words": words, "agency": agency}
        return "\n\n".join((head, body.strip(), contact(author)))


def without_answer(n: int, words: str, kind: str, told: dict[str, Any]) -> str:
    """Why a question has no answer in the letter: it was sent on, withdrawn, or left without one on a ground."""
    with override(LANGUAGE):
        head = _("Question %(n)d: “%(words)s”.") % {"n": n, "words": words}
        if kind == "withdraw_part":
            return head + " " + _("You withdrew it; nothing more is done about it.")
        if kind == "redirect_out":
            head += " " + _(
                "It was sent to the body that is competent for it: %(body)s. That body answers you itself."
            ) % {"body": told["body"]}
            basis = told["norm"]
        else:
            head += " " + _("It was left without an answer on the merits.")
            basis = told.get("basis", "")
        because = [_("Basis: %(basis)s.") % {"basis": basis.rstrip(".")}] if basis else []
        return "\n\n".join((head, str(told["explanation"]).strip(), *because))


def letter(case: Case, body: str, author: Official) -> str:
    """The whole answer as the citizen reads it."""
    return f"{opening(case)}\n\n{body.strip()}\n\n{closing(case, author)}"
