"""What a long, polite, concrete-looking reply lacks: an answer to what was asked, about the thing that was asked about.

Each question of the appeal asks for something (when, why, who, may I, do it); here it is seen whether the draft gives
it. Beside that: plans whose day has passed, deeds at other places, hearsay, conditions, statistics, «nothing found»;
and what only somebody who dealt with the matter writes: a cause, an admission, what happens if it fails again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import phrases
from .deeds import Deeds
from .types import CaseFacts, Span

_ASKS = {
    "when": re.compile(r"\b(?:когда|как долго|сколько ждать|в какие сроки|к какому сроку)\b"),
    "why": re.compile(
        r"\b(?:почему|зачем|за что|откуда|объясните|на каком основании|по какой причине|в чем причина|кто виноват)\b"
    ),
    "who": re.compile(r"\b(?:кто|чья|чье|чей|кому|кого)\b"),
    "may": re.compile(r"\b\w+ ли\b|\bможно\b|\bимею право\b|\bзаконн\w+"),
}
_GIVES_MAY = re.compile(
    r"\b(?:можно|нельзя|да|нет|положен\w*|законн\w*|незаконн\w*|будет|вправе|сможете|обязан\w*|не долж\w+|верн\w+)\b"
)
_GIVES_WHO = re.compile(
    r"\b(?:виноват\w*|отвеча\w+|принадлеж\w+|обслужива\w+|оштраф\w+|штраф\w*|выговор\w*|уволен\w*|закреплен\w*"
    r"|на балансе|за счет|наш[аеи]?|разрешил\w*|подписал\w*|взыска\w+|хозяин|владел\w+)\b"
)
_PERIOD = re.compile(
    r"\b(?:за|в|на|с начала|по итогам|до конца|до)\s"
    r"(?:(?:текущ\w+|истекш\w+|отчетн\w+|перв\w+|втор\w+|последн\w+|\d{1,2}|[ivх]{1,3})\s)?"
    r"(?:(?:19|20)\d{2}(?:\s?[-–—]\s?(?:19|20)\d{2})?\s?(?:г\b|год\w*|м\b)|квартал\w*|полугоди\w+"
    r"|месяц\w+ (?:19|20)\d{2}|сезон\w*|период\w*|год\w*)"
)
_TOTAL = re.compile(
    r"\b(?:составля\w+|составил\w*|охват\w*|ежедневно|ежегодно|ежеквартально|протяженность|площадь\w*)\b"
)
_FIGURE = re.compile(r"\d")
_YOU = re.compile(r"\b(?:вам|вас|вами|ваш\w*|у вас)\b")
_IF_FAILS = re.compile(
    r"\b(?:если|увидите|заметите|появ\w+|снова|опять|захотите"
    r"|не (?:придет|придут|будет|загорится|сделают|увидите))\b.{0,80}?"
    r"\b(?:звоните|позвоните|пишите|напишите|присылайте|пришлите|шлите|набирайте|наберите|отвечайте|зовите|сообщите"
    r"|приезжайте|приходите|приед\w+|помо\w+|провер\w+|отправ\w+|оштраф\w+|потребу\w+|повтор\w+|сдела\w+|продл\w+)\b"
)
_NAMED = re.compile(
    r"\b(?:[Уу]л(?:ица|ицы|ице|ицах|ицу)?\.?|[Пп]р(?:оспект\w*|-т|\.)?|[Пп]ереул\w+|[Пп]ер\.|[Пп]лощад\w+|[Бб]ульвар\w*|[Шш]оссе|[Пп]авильон\w*|[Пп]арк\w*"
    r"|[Оо]становк\w+|[Оо]становочн\w+ пункт\w*|[Пп]ос\.|[Дд]ер\.|[Сс]ел\w|[Мм]икрорайон\w*|[Мм]кр\.)\s"
    r"((?:[«А-ЯЁ][А-Яа-яё» -]{2,40}(?:,\s|\sи\s)?){1,4})"
)
_PROPER = re.compile(r"[А-ЯЁ][а-яё]{3,}")
_ORDINAL = re.compile(r"\b(перв|втор|трет|четверт|пят|шест|седьм|восьм|девят)\w{1,4}\b(?=[^.]{0,30}подъезд)")

Outcomes = list[Deeds]


def substance(
    deeds: tuple[Deeds, ...],
    appeal: str,
    case: CaseFacts,
    outcomes: Outcomes,
    touches: Callable[[Deeds], bool],
) -> tuple[dict[str, float], dict[str, list[Span]], tuple[str, ...]]:
    """Values by name, the passages of the faults, and the kinds of questions that were put and not answered.

    ``appeal`` is folded; ``outcomes`` are those of ``features``.
    """
    here = f"{appeal} {case.address}".lower().replace("ё", "е")
    spans: dict[str, list[Span]] = {
        "promise_past": [each.sentence.span for each in deeds if plan_has_passed(each, case)],
        "other_place": [each.sentence.span for each in deeds if elsewhere(each, here)],
    }
    for name in ("hearsay", "nothing_found", "on_condition", "hedge"):
        spans[name] = [
            (each.sentence.span[0] + found.start(), each.sentence.span[0] + found.end())
            for each in deeds
            if not (name == "on_condition" and each.due_day)
            for found in phrases.found(name, each.sentence.folded)
        ]
    sure = [each for each in outcomes if not elsewhere(each, here) and not plan_has_passed(each, case)]
    missed, settled, put = _missed(deeds, appeal, sure, touches)
    total = max(1, sum(each.length for each in deeds))
    active, passive = _voices(deeds)
    values = {name: min(3.0, float(len(found))) for name, found in spans.items()}
    values |= {
        "advice": min(3.0, float(sum(1 for each in deeds if _advises(each)))),
        "concrete": _concrete(sure, touches),
        "asked_missed": (len(missed) + (not settled)) / (put + 1),
        "statistics": sum(each.length for each in deeds if is_statistics(each)) / total,
        "cause": min(2.0, float(sum(1 for each in deeds if tells_cause(each)))),
        "admits": min(2.0, float(sum(1 for each in deeds if phrases.says("admits", each.sentence.folded)))),
        "if_fails": min(2.0, float(sum(1 for each in deeds if _IF_FAILS.search(each.sentence.folded)))),
        "to_you": min(4.0, float(sum(1 for each in deeds if _to_you(each)))) / 2,
        "active": active / (active + passive) if active + passive else 0.3,
        "sure_outcome": min(3.0, float(sum(1 for each in sure if touches(each) and (each.own_day or each.due_day)))),
    }
    return values, spans, missed


def plan_has_passed(each: Deeds, case: CaseFacts) -> bool:
    """«Запланировано на июнь», said in August: a promise whose day was gone when it was written."""
    if case.answer_date is None or each.done or not each.days:
        return False
    planned = each.promised or phrases.says("planned", each.sentence.folded)
    days = [day for day in each.days if day.precision != "year"]
    return bool(planned and days) and all(day.day < case.answer_date for day in days) and not each.due_day


def elsewhere(each: Deeds, here: str) -> bool:
    """Whether the sentence tells of deeds at named places none of which the appeal or the address knows."""
    if not (each.done or each.hollow):
        return False
    names = [name for found in _NAMED.finditer(each.sentence.raw) for name in _PROPER.findall(found[1])]
    if names:
        return not any(name.lower().replace("ё", "е")[: max(4, len(name) - 2)] in here for name in names)
    entrances = set(_ORDINAL.findall(each.sentence.folded))
    asked = set(_ORDINAL.findall(here))
    return bool(entrances and asked and not entrances & asked)


def is_statistics(each: Deeds) -> bool:
    """Figures of a town, a year or a network: true, and no answer to anybody."""
    folded = each.sentence.folded
    if each.due_day or _YOU.search(folded) or not _FIGURE.search(folded):
        return False
    if _PERIOD.search(folded) and (each.measures or not each.own_day):
        return True
    return bool(_TOTAL.search(folded)) and not each.own_day


def tells_cause(each: Deeds) -> bool:
    """«Перегорел насос», «подрядчик сорвал срок»: what broke or who failed, as a plain fact."""
    if each.norm:
        return False
    causes = phrases.words("cause_verbs")
    return any(word.lemma in causes and {"VERB", "PRTS"} & word.grammemes for word in each.sentence.words)


def _to_you(each: Deeds) -> bool:
    """Something said to this citizen, not the politeness and not «Вам необходимо обратиться»."""
    folded = each.sentence.folded
    if not _YOU.search(folded) or each.retells or each.norm:
        return False
    return not any(phrases.says(name, folded) for name in ("soothing", "shift", "evasive", "on_condition"))


def _advises(each: Deeds) -> bool:
    """«Попробуйте заклеить окна»: the citizen is told to do it himself, without a day, a place or a person for it."""
    if each.due_day or each.phone or each.person or each.numbered or _IF_FAILS.search(each.sentence.folded):
        return False
    asks = phrases.words("asking_verbs")
    return any({"impr", "plur"} <= word.grammemes and word.lemma not in asks for word in each.sentence.words)


def _concrete(sure: Outcomes, touches: Callable[[Deeds], bool]) -> float:
    """How well the best sentence ties a deed to a day and to what was asked: 0, 1/3, 2/3 or 1."""
    best = 0.0
    for each in sure:
        hedged = phrases.says("hedge", each.sentence.folded) or phrases.says("on_condition", each.sentence.folded)
        tied = bool(each.own_day or each.due_day) + touches(each) + bool(each.outcome or each.promised)
        best = max(best, (tied - bool(hedged)) / 3)
    return max(0.0, best)


def _voices(deeds: tuple[Deeds, ...]) -> tuple[int, int]:
    """Words of deeds said in the active and in the passive voice."""
    active = passive = 0
    polite = phrases.words("polite_verbs")
    for each in deeds:
        for word in each.sentence.words:
            tags = word.grammemes
            if "PRTS" in tags:
                passive += 1
            elif "VERB" in tags and {"past", "futr"} & tags and word.lemma not in polite and word.lemma != "быть":
                active += 1
    return active, passive


def _missed(
    deeds: tuple[Deeds, ...], appeal: str, sure: Outcomes, touches: Callable[[Deeds], bool]
) -> tuple[tuple[str, ...], bool, int]:
    """The kinds of questions put that have no answer, whether the matter itself has one, how many kinds were put."""
    put = [kind for kind, asks in _ASKS.items() if asks.search(appeal)]
    missed = tuple(kind for kind in put if not _given(kind, deeds, sure))
    refused = any(phrases.says("clear_no", each.sentence.folded) and not each.norm for each in deeds)
    done = refused or any((each.own_day or each.due_day or each.outcome) and touches(each) for each in sure)
    return missed, done, len(put)


def _given(kind: str, deeds: tuple[Deeds, ...], sure: Outcomes) -> bool:
    own = [each for each in deeds if not each.norm and not is_statistics(each) and not each.retells]
    if kind == "when":
        return any(each.due_day or each.own_day for each in sure)
    if kind == "why":
        return any(
            tells_cause(each)
            or phrases.says("reason", each.sentence.folded)
            or phrases.says("admits", each.sentence.folded)
            for each in own
        )
    gives = _GIVES_WHO if kind == "who" else _GIVES_MAY
    return any(gives.search(each.sentence.folded) for each in own)
