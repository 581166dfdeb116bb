"""How to address a person: «Уважаемая Анна Сергеевна!».

The gender comes from the patronymic, then from what the person said, then from the given name when it is not one of
both genders. When none tells, the greeting avoids gender and declension: «Здравствуйте, Саша Ким!».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from routing.understanding.morphology import readings

FEMALE_PATRONYMIC = re.compile(r"(?:овна|евна|ична|инична)$", re.IGNORECASE)
MALE_PATRONYMIC = re.compile(r"(?:ович|евич|ильич|мич|кич|лукич|фомич)$", re.IGNORECASE)
TURKIC = {"оглы": "m", "оглу": "m", "улы": "m", "кызы": "f", "гызы": "f"}


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name that a greeting needs. ``gender`` is «f», «m» or «» when nothing tells."""

    full: str
    first: str = ""
    patronymic: str = ""
    gender: str = ""


def read_name(full: str, stated_gender: str = "") -> PersonName:
    """The parts of a name written in any order: «Кузнецова Анна Сергеевна», «Анна Сергеевна», «Ким Саша»."""
    words = [word.capitalize() if word.islower() and word not in TURKIC else word for word in full.split()]
    patronymic, gender = _patronymic(words)
    rest = [word for word in words if word not in patronymic.split()]
    first = _first_name(rest, words, patronymic)
    gender = gender or stated_gender or _gender_of_first(first)
    return PersonName(full=" ".join(words), first=first, patronymic=patronymic, gender=gender)


def salutation(full: str, stated_gender: str = "") -> str:
    """The first line of a letter, in the nominative."""
    name = read_name(full, stated_gender)
    if not name.first or not name.gender or "." in name.first:
        return f"Здравствуйте, {name.full}!"
    respected = "Уважаемая" if name.gender == "f" else "Уважаемый"
    return f"{respected} {' '.join(part for part in (name.first, name.patronymic) if part)}!"


def _patronymic(words: list[str]) -> tuple[str, str]:
    for at, word in enumerate(words):
        if word.lower() in TURKIC and at > 0:
            return f"{words[at - 1]} {word}", TURKIC[word.lower()]
    if len(words) < 2:
        return "", ""
    for word in words[1:]:
        if FEMALE_PATRONYMIC.search(word):
            return word, "f"
        # A surname may end like a patronymic («Абрамович»): the given name stands right before a patronymic.
        if MALE_PATRONYMIC.search(word) and _is_given(words[words.index(word) - 1]):
            return word, "m"
    return "", ""


def _is_given(word: str) -> bool:
    return any({"Name", "nomn", "sing"} <= grammemes for _lemma, grammemes, _p in readings(word))


def _may_be_surname(word: str) -> bool:
    return any("Surn" in grammemes for _lemma, grammemes, _p in readings(word))


def _first_name(rest: list[str], words: list[str], patronymic: str) -> str:
    if patronymic:
        before = words.index(patronymic.split(maxsplit=1)[0]) - 1
        if before >= 0 and (len(rest) == 1 or not _may_be_surname(words[before])):
            return words[before]
        return next((word for word in rest if not _may_be_surname(word)), rest[0] if rest else "")
    given = [word for word in rest if _is_given(word)]
    if given:
        # «Ли» alone may be a surname: then nothing is known.
        if len(words) == 1:
            return "" if _may_be_surname(given[0]) else given[0]
        # «Ким Саша»: of two words that may be given names the one that is no surname.
        return next((word for word in given if not _may_be_surname(word)), given[0])
    return rest[0] if len(rest) == 1 else ""


def _gender_of_first(first: str) -> str:
    genders = {
        gender
        for lemma, grammemes, _p in (readings(first) if first else ())
        if "Name" in grammemes and "nomn" in grammemes and lemma == first.lower().replace("ё", "е")
        for gender in ("femn", "masc", "ms-f")
        if gender in grammemes
    }
    return {"femn": "f", "masc": "m"}[genders.pop()] if genders in ({"femn"}, {"masc"}) else ""
