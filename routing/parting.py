"""From the questions read in an appeal to its parts: which body is competent for each question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import Truncator

from agencies.models import Agency, Post
from agencies.selectors import agency_by_code
from routing.cases.actors import SYSTEM, Actor
from routing.cases.models import Case
from routing.cases.parts import Piece, split
from routing.dispatch.decide import assign
from routing.dispatch.loading import table_of
from routing.dispatch.types import Assignment
from routing.facts import facts_of
from routing.understanding.types import Complained, Finding, Place, Question, TopicGuess, Understanding

LONGEST = 300


def split_by_questions(case_id: int, actor: Actor, *, expected: int | None = None, at: datetime | None = None) -> None:
    """Give each body its questions, with one step. What no rule is sure of waits for the coordinator as a part."""
    case = Case.objects.select_related("message", "region").get(pk=case_id)
    split(case_id, actor, [piece for piece, _sure in pieces(case)], at=at, expected=expected)


def split_when_sure(case_id: int, at: datetime | None = None) -> bool:
    """Split without a person when several bodies are competent and each question is sure; gives whether it was."""
    case = Case.objects.select_related("message", "region").get(pk=case_id)
    found = pieces(case)
    if len(found) < 2 or not all(sure for _piece, sure in found):
        return False
    split(case_id, SYSTEM, [piece for piece, _sure in found], at=at)
    return True


def bodies_of(case: Case, read: dict[str, Any]) -> list[str]:
    """The names of the bodies among which the questions of what was read are divided, where the rules are sure."""
    if len(read.get("questions") or ()) < 2:
        return []
    case.understanding = read
    return [piece.agency.name for piece, sure in pieces(case) if sure and piece.agency is not None]


def pieces(case: Case) -> list[tuple[Piece, bool]]:
    """The questions of the case by body, in the order of the text, with whether all of a body's are sure."""
    questions = [_question(one) for one in case.understanding.get("questions") or []]
    if len(questions) < 2:
        return []
    day = case.received_at.astimezone(ZoneInfo(case.region.time_zone)).date()
    table, whole = table_of(case.region), _understanding(case.understanding)
    by_body: dict[str, list[tuple[Question, Assignment, Understanding]]] = {}
    for n, question in enumerate(questions):
        topics = question.topics or whole.topics
        read = replace(
            whole,
            topics=topics,
            group=topics[0].code.partition("-")[0] if topics else "",
            place=question.place or whole.place,
            questions=(question,),
        )
        decision = assign(read, table, day, whole.barred, object_kind=case.message.object_kind)
        body = decision.agency_code if decision.auto and decision.agency_code else f"?{n}"
        by_body.setdefault(body, []).append((question, decision, read))
    return [_piece(case, asked) for asked in by_body.values()]


def _piece(case: Case, asked: list[tuple[Question, Assignment, Understanding]]) -> tuple[Piece, bool]:
    _question, decision, read = asked[0]
    sure = all(one.auto for _q, one, _read in asked)
    agency = agency_by_code(case.region, decision.agency_code or "") if sure else None
    together = replace(read, questions=tuple(question for question, _d, _r in asked))
    words = " … ".join(case.message.text[slice(*question.span)].strip() for question, _d, _r in asked)
    piece = Piece(
        words=Truncator(words).chars(LONGEST),
        facts=facts_of(case.region, together, decision),
        agency=agency,
        post=_post(agency, decision),
    )
    return piece, sure and agency is not None


def _post(agency: Agency | None, decision: Assignment) -> Post | None:
    return Post.objects.filter(agency=agency, title=decision.position).first() if agency else None


def _understanding(stored: dict[str, Any]) -> Understanding:
    """What was read, as it was before it went through JSON; the questions apart."""
    return Understanding(
        topics=_topics(stored.get("topics")),
        group=stored.get("group") or "",
        place=_place(stored.get("place")),
        danger=_findings(stored.get("danger")),
        kind=stored.get("kind") or "",
        complained_of=tuple(
            Complained(**one | {"span": tuple(one["span"])}) for one in stored.get("complained_of") or ()
        ),
        model=stored.get("model") or "",
    )


def _question(stored: dict[str, Any]) -> Question:
    return Question(tuple(stored["span"]), _topics(stored.get("topics")), _place(stored.get("place")))


def _topics(stored: Iterable[dict[str, Any]] | None) -> tuple[TopicGuess, ...]:
    return tuple(
        TopicGuess(**one | {"words": tuple((span[0], span[1]) for span in one.get("words") or ())})
        for one in stored or ()
    )


def _place(stored: dict[str, Any] | None) -> Place | None:
    if not stored:
        return None
    span = stored.get("span")
    others = tuple(place for one in stored.get("alternatives") or () if (place := _place(one)))
    return Place(**stored | {"span": tuple(span) if span else None, "alternatives": others})


def _findings(stored: Iterable[dict[str, Any]] | None) -> tuple[Finding, ...]:
    return tuple(Finding(one["code"], tuple(one["span"])) for one in stored or ())
