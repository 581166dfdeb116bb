"""Personal data that have no place in this letter: documents, accounts, birthdays, names and phones of other people."""

from __future__ import annotations

import re

from routing.understanding.morphology import readings

from .reading import fold
from .types import CaseFacts, Span

_DOCUMENTS = tuple(
    (code, re.compile(source))
    for code, source in (
        ("foreign_passport", r"\bпаспорт\w{0,3}[^.\n\d]{0,40}?\d{2}\s?\d{2}\s?(?:№|n|номер)?\s?\d{6}\b"),
        ("foreign_passport", r"\bсери\w{1,2}\s\d{2}\s?\d{2},?\s(?:№|номер)\s?\d{6}\b"),
        ("foreign_document", r"(?<![\d-])\d{3}-\d{3}-\d{3}[\s-]\d{2}(?![\d-])"),
        ("foreign_passport", r"\bзагранпаспорт\w{0,2}[^.\n\d]{0,30}?\d{2}\s?(?:№|n)?\s?\d{7}\b"),
        (
            "foreign_document",
            r"\bсвидетельств\w{1,2} о (?:рождении|браке|смерти)[^.\n\d]{0,20}?[ivxlc]{1,5}-[а-я]{2}\W{1,4}\d{6}\b",
        ),
        (
            "foreign_document",
            r"\bводительск\w{2,3} удостоверени\w[^.\n\d]{0,20}?\d{2}\s?[\dа-я]{2}\s?№?\s?\d{6}\b",
        ),
        ("foreign_document", r"\bкарт[ауеы]\w{0,2}[^.\n\d]{0,25}?\d{4}[\s-]?\d{4}[\s-]?\d{4}[\s-]?\d{4}\b"),
        ("foreign_document", r"\bснилс[^.\n\d]{1,25}?\d{3}[\s-]?\d{3}[\s-]?\d{3}[\s-]?\d{2}\b"),
        ("foreign_document", r"\bснилс\W{1,3}\d{11}\b|\bинн\W{1,3}\d{12}\b"),
        ("foreign_document", r"\b(?:40817|40820|423\d\d)\d{15}\b|\bполис\w{0,2}\s(?:омс\s)?№?\s?\d{16}\b"),
        ("foreign_birthday", r"\b\d{1,2}\.\d{1,2}\.\d{4}\s?(?:г\.\s?р\b|года рождения|г\. рождения)"),
        ("foreign_birthday", r"\bдата рождения\W{1,3}\d{1,2}[. ]"),
    )
)
_CARD = re.compile(r"(?<![\d-])\d{4}[\s-]?\d{4}[\s-]?\d{4}[\s-]?\d{4}(?![\d-])")
_PRIVATE = (
    r"(?:граждан(?:ин|ина|ину|ином|ка|ки|ке|кой|ку)|гр\.|жител(?:ь|я|ю|ем|ьница|ьницы|ьнице|ьницей|ьницу)"
    r"|жилец|жильц(?:а|у|ом)|жиличк\w|сосед(?:а|у|ом|ка|ки|ке|кой|ку)?|собственник(?:а|у|ом)?|собственниц\w{1,2}"
    r"|заявител(?:ь|я|ю|ем|ьница|ьницы|ьницей)|квартиросъ[её]мщи\w{1,3}|абонент(?:а|у|ом)?"
    r"|пациент(?:а|у|ом|ка|ки|ке|кой|ку)?|нанимател(?:ь|я|ю|ем)|должник(?:а|у|ом)?|нарушител(?:ь|я|ю|ем)|виновник(?:а|у|ом)?"
    r"|владел(?:ец|ьца|ьцу|ьцем|ица|ицы|ице)|хозя(?:ин|ина|ину|йка|йки|йке|йкой)|мат(?:ь|ери|ерью)|отец|отца|отцу"
    r"|ученик(?:а|у|ом)?|учениц(?:а|ы|е|ей)|воспитанни(?:к|ка|ку|ца|цы|це))"
)
_SURNAME = r"[А-ЯЁ][а-яё]{1,25}(?:-[А-ЯЁ][а-яё]{1,25})?"
_NAME = (
    rf"(?-i:{_SURNAME}\s(?:[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?|[А-ЯЁ][а-яё]{{1,25}}(?:\s[А-ЯЁ][а-яё]{{3,25}})?)"
    r"|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]{2,25})"
)
_WHERE = (
    r"(?:\s(?:из|дома|квартиры|кв\.?|д\.?|№|\d{1,4}|вашего|подъезда|по|автомобиля|машины|собаки|участка|реб[её]нка|ученика"
    r"|класса|[«\"]\w[»\"]|[а-яё]\d{3}[а-яё]{2}\d{2,3})){0,5}"
)
_LIVES = r"(?:проживающ\w{2,3}|зарегистрированн\w{2,3} по|прописанн\w{2,3}|\d{4}\s(?:г\.\s?р|года рождения))"
_PEOPLE = (
    re.compile(rf"\b{_PRIVATE}{_WHERE},?\s(?P<name>{_NAME})", re.IGNORECASE),
    re.compile(rf"(?P<name>{_NAME}),?\s{_LIVES}", re.IGNORECASE),
    re.compile(rf"\bпроживающ\w{{2,3}}\s(?:\S{{1,20}}\s){{1,6}}?(?P<name>{_NAME})", re.IGNORECASE),
    re.compile(rf"\b{_PRIVATE}{_WHERE}\s(?P<name>(?-i:{_SURNAME}))(?!\s(?-i:[А-ЯЁ]))", re.IGNORECASE),
)
_MOBILE = r"(?:\+7|\b8)[\s(-]{0,3}9\d{2}[\s)-]{0,3}\d{3}[\s-]?\d{2}[\s-]?\d{2}"
_MAIL = r"[\w.-]{1,40}@[\w-]{1,40}\.\w{2,10}"
_REACH = re.compile(
    rf"\b{_PRIVATE}(?P<between>(?:[^.!?\n]|\.(?!\s[А-ЯЁ])){{0,80}}?)(?P<reach>{_MOBILE}|{_MAIL})", re.IGNORECASE
)
_TO_US = re.compile(
    r"звон|набер|обращ|сообщ\w+те|пиш|напиш|обслуж|диспетчер|мастер|инженер|инспектор|специалист|начальник|приём|прием|горяч"
)


def find_foreign_data(text: str, appeal: str, case: CaseFacts) -> list[tuple[str, Span]]:
    """(code, span) of each; what the citizen wrote in the appeal is his own. Linear in the length of the text."""
    folded = fold(text)
    own_digits = _digits(appeal)
    own_words = _stems(f"{appeal[:20_000]} {case.citizen_name}")
    found: list[tuple[str, Span]] = []
    for code, pattern in _DOCUMENTS:
        found += [(code, m.span()) for m in pattern.finditer(folded) if not _own_number(m[0], own_digits)]
    for match in _CARD.finditer(text):
        if _luhn(match[0]) and not _own_number(match[0], own_digits):
            found.append(("foreign_document", match.span()))
    for pattern in _PEOPLE:
        found += [
            ("foreign_person", m.span("name"))
            for m in pattern.finditer(text)
            if _is_person(m["name"]) and not _is_own(m["name"], own_words)
        ]
    for match in _REACH.finditer(text):
        if _TO_US.search(fold(match["between"])) or _own_reach(match["reach"], appeal, own_digits):
            continue
        found.append(("foreign_phone", match.span("reach")))
    return sorted(set(found), key=lambda pair: pair[1])[:20]


def _is_person(name: str) -> bool:
    """«Зуев П. К.», «Мария Сидорова», «Сидорову»; not «гражданин Российской Федерации»."""
    words = name.split()
    kinds = {"Surn"} if len(words) == 1 else {"Name", "Patr", "Surn"}
    return "." in name or any(
        p > 0.15 and kinds & tags and "Geox" not in tags for word in words for _lemma, tags, p in readings(word)
    )


def _is_own(name: str, own: frozenset[str]) -> bool:
    """Whether at least half of the name is the citizen's, or stands in the appeal."""
    stems = _stems(name)
    return 2 * len(stems & own) >= max(1, len(stems))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text[:100_000])


def _own_number(passage: str, own: str) -> bool:
    digits = _digits(passage)
    return len(digits) >= 6 and digits in own


def _own_reach(reach: str, appeal: str, own: str) -> bool:
    return reach.lower() in appeal.lower() if "@" in reach else _digits(reach)[-10:] in own


def _stems(text: str) -> frozenset[str]:
    """First letters of capitalised words: a surname is known in any case form."""
    return frozenset(word[:4].lower().replace("ё", "е") for word in re.findall(r"[А-ЯЁ][а-яё]{2,30}", text))


def _luhn(passage: str) -> bool:
    digits = [int(c) for c in passage if c.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) if at % 2 == 0 else d for at, d in enumerate(digits)]
    return len(digits) == 16 and sum(doubled) % 10 == 0 and len(set(digits)) > 1
