"""Whether the draft calls the citizen by the right name and gender."""

from __future__ import annotations

import re
from collections.abc import Iterator

from routing.answers.salutation import TURKIC, PersonName, read_name
from routing.understanding.morphology import readings

from . import phrases
from .reading import fold
from .types import CaseFacts, Span

HEAD = 400
"""Greetings other than «Уважаемый» are looked for in so many first letters."""

_ONE = (
    r"(?:[А-ЯЁA-Z](?:[а-яёa-z'’]{1,30}|[А-ЯЁ]{2,30}\b)(?:-[А-ЯЁA-Z][а-яёa-z]{1,30})?"
    r"|[А-ЯЁA-Z]\.|оглы|оглу|кызы|гызы|улы)"
)
_NAME = rf"(?P<name>{_ONE}(?:\s{{0,2}}{_ONE}){{0,4}})"
_TITLE = r"(?:(?P<title>господин|госпожа|гражданин|гражданка|товарищ|коллега|г-н|г-жа)\s{1,2})?"
_RESPECTED = re.compile(
    r"(?:(?:[Гг]лубоко|[Мм]ного)?(?:уважаем|Уважаем|УВАЖАЕМ)|Дорог|ДОРОГ)(?P<ending>ый|ая|ой|ЫЙ|АЯ|ОЙ)[ ,]"
    rf"\s{{0,3}}{_TITLE}{_NAME}"
)
_GREETED = re.compile(
    r"(?:[Зз]дравствуйте|[Дд]обрый (?:день|вечер)|[Дд]оброе утро|[Дд]оброго дня|[Пп]риветствуем)[,!]?"
    rf"\s{{1,3}}{_NAME}\s?[!,.]"
)
_SPOKEN = re.compile(rf"\b[Вв](?:ас|ам|ы), {_NAME}, ")
_CALLED = re.compile(rf"^\s{{0,20}}(?!Уважаем|УВАЖАЕМ|Дорог|Здравств|Добр){_NAME}\s?[,!]\s")
_ADDRESSEE = re.compile(
    r"^[ \t]*(?:Кому: ?|Гр\. ?|Гражданину |Гражданке )?(?P<surname>[А-ЯЁ][а-яё]{1,30}(?:-[А-ЯЁ][а-яё]{1,30})?)"
    r" (?:(?P<first>[А-ЯЁ])\.? ?(?P<second>[А-ЯЁ])?\.?"
    r"|(?P<name>[А-ЯЁ])[а-яё]{1,25} (?P<father>[А-ЯЁ])[а-яё]{1,25}(?:вне|чне|ичу))"
    r"[ \t]*$",
    re.MULTILINE,
)
_ABOUT = re.compile(
    r"[Оо]бращени\w{1,2} (?:гр\. ?|граждан\w{2,4} |заявител\w{1,3} )?"
    r"(?P<surname>[А-ЯЁ][а-яё]{1,30}(?:-[А-ЯЁ][а-яё]{1,30})?)"
    r" (?P<first>[А-ЯЁ])\. ?(?P<second>[А-ЯЁ])?"
)
_ODD = re.compile(r"[^A-Za-zА-Яа-яЁё .'’-]")
_LATIN = re.compile(r"[A-Za-z]")


def find_wrong_names(text: str, case: CaseFacts) -> list[tuple[str, Span]]:
    """(code, span): ``wrong_name`` where another person is greeted, ``wrong_gender`` where the word does not agree."""
    known = read_name(_ODD.sub(" ", case.citizen_name), case.citizen_gender)
    found: list[tuple[str, Span]] = []
    for match in _greetings(text):
        span = match.span("name")
        name = _trimmed(match["name"])
        if not name:
            continue
        if case.citizen_name and not _same(name, case.citizen_name):
            found.append(("wrong_name", span))
        elif not _agrees(match, name, known):
            found.append(("wrong_gender", match.span()))
    if case.citizen_name:
        found += [("wrong_name", match.span()) for match in _addressees(text) if not _fits(match, known, case)]
    return found[:10]


def _greetings(text: str) -> Iterator[re.Match[str]]:
    yield from _RESPECTED.finditer(text)
    yield from (match for match in _SPOKEN.finditer(text) if _is_called(match["name"]))
    head = text[:HEAD]
    yield from _GREETED.finditer(head)
    called = _CALLED.match(head)
    if called and _is_called(called["name"]):
        yield called


def _is_called(name: str) -> bool:
    """«Анна Сергеевна, …» at the very beginning is a person; «Администрация, …» is not."""
    return any(
        p > 0.1 and "nomn" in tags and {"Name", "Patr"} & tags
        for word in name.split()
        for _l, tags, p in readings(word)
    )


def _trimmed(name: str) -> str:
    words = name.split()
    return "" if not words or words[0].lower() in phrases.words("nobody") else name


def _same(name: str, citizen: str) -> bool:
    """Whether every word of the greeting is in the citizen's name, initials by their letter."""
    if bool(_LATIN.search(name)) != bool(_LATIN.search(citizen)):
        return True  # another alphabet: nothing to compare
    parts = [_plain(part) for part in _parts(citizen)]
    return all(any(_one(_plain(word), part) for part in parts) for word in _parts(name))


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s.]+", name) if part]


def _one(word: str, part: str) -> bool:
    return word == part or (1 in (len(word), len(part)) and word[0] == part[0])


def _plain(word: str) -> str:
    """«Наталия» and «Наталья», «Артём» and «Артем» are one name."""
    return re.sub(r"[иь](?=[яеё])", "ь", fold(word))


def _agrees(match: re.Match[str], name: str, known: PersonName) -> bool:
    groups = match.groupdict()
    said = {"ый": "m", "ой": "m", "ая": "f"}.get((groups.get("ending") or "").lower(), "")
    title = {"господин": "m", "гражданин": "m", "г-н": "m", "госпожа": "f", "гражданка": "f", "г-жа": "f"}.get(
        groups.get("title") or "", ""
    )
    gender = known.gender or read_name(name).gender
    turkic = next((TURKIC[word] for word in name.lower().split() if word in TURKIC), "")
    return all(not each or not gender or each == gender for each in (said, title, turkic))


def _addressees(text: str) -> Iterator[re.Match[str]]:
    """The addressee's line above the greeting, and «на обращение Кузнецовой А. С.»."""
    greeting = re.search(r"[Уу]важаем|[Зз]дравствуйте|[Дд]обр", text[:3_000])
    if greeting:
        yield from _ADDRESSEE.finditer(text[: greeting.start()])
    yield from _ABOUT.finditer(text)


def _fits(match: re.Match[str], known: PersonName, case: CaseFacts) -> bool:
    used = {*known.first.split(), *known.patronymic.split()}
    surnames = [fold(part) for part in case.citizen_name.split() if part not in used and len(part) > 1]
    said = fold(match["surname"])
    if not surnames or _LATIN.search(case.citizen_name):
        return True
    if not any(said.startswith(surname[: max(2, len(surname) - 2)]) for surname in surnames):
        return False
    initials = {part[0].lower().replace("ё", "е") for part in case.citizen_name.split()}
    return all(fold(letter) in initials for part, letter in match.groupdict().items() if part != "surname" and letter)
