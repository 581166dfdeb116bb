"""What one sentence of a draft tells: deeds done, promises, rules, whom it names, what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from routing.understanding.morphology import readings

from . import phrases
from .dates import Day, find_days
from .reading import Sentence, Word
from .types import CaseFacts

LATER = timedelta(days=800)
EARLIER = timedelta(days=3)
"""An appeal is registered within three days of its coming in (ст. 8 59-ФЗ): what was done then was done for it."""

_UNITS = (
    r"%|°|руб|коп|тыс|млн|млрд|кв\.?\s?м|куб|м²|м³|метр|км|см|мм|мг|дб|пдк|кг|тонн|литр|м\b|л\b|шт|час|минут|дн[яе]й?\b|сут"
    r"|раз|человек|дет|кв\b|мест|окон|рейс|собак|контейнер|протокол|штраф|вагон|номер|бал|ставк|опор|ламп|балл|уколов|этаж"
)
_MEASURE = re.compile(rf"(?<![\d№./])[+−–-]?\d[\d\s]{{0,9}}(?:[.,]\d{{1,3}})?\s?(?:{_UNITS})")
_NORM = re.compile(
    r"№?\s?\d{1,4}-фз|\bкоап\b|\bкодекс\w*|\bгост\b|\bсанпин\b|\bфедеральн\w+ закон\w*"
    r"|\bзакон\w* (?:от|области|края|о|«)|\bпостановлени\w+|\bправила?м?и? |\bправил\b"
    r"|\b(?:п|пункт\w*|ст|стать\w+|част\w+|ч)\.?\s?\d"
)
_NUMBERED = re.compile(
    r"(?:акт\w*|протокол\w*|предписани\w+|исх\w*|накладн\w+|заявк\w+|приказ\w*|ордер\w*|счет\w*|письм\w+|билет\w*|контракт\w*"
    r"|договор\w*|куп|дело\w*|представлени\w+|предостережени\w+|схем\w+|кабинет\w*|каб\.?|окно|борт\w*)"
    r"\W{1,3}(?:от [\d.]{8,10} )?№?\s?\d"
)
_PERSON = re.compile(
    r"[А-ЯЁ][а-яё]{1,25}(?:-[А-ЯЁ][а-яё]{1,25})? [А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]?\.?\s?[А-ЯЁ][а-яё]{2,25}"
    r"|[А-ЯЁ][а-яё]{2,25} [А-ЯЁ][а-яё]{1,25}(?: [А-ЯЁ][а-яё]{3,25})?"
)
PHONE = re.compile(
    r"(?<![\d№/-])(?:\+7|8)[\s(-]{0,3}\d{3,5}[\s)-]{0,3}\d{1,3}(?:[\s-]?\d{2,3}){1,3}(?![\d/])"
    r"|(?<!№\s)(?<![\d№/.-])(?:\(\d{3,5}\)\s?)?\d{1,3}-\d{2,3}-\d{2}(?![\d/-]|\.\d)|(?<!№\s)(?<![\d№/.-])\d-\d{2}-\d{2}(?![\d/-]|\.\d)"
)


@dataclass(frozen=True)
class Deeds:
    """The reading of one sentence. ``done``, ``promised`` and ``ruled`` are the words that say so."""

    sentence: Sentence
    days: tuple[Day, ...]
    done: tuple[Word, ...]
    outcome: tuple[Word, ...]
    hollow: tuple[Word, ...]
    promised: tuple[Word, ...]
    ruled: tuple[Word, ...]
    own_day: bool
    due_day: bool
    norm: bool
    measures: int
    numbered: bool
    person: bool
    phone: bool
    retells: bool
    conditional: bool

    @property
    def anchored(self) -> bool:
        """Whether something in it can be checked: a day of this case, a measure, a document, a person."""
        return self.own_day or self.due_day or self.numbered or (self.measures > 0 and not self.norm) or self.person

    @property
    def length(self) -> int:
        return len(self.sentence.words)


def read_deeds(sentence: Sentence, case: CaseFacts) -> Deeds:
    folded, words = sentence.folded, sentence.words
    days = tuple(find_days(folded, case.answer_date or case.registered, sentence.span[0]))
    done, hollow, promised, ruled = _events(words)
    norm = _NORM.search(folded) is not None
    return Deeds(
        sentence=sentence,
        days=days,
        done=tuple(done),
        outcome=tuple(word for word in done if not _is_process(word, words)),
        hollow=tuple(hollow),
        promised=tuple(promised),
        ruled=tuple(ruled),
        own_day=any(_own(day, case) for day in days),
        due_day=any(_due(day, case) for day in days),
        norm=norm,
        measures=sum(1 for _match in _MEASURE.finditer(folded)),
        numbered=_NUMBERED.search(folded) is not None,
        person=has_person(sentence),
        phone=PHONE.search(folded) is not None,
        retells=phrases.says("retell", folded),
        conditional=bool(words) and words[0].text in ("если", "когда", "захотите", "при"),
    )


def _own(day: Day, case: CaseFacts) -> bool:
    """A day between the appeal and the answer."""
    if day.precision != "day":
        return False
    if case.answer_date and day.day > case.answer_date:
        return False
    if case.registered:
        # The day of registering itself is named by every reply.
        return day.day > case.registered or (not day.year_said and day.day >= case.registered - EARLIER)
    return case.answer_date is None or day.day > case.answer_date - timedelta(days=90)


def _due(day: Day, case: CaseFacts) -> bool:
    """A day (or the month) after the answer."""
    today = case.answer_date or case.registered
    if today is None or day.precision == "year":
        return False
    return today <= day.day <= today + LATER


def _events(words: tuple[Word, ...]) -> tuple[list[Word], list[Word], list[Word], list[Word]]:
    """Words for deeds done, hollow deeds, promises and rules."""
    done: list[Word] = []
    hollow: list[Word] = []
    promised: list[Word] = []
    ruled: list[Word] = []
    future = -9
    for at, word in enumerate(words):
        tags = word.grammemes
        if word.lemma == "быть" and "futr" in tags:
            future = at
        elif "futr" in tags or ({"INFN", "PRTS"} & tags and at - future <= 4) or _may_promise(word):
            if word.lemma not in phrases.words("polite_verbs"):
                promised.append(word)
        elif _is_past(tags) or ({"PRTS", "past"} <= tags and word.lemma in phrases.words("work_verbs")):
            empty = _is_empty(word, words[max(0, at - 4) : at + 5])
            (hollow if empty or _denied(words, at) else done).append(word)
        elif {"VERB", "pres", "3per"} <= tags or ("PRTS" in tags and "perf" not in tags):
            ruled.append(word)
    return done, hollow, promised, ruled


def _may_promise(word: Word) -> bool:
    """«Заменим» is a short adjective for the dictionary and a promise in a letter."""
    if not word.text.endswith(("им", "ем")) or not {"ADJS", "PRTS"} & word.grammemes:
        return False
    return any({"VERB", "futr", "1per"} <= tags for _lemma, tags, _p in readings(word.text))


def _is_past(tags: frozenset[str]) -> bool:
    return {"VERB", "past"} <= tags or {"PRTS", "perf"} <= tags


def _is_empty(word: Word, near: Iterable[Word]) -> bool:
    if word.lemma in phrases.words("light_verbs"):
        return not any(each.lemma in phrases.words("deed_nouns") for each in near)
    return word.lemma in phrases.words("empty_verbs")


def _is_process(word: Word, words: tuple[Word, ...]) -> bool:
    """Looking, asking, passing on: «осмотрели», «провели обследование»."""
    if word.lemma in phrases.words("light_verbs"):
        return any(each.lemma in phrases.words("process_nouns") for each in words)
    return word.lemma in phrases.words("process_verbs")


def _denied(words: tuple[Word, ...], at: int) -> bool:
    return at > 0 and words[at - 1].text == "не"


def has_person(sentence: Sentence) -> bool:
    """Whether a person is named: surname with initials, or two or three names in a row."""
    for match in _PERSON.finditer(sentence.raw):
        if "." in match[0]:
            return True
        parts = match[0].split()
        if any(_is_name(part) for part in parts[: 3 if match.start() else 0]) or (
            not match.start() and len(parts) == 3
        ):
            return True
    return False


def _is_name(part: str) -> bool:
    return any(p > 0.15 and {"Name", "Patr", "Surn"} & tags for _lemma, tags, p in readings(part))
