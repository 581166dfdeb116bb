"""Threats to life or health in a text: gas, fire, bare wires, open manholes, trapped people, suicide, falling ice…

Whoever reads must not miss one, so a rule fires on the plain wording of a threat; what takes it back is written beside
it: a denial («газом не пахнет»), an end («пожар потушили»), a figure of speech («убийственные цены»), a general
question («как устроена пожарная сигнализация»). Pure patterns: a person on duty decides.
"""

from __future__ import annotations

import re

from routing.understanding.danger.haste import HASTE
from routing.understanding.danger.learned import find_learned, model
from routing.understanding.danger.rules import PLAIN
from routing.understanding.danger.spoken import SPOKEN
from routing.understanding.danger.wording import Rule
from routing.understanding.types import Finding

MAX_CHARACTERS = 20_000

_DENIAL_BEFORE = re.compile(
    r"\b(?:не было|нет|не|никак\w*|без|отсутств\w*|никто не|якобы|будто|вместо|если бы|раньше"
    r"|прошлогодн\w+)\s+(?:\w+\s+){0,1}$"
)
_NOT_SO = re.compile(r"\bне\s$")
"""«Так больше не могу, хочу умереть» denies nothing."""
_DENIAL_INSIDE = re.compile(
    r"\b(?:газ\w* (?:совсем |вообще |уже |больше )?не (?:пахн|чу|воня)\w*|не (?:пахнет|чувствуется|воняет|чую)"
    r"|запаха (?:газа )?(?:уже |больше )?нет|нет (?:никак\w+ )?запах\w*|без запах\w*|не (?:искрит|падает|падают"
    r"|застр\w+|открыт\w*|гор\w+|угрожа\w*|кусает\w*|нападает|нападают|напала|напали|оголен\w*|оборван\w*|тонет"
    r"|упал\w*))\b"
)  # fmt: skip
_ABSENT_AFTER = re.compile(r"\s+(?:уже |больше |совсем |вообще )?(?:нет|не было|отсутств\w+|пропал|исчез|прошел)\b")
_OVER = re.compile(
    r"\b(?:уже |давно |все )?(?:потушили|потушен\w*|закрыли|устранили|устранен\w*|починили|убрали|спасли"
    r"|освободили|вытащили|отремонтировали|заменили|восстановили|ликвидировал\w*)\b"
)

_CALM = re.compile(
    r"спасибо|благодар|молодцы|отбой|шутка|все хорошо|все в порядке|в прошлом году|год назад|в (?:19|20)\d\d году"
    r"|^\s*(?:где|как|когда|куда|сколько|можно ли|предлага)\b|запишите|лекци|тренировк|не опасно|если бы"
)
"""What takes back a threat that only examples speak for: thanks, the past, a general question."""


def find_danger(text: str) -> tuple[Finding, ...]:
    """Threats found in ``text``, in order, at most one of each code; spans are those of the words that say so.

    The rules find, and what was learned from examples has a vote: it adds a threat that no rule foresaw, and takes back
    what a rule alone sees in a text that is nothing like a threat.
    """
    found = by_rules(text)
    near, unforeseen = find_learned(_fold(text[:MAX_CHARACTERS]))
    if found:
        return found if near >= model().doubt else ()
    return (unforeseen,) if unforeseen and not _CALM.search(text.lower()) else ()


def by_rules(text: str) -> tuple[Finding, ...]:
    """Threats whose wording is known."""
    folded = _fold(text[:MAX_CHARACTERS])
    found: dict[str, Finding] = {}
    for rule in (*PLAIN, *SPOKEN, *HASTE):
        if rule.code in found:
            continue
        for match in rule.says.finditer(folded):
            if not _taken_back(folded, match, rule):
                found[rule.code] = Finding(rule.code, match.span())
                break
    return tuple(sorted(found.values(), key=lambda finding: finding.span))


def _taken_back(text: str, match: re.Match[str], rule: Rule) -> bool:
    """Whether the sentence denies the threat, tells of its end or means something else."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
    ends = [at for at in (text.find(mark, match.end()) for mark in ".!?\n") if at >= 0]
    end = min(ends, default=len(text))
    around = text[max(start, match.start() - 30) : min(end, match.end() + 30)]
    if rule.unless and rule.unless.search(around):
        return True
    if _ABSENT_AFTER.match(text, match.end()):
        return True
    denied = _NOT_SO if rule.code == "suicide" else _DENIAL_BEFORE
    if denied.search(text[start : match.start()]) or _DENIAL_INSIDE.search(match[0]):
        return True
    return bool(_OVER.search(text[match.start() : end])) and "не " not in text[match.end() : end]


def _fold(text: str) -> str:
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else text).replace("ё", "е")
