"""Claims that the case contradicts: «выполнено» without evidence, a done work of tomorrow or from before the appeal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from . import phrases
from .dates import Day
from .deeds import Deeds
from .features import Reading, touches
from .reading import Word
from .types import CaseFacts, Span

NEAR = 5
"""A thing worked on stands so many words from the verb at most."""

LONG_AGO = timedelta(days=60)
"""A day farther back than this is history unless the sentence says that it was an answer to the appeal."""

_NOT = re.compile(r"\bне (?:был|выполн|заверш|законч|оконч|устран|реш|привед|вывез|работа|гор)")
_CLAUSE = re.compile(r"[,;:()–—]")
_LEADS = re.compile(
    r"\b(?:на|до|к|ко|по|с|со|от|после|позднее|позже|срок\w*|за|перед|между|вместо|заседани\w+|не ранее)"
    r"\W{1,3}(?:\d{1,2}(?:-?го)?\W{1,3}(?:и|по)?\W{0,3})?$"
)
_FOUND = re.compile(
    r"установ(?:лен[оаы]?|или|ил|ила)\b(?:\W{1,3}(?:что|факт\w*|наличи\w+|отсутстви\w+|причин\w+|нарушени\w+|следующ\w+)|\s?:)"
)


def find_false_claims(reading: Reading, appeal: str) -> list[tuple[str, Span]]:
    """(code, span): ``no_evidence``, ``done_in_future``, ``done_before_appeal``."""
    case = reading.case
    found: list[tuple[str, Span]] = []
    if case.evidence is not None and not _shows_the_end(case.evidence):
        found += [("no_evidence", span) for span in _claimed_works(reading)][:3]
    for each in reading.deeds:
        for day, word in _dated_claims(each):
            if case.answer_date and day.month_said and day.day > case.answer_date:
                found.append(("done_in_future", day.span))
            elif _before(day, word, each, reading, appeal):
                found.append(("done_before_appeal", day.span))
    return found


def _shows_the_end(evidence: tuple[str, ...]) -> bool:
    kinds = [frozenset(re.split(r"[\W_]+", kind.lower())) for kind in evidence]
    return any(not parts & phrases.words("weak_evidence") or parts & {"after", "после"} for parts in kinds)


def _claimed_works(reading: Reading) -> Iterator[Span]:
    asked_work = bool(phrases.words("work_nouns") & reading.topic)
    settled = any(_settles(each, reading) for each in reading.deeds)
    for each in reading.deeds:
        folded = each.sentence.folded
        if each.retells and not each.own_day:
            continue
        if _history(each, reading.case) or phrases.says("temporary", folded):
            continue
        claimed = asked_work and not each.promised and _claims(each) and not _NOT.search(folded)
        if settled and not touches(each.sentence, reading):
            continue  # «запрет введён; на входах установлены щиты»: a work beside what was asked
        if claimed or any(_is_work(each, word) for word in each.done):
            yield each.sentence.span


def _settles(each: Deeds, reading: Reading) -> bool:
    """Whether the sentence tells what came of the matter without a finished work: a dated promise, a paper."""
    if not touches(each.sentence, reading) or any(_is_work(each, word) for word in each.done):
        return False
    return bool(each.due_day or (each.own_day and each.outcome))


def _claims(each: Deeds) -> bool:
    """«Работы завершены», or the bare «Выполнено.»"""
    words = [word.text for word in each.sentence.words]
    bare = len(words) <= 3 and not phrases.words("bare_claims").isdisjoint(words)
    return bare or phrases.says("done_claims", each.sentence.folded)


def _is_work(each: Deeds, word: Word) -> bool:
    if word.lemma not in phrases.words("work_verbs") or {"VERB", "impf"} <= word.grammemes:
        return False
    words = each.sentence.words
    at = words.index(word)
    near = words[max(0, at - NEAR) : at + NEAR + 1]
    if {one.lemma for one in words[at + 1 : at + 3]} & phrases.words("paper_words"):
        return False
    kinds = "physical_deeds" if word.lemma in phrases.words("light_verbs") else "work_nouns"
    things = {one.lemma for one in near if not _quoted(each, one)} & phrases.words(kinds)
    if word.lemma == "установить" and _FOUND.search(each.sentence.folded):
        return False
    return bool(things)


def _quoted(each: Deeds, word: Word) -> bool:
    """Whether the word only names the question: «по вопросу «ремонт дороги» бригада провела обследование»."""
    before = each.sentence.folded[: word.span[0] - each.sentence.span[0]]
    return before.rfind("«") > before.rfind("»")


def _history(each: Deeds, case: CaseFacts) -> bool:
    """Whether the sentence tells of earlier years, of other houses, or of somebody's condition."""
    if phrases.says("history", each.sentence.folded) or phrases.says("whole_region", each.sentence.folded):
        return True
    if case.registered is None or not each.days:
        return False
    return all(day.day < case.registered - timedelta(days=3) for day in each.days)


def _dated_claims(each: Deeds) -> Iterator[tuple[Day, Word]]:
    """Days that stand bare in one clause with a verb of a finished deed: «11 марта заделали»."""
    if not each.done and not each.hollow:
        return
    start, folded = each.sentence.span[0], each.sentence.folded
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(folded)), len(folded)]
    for left, right in pairwise(cuts):
        inside = [
            w
            for w in (*each.done, *each.hollow)
            if left <= w.span[0] - start < right and w.lemma not in phrases.words("not_claims")
        ]
        planned = any(left <= w.span[0] - start < right for w in each.promised)
        for day in each.days if inside and not planned else ():
            at = day.span[0] - start
            if any("INFN" in w.grammemes and left <= w.span[0] - start < at for w in each.sentence.words):
                continue  # «предложили сдать 20 июня»
            if day.precision == "day" and left <= at < right and _is_bare(folded[left:at]):
                yield day, inside[0]


def _is_bare(before: str) -> bool:
    """Whether no «до», «на», «срок» stands before the day."""
    return before.rstrip().endswith("по состоянию на") or not _LEADS.search(before)


def _before(day: Day, word: Word, each: Deeds, reading: Reading, appeal: str) -> bool:
    """A check or a work «on this appeal» of a day before it was registered."""
    case = reading.case
    if case.registered is None or day.day >= case.registered:
        return False
    folded = each.sentence.folded
    reacts = phrases.says("reaction", folded)
    if not reacts and (day.day < case.registered - LONG_AGO or phrases.says("history", folded)):
        return False
    claimed = phrases.says("done_claims", folded)
    light = word.lemma in phrases.words("light_verbs") and bool(each.sentence.lemmas & phrases.words("deed_nouns"))
    checked = light or word.lemma in phrases.words("checked_verbs")
    about = reacts or claimed or checked or each.sentence.lemmas & reading.topic
    if not about or folded[day.span[0] - each.sentence.span[0] :][
        : day.span[1] - day.span[0]
    ] in appeal.lower().replace("ё", "е"):
        return False
    work = word.lemma in phrases.words("work_verbs") and bool(each.sentence.lemmas & phrases.words("work_nouns"))
    return claimed or checked or work
