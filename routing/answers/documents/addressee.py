"""The addressee of a letter in the dative («Кузнецовой Анне Сергеевне»), and initials of a signature."""

from __future__ import annotations

import re

from pytrovich.enums import Case as NameCase
from pytrovich.enums import Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from routing.answers.salutation import TURKIC, read_name

DECLINED = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
GENDERS = {"f": Gender.FEMALE, "m": Gender.MALE}
MAKER = PetrovichDeclinationMaker()


def dative(full: str, stated_gender: str = "") -> str:
    """The name as on an envelope; as it is when the gender is not known or it is no name of the usual three parts.

    >>> dative("Анна Сергеевна Кузнецова")
    'Кузнецовой Анне Сергеевне'
    >>> dative("John Smith", "m")
    'John Smith'
    """
    name = read_name(full, stated_gender)
    words = [word for word in name.full.split() if word.lower() not in TURKIC]
    usual = name.first and name.gender and len(words) <= 3 and all(map(DECLINED.fullmatch, words))
    if not usual or len(words) < 2:
        return name.full
    patronymic, rest = name.patronymic, list(words)
    for known in (name.first, *patronymic.split()):
        if known in rest:
            rest.remove(known)
    if len(rest) > 1:
        return name.full
    gender = GENDERS[name.gender]
    last = [MAKER.make(NamePart.LASTNAME, gender, NameCase.DATIVE, word) for word in rest]
    first = MAKER.make(NamePart.FIRSTNAME, gender, NameCase.DATIVE, name.first)
    middle = patronymic
    if patronymic and " " not in patronymic:
        middle = MAKER.make(NamePart.MIDDLENAME, gender, NameCase.DATIVE, patronymic)
    return " ".join(part for part in (*last, first, middle) if part)


def initials(full: str) -> str:
    """«Пётр Ильич Придуманный» → «П. И. Придуманный»; other names as they are."""
    name = read_name(full)
    rest = [word for word in name.full.split() if word not in {name.first, *name.patronymic.split()}]
    if not name.first or len(rest) != 1:
        return name.full
    middle = f" {name.patronymic[0]}." if name.patronymic else ""
    return f"{name.first[0]}.{middle} {rest[0]}"
