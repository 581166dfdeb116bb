"""Which documents a case has, under which name, and how each is made: the list for pages and for downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from routing.answers.models import Answer
from routing.cases.models import Case

from .letter import as_pdf
from .record import HistoryRow, history, receipt
from .word import as_docx

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that can be had: ``name`` is its file name in the address, ``title`` the word on the page."""

    name: str
    title: Any
    kind: str


RECEIPT = Paper("receipt.pdf", _("Receipt"), PDF)
LETTER = Paper("letter.pdf", _("Letter (PDF)"), PDF)
WORD = Paper("letter.docx", _("Letter (DOCX)"), DOCX)
HISTORY = Paper("history.pdf", _("History of the case"), PDF)


def papers(answer: Answer | None) -> list[Paper]:
    """What there is now: letters once there is an answer."""
    return [*([LETTER, WORD] if answer else []), RECEIPT, HISTORY]


def made(
    name: str, case: Case, answer: Answer | None, rows: Callable[[], Iterable[HistoryRow]], at: datetime
) -> tuple[bytes, Paper] | None:
    """The document of this name, or ``None`` when there is none. ``rows`` gives the history its reader may see."""
    paper = next((each for each in papers(answer) if each.name == name), None)
    if paper is None:
        return None
    if paper is RECEIPT:
        return receipt(case), paper
    if paper is HISTORY:
        sent = list(Answer.objects.filter(case=case, state=Answer.State.SENT).order_by("version"))
        return history(case, rows(), sent, at), paper
    assert answer is not None
    return (as_pdf if paper is LETTER else as_docx)(case, answer), paper
