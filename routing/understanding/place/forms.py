"""The ways one street or settlement name is written: cases, shortenings, parts of the name used alone.

Runs when the index is built, never while a text is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Final

from routing.understanding.morphology import analyzer
from routing.understanding.place.lexicon import ORDINALS, RANK_WORDS, SIZE_WORDS, STREET_WORDS, WATER_WORDS

FULL: Final = 0
SHORT: Final = 1
PART: Final = 2
"""How much of the official name a form keeps: all of it, a shortening of it, only a part of it."""

_TENS: Final = {"двадцать": 20, "тридцать": 30}
_CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "ая": ("ая", "ой", "ую"),
    "яя": ("яя", "ей", "юю"),
    "ый": ("ый", "ого", "ому", "ым", "ом"),
    "кий": ("кий", "кого", "кому", "ким", "ком"),
    "гий": ("гий", "гого", "гому", "гим", "гом"),
    "хий": ("хий", "хого", "хому", "хим", "хом"),
    "ий": ("ий", "его", "ему", "им", "ем"),
    "ой": ("ой", "ого", "ому", "ым", "ом"),
    "ое": ("ое", "ого", "ому", "ым", "ом"),
    "ее": ("ее", "его", "ему", "им", "ем"),
    "ов": ("ов", "ова", "ову", "овым", "ове", "овом"),
    "ев": ("ев", "ева", "еву", "евым", "еве", "евом"),
    "ин": ("ин", "ина", "ину", "иным", "ине", "ином"),
    "ова": ("ова", "овой", "ову", "овою"),
    "ина": ("ина", "иной", "ину"),
}
_ORDINAL_GENITIVES: Final = {
    word[: -len(ending)] + genitive: str(number)
    for number, word in enumerate(ORDINALS, start=1)
    for ending, genitive in (("ый", "ого"), ("ой", "ого"), ("ый", "ая"), ("ой", "ая"), ("ый", "ый"), ("ой", "ой"))
    if word.endswith(ending)
}


def case_forms(word: str, *, noun: bool) -> tuple[str, ...]:
    """Every case of a word of a name, folded; adjectives by their endings, nouns by the dictionary."""
    for length in (3, 2):
        endings = _ENDINGS.get(word[-length:])
        if endings and len(word) > length + 1 and not (noun and word[-length:] in ("ин", "ов", "ев", "ина", "ова")):
            return tuple(word[:-length] + ending for ending in endings)
    return _noun_forms(word) if noun else (word,)


@lru_cache(maxsize=20_000)
def _noun_forms(word: str) -> tuple[str, ...]:
    parses = [p for p in analyzer().parse(word) if "NOUN" in p.tag and "nomn" in p.tag and "sing" in p.tag]
    parses = parses or [p for p in analyzer().parse(word) if "NOUN" in p.tag and "nomn" in p.tag]
    if not parses:
        return (word,)
    number = "plur" if "plur" in parses[0].tag else "sing"
    inflected = (parses[0].inflect({case, number}) for case in _CASES)
    found = {form.word.replace("ё", "е") for form in inflected if form}
    return tuple(sorted({word, *found} | _neuter_name(word)))


def _neuter_name(word: str) -> set[str]:
    """Names like «Купчино» that the dictionary leaves unchanged are inflected in speech: «в Купчине»."""
    if word.endswith(("ово", "ево", "ино", "ыно")):
        return {word[:-1] + ending for ending in ("о", "а", "у", "ом", "е")}
    return set()


def _ordinal_words(number: str, tail: str) -> Iterator[str]:
    index = int(number)
    if not 1 <= index <= len(ORDINALS):
        return
    for parse in analyzer().parse(ORDINALS[index - 1])[:1]:
        gender = {"femn"} if tail in ("я", "ая") else {"masc"}
        for case in _CASES:
            form = parse.inflect({case, "sing", *gender})
            if form:
                yield form.word.replace("ё", "е")


def _variants(word: str, *, inflect: bool, noun: bool) -> list[tuple[str, int]]:
    found = dict.fromkeys(case_forms(word, noun=noun) if inflect else (word,), FULL)
    for short in (*SIZE_WORDS.get(word, ()), *RANK_WORDS.get(word, ())):
        found.setdefault(short, SHORT)
    return list(found.items())


def _choices(word: str, ordinal_tail: str, *, inflect: bool, noun: bool) -> list[tuple[str, int]]:
    """Everything a word of a name may be written as: its cases, its abbreviations, a number in words."""
    found = _variants(word, inflect=inflect, noun=noun)
    if word in _ORDINAL_GENITIVES:
        found.append((_ORDINAL_GENITIVES[word], FULL))
    if word.isdigit():
        found += [(spelled, FULL) for spelled in set(_ordinal_words(word, ordinal_tail))]
    return found


def _oblique_to_nominative(words: list[str]) -> list[str] | None:
    """«реки Фонтанки» → «фонтанка», which can then be put in any case."""
    if len(words) < 2 or words[0] not in WATER_WORDS:
        return None
    if len(words) > 2:
        return None
    best = [p for p in analyzer().parse(words[1]) if "gent" in p.tag and "sing" in p.tag]
    return [best[0].normal_form.replace("ё", "е")] if best and "NOUN" in best[0].tag else None


def name_forms(words: list[str], *, inflect: bool, noun: bool, ordinal_tail: str = "") -> dict[str, int]:
    """Forms of a name given by its folded words → FULL, SHORT or PART. Keys are words joined by one space.

    ``inflect`` is false for names in the genitive («улица Ленина»); ``noun`` is true for names that are nouns in the
    nominative («Купчино»); ``ordinal_tail`` is the «я» of «7-я», needed to spell the number in words.
    """
    forms: dict[str, int] = {}
    if not words:
        return forms

    def add(sequence: Iterable[str], kind: int) -> None:
        key = " ".join(sequence)
        if any(len(word) > 2 for word in key.split()) and (key not in forms or forms[key] > kind):
            forms[key] = kind

    choices = [_choices(word, ordinal_tail, inflect=inflect, noun=noun) for word in words]
    if len(words) <= 4:
        for combination in product(*choices):
            if inflect and not _agree([c[0] for c in combination], words, noun=noun):
                continue
            add((c[0] for c in combination), max(c[1] for c in combination))
    else:
        add(words, FULL)
    for sequence, kind in _shorter(words, inflect=inflect):
        for chosen in product(*(case_forms(w, noun=noun) if inflect else (w,) for w in sequence)):
            add(chosen, kind)
    nominative = _oblique_to_nominative(words)
    if nominative:
        for form in _noun_forms(nominative[0]):
            add([form], SHORT)
    if not inflect:
        for pair in _pair_to_nominative(words):
            add(pair, SHORT)
    if len(words) > 2 and words[0] in _TENS and words[1] in _ORDINAL_GENITIVES:
        add([str(_TENS[words[0]] + int(_ORDINAL_GENITIVES[words[1]])), *words[2:]], FULL)
    return forms


def _pair_to_nominative(words: list[str]) -> Iterator[list[str]]:
    """«обуховской обороны» → «обуховская оборона», «обводного канала» → «обводный канал», in every case."""
    if len(words) != 2:
        return
    nouns = [p for p in analyzer().parse(words[1]) if {"NOUN", "gent", "sing"} <= p.tag.grammemes]
    adjectives = [p for p in analyzer().parse(words[0]) if {"ADJF", "gent", "sing"} <= p.tag.grammemes]
    if not nouns or not adjectives or {"Name", "Surn"} & nouns[0].tag.grammemes:
        return
    gender = nouns[0].tag.gender
    for case in _CASES:
        noun = nouns[0].inflect({case})
        adjective = adjectives[0].inflect({case, "sing", gender} if gender else {case, "sing"})
        if noun and adjective:
            yield [adjective.word.replace("ё", "е"), noun.word.replace("ё", "е")]


def _agree(chosen: list[str], words: list[str], *, noun: bool) -> bool:
    """Two inflected words stand in the same case: skip «большой конюшенную»."""
    nominative = [
        form == word
        for form, word in zip(chosen, words, strict=True)
        if len(form) > 3 and len(case_forms(word, noun=noun)) > 1
    ]
    return len(nominative) < 2 or all(nominative) or not any(nominative)


def _shorter(words: list[str], *, inflect: bool) -> Iterator[tuple[list[str], int]]:
    """Names without their water word, rank, size word, ordinal, first name: what people leave out."""
    if len(words) < 2:
        return
    head, rest = words[0], words[1:]
    if rest[0] == "км":
        return
    if len(words) == 2 and rest[0].isdigit():
        yield [rest[0], head], SHORT
    if head in WATER_WORDS:
        yield rest, SHORT
    elif head in RANK_WORDS:
        yield rest, SHORT
        yield [*rest, head], SHORT
        if len(rest) == 2:
            yield rest[1:], PART
            yield [rest[0][0], rest[1]], SHORT
    elif head in SIZE_WORDS or head.isdigit():
        if head.isdigit() and rest[-1] not in STREET_WORDS:
            yield [*rest, head], SHORT
        if not all(w.isdigit() or len(w) < 4 or w in STREET_WORDS for w in rest):
            yield rest, PART
    elif words[-1] in WATER_WORDS or words[-1] in ("остров", "парк"):
        yield words[:-1], SHORT
    elif len(words) == 2 and not inflect:
        yield [rest[0], head], SHORT
        yield rest, PART
        yield [head[0], rest[0]], SHORT
    elif len(words) == 3 and not inflect:
        yield [head[0], words[1][0], words[2]], SHORT
        yield words[1:], PART
