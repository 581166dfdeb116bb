"""What the author should look at again: passages that say nothing and what the letter does not have yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import phrases
from .deeds import PHONE
from .features import Features, Reading, speaks_of
from .types import Span

Remark = tuple[str, Span | None, str]
"""Code, passage (``None``: the whole draft) and the words it is about."""

MANY_WORDS = 25
NORMS = 0.3
RETOLD = 0.35
SHORT_REPLY = 40
"""A reply of fewer words (a social network) needs no requisites of a letter."""

EACH = 4
_PASSAGES = (
    "promise_past", "other_place", "evasive", "put_off", "on_condition", "shift", "hearsay", "nothing_found", "hedge",
    "soothing", "promise_undated",
)  # fmt: skip
_PUBLIC = ("vk", "ok", "telegram", "max", "social", "comment", "public", "вк", "соцсет")


def find_remarks(reading: Reading, features: Features) -> list[Remark]:
    """Remarks in the order of their passages, those on the whole draft last."""
    found: list[Remark] = []
    taken: list[Span] = []
    for code in _PASSAGES:
        for span in [s for s in features.spans.get(code, ()) if not _inside(s, taken)][:EACH]:
            taken.append(span)
            found.append((code, span, _shown(reading.text, span)))
    found += [("long_sentence", span, "") for span in _long(reading)]
    found += [("officialese", span, _shown(reading.text, span)) for span in _officialese(reading)]
    found += [("public_personal_data", span, "") for span in _published(reading)]
    found.sort(key=lambda each: each[1] or (0, 0))
    return found + list(_missing(reading, features))


def _inside(span: Span, taken: list[Span]) -> bool:
    return any(start <= span[0] < end for start, end in taken)


def _shown(text: str, span: Span) -> str:
    passage = " ".join(text[span[0] : span[1]].split())
    return passage if len(passage) <= 90 else passage[:89].rstrip() + "…"


def _long(reading: Reading) -> Iterator[Span]:
    yield from [each.sentence.span for each in reading.deeds if each.length > MANY_WORDS][:EACH]


def _officialese(reading: Reading) -> Iterator[Span]:
    folded = reading.folded[:20_000]
    yield from [match.span() for match in phrases.found("officialese", folded)][:EACH]


def _published(reading: Reading) -> Iterator[Span]:
    """The citizen's own telephone or flat in a reply that everybody reads."""
    if not any(mark in reading.case.channel.lower() for mark in _PUBLIC):
        return
    own = re.sub(r"\D", "", reading.appeal)
    for match in PHONE.finditer(reading.text[:20_000]):
        digits = re.sub(r"\D", "", match[0])[-10:]
        if len(digits) == 10 and digits in own:
            yield match.span()
    flat = re.search(r"(?:кв\.?|квартира)\s?(\d+)", reading.case.address.lower())
    if flat:
        yield from [m.span() for m in re.finditer(rf"(?:кв\.?|квартир\w{{1,2}})\s?{flat[1]}(?!\d)", reading.folded)][:2]


def _missing(reading: Reading, features: Features) -> Iterator[Remark]:
    values = features.values
    if not reading.deeds:
        yield "empty", None, ""
        return
    for question in _unanswered(reading):
        yield "question_unanswered", None, question
    for kind in features.missed:
        yield f"asked_{kind}", None, ""
    if not values["effective_share"] and not values["promised"]:
        yield "no_action", None, ""
    if not values["done_dated"] and not values["promised"] and not values["clear_no"]:
        yield "no_date", None, ""
    if values["norm_share"] > NORMS or values["rule_share"] > NORMS:
        yield "rules_instead", None, ""
    if values["retell_share"] > RETOLD:
        yield "retelling", None, ""
    if reading.case.address and not values["own_place"] and reading.place:
        yield "no_own_place", None, ""
    if not values["salutation"]:
        yield "no_salutation", None, ""
    if reading.length >= SHORT_REPLY:
        if not values["contact"]:
            yield "no_contact", None, ""
        if not values["right"]:
            yield "no_right_to_object", None, ""


def _unanswered(reading: Reading) -> list[str]:
    """Sentences of the appeal none of whose telling words return in what the draft says of its own."""
    said: set[str] = set()
    for each in reading.deeds:
        if not each.retells or each.own_day or each.due_day:
            said |= each.sentence.lemmas
    missed = [
        question
        for words, question in zip(reading.asked, reading.questions, strict=True)
        if len(words) > 1 and not speaks_of(words, said)
    ]
    return [" ".join(each[:120].split()) for each in missed[:EACH]]
