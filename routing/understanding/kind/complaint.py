"""A complaint in the sense of ст. 4 п. 4 59-ФЗ: a decision or (in)action of power is complained of, and whose.

Bad work of a company that keeps the house is reported, not complained of: its overseer is the addressee, and ст. 8
ч. 6 bans nobody. So a company makes no complaint of a text, and is never excluded; it is only named.
"""

from __future__ import annotations

import re

from routing.understanding.kind.bodies import BodyMention, BodyNames
from routing.understanding.morphology import readings
from routing.understanding.types import Complained, Finding, Span, Subject

_AGAINST = re.compile(
    r"(?:\b(?:жалоб\w+|жалу(?:юсь|емся|ется)|пожаловаться)\b[^.!?\n]{0,50}?\b(?:на(?! (?:страни|сайт|портал|им[яе]"
    r"|почт|адрес|телефон|лини))|против|в отношении)\b[^.!?\n]{0,60}"
    r"|\bобжал\w+[^.!?\n]{0,80})$",
    re.IGNORECASE,
)
"""What stands before the body complained of: «жалоба на бездействие …», «обжалую ответ …»; not «жалоба в …»."""
_TO = re.compile(r"\b(?:в|во|из|от|к|через|до|при|со стороны)\s+(?:\w+\s)?$", re.IGNORECASE)
_DID = re.compile(
    r"\bотказа(?:л\w*|лся|лась|лись)\b|\bбездейству\w+|\bотписал\w*|\bотделал\w*|\b(?:незаконно|неправомерно)\b"
    r"|\bприслал\w* отписк\w+|\bприсыла\w+ отписк\w+|\bнарушил\w* (?:срок|закон|мо\w|наш\w|прав)\w*"
    r"|\bнаруша(?:ет|ют) (?:мо|наш|прав|закон)\w*|\bлишил\w*|\bнахамил\w*|\bнагрубил\w*|\bволокит\w+"
    r"|\bне (?:отвеча|реагиру)(?:ет|ют)\b|\bигнорир(?:ует|уют|овал\w*)",
    re.IGNORECASE,
)
"""What a body did or left undone as power; the body is the subject of the sentence."""
_ITS = re.compile(
    r"\bбездействи\w+|\bотписк\w+|\b(?:незаконн|неправомерн)\w+ (?:отказ|решени|действи|бездействи|приказ|требовани)\w*"
    r"|\bотмен(?:ить|ите) (?:решени|приказ|распоряжени|ответ)\w*"
    r"|\bне соглас\w{1,2} с (?:\w+ )?(?:решени|ответ|отказ)\w*|\b(?:мо\w|наш\w) прав\w+|\bпризна(?:ть|йте) незаконн\w+",
    re.IGNORECASE,
)
"""What is a body's: its name may stand in any case."""
_ANYBODY = re.compile(
    r"\bчиновник\w*|\bдолжностн\w+ лиц\w*|\bинспектор\w{0,2}\b|\bучастков(?:ый|ого|ому|ым)\b|\bведомств\w*"
    r"|\bгосорган\w*|\bорган\w{0,2} власти|\bдепутат\w{0,2}\b",
    re.IGNORECASE,
)
_ANYBODY_DID = re.compile(
    r"\bжалоб\w+ на\b|\bжалу(?:юсь|емся) на\b|\bобжал\w+|\b(?:незаконн|неправомерн)\w+ (?:отказ|решени|действи"
    r"|бездействи|приказ|требовани)\w*|\bпривлечь к\b|\bволокит\w*"
    r"|\bнаруш\w+ (?:мо|наш|прав)\w*|\bправа нарушен\w*|\bотказал\w*\b|\bне отвеча(?:ет|ют)\b",
    re.IGNORECASE,
)
_UNLAWFUL = re.compile(
    r"\b(?:признать|признайте) (?:незаконн|неправомерн)\w+|\bобжал(?:ую|уем|овать|овани\w+)\b[^.!?\n]{0,30}?"
    r"(?:решени|отказ|ответ|постановлени|бездействи|действи)\w*|\bвосстанов\w+ (?:мо\w|наш\w|нарушенн\w+) прав\w+",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:глав\w{1,2}|заместител\w+|зам|начальник\w*|руководител\w+|председател\w+|директор\w*)(?:\s\w+)?\s{1,2}$",
    re.IGNORECASE,
)
_CLERK = re.compile(
    r"\b(?:специалист|сотрудни|работни|инспектор|оператор|водител|врач|консультант|секретар)\w*(?:\s\w+)?\s{1,2}$",
    re.IGNORECASE,
)
_JOINTS = frozenset(["и", "а", "но", "что", "как", "когда", "ваша", "ваш", "наша", "сама", "снова", "опять", "вчера"])
_ENDS = ".!?\n"
_MOST = 24
_REACH = 200
"""Letters of a sentence looked at on either side of the body."""


def find_complaint(
    text: str, mentions: list[BodyMention], bodies: BodyNames, district: str
) -> tuple[Finding | None, tuple[Complained, ...]]:
    """The words that make the text a complaint, and whom it complains of; (``None``, …) when it is none."""
    sign: Finding | None = None
    subjects: list[Complained] = []
    for mention in mentions[:_MOST]:
        span = _against(text, mention)
        if span is None:
            continue
        code = bodies.code_of(mention, district)
        company = all(each in bodies.companies for each in mention.codes)
        subjects.append(_subject(text, mention, code, company=company))
        if not company and sign is None:
            sign = Finding("complaint", span)
    if sign is None:
        sign, subject = _nobody_named(text)
        subjects += [subject] if subject else []
    return sign, tuple(dict.fromkeys(subjects))


def _sentence(text: str, at: int, end: int) -> Span:
    start = max(text.rfind(mark, 0, at) for mark in _ENDS) + 1
    ends = [found for found in (text.find(mark, end) for mark in _ENDS) if found >= 0]
    return max(start, at - _REACH), min(*ends, end + _REACH, len(text))


def _against(text: str, mention: BodyMention) -> Span | None:
    """The words that speak against the body, in its own sentence; ``None`` when nothing does."""
    start, end = _sentence(text, *mention.span)
    before = text[start : mention.span[0]]
    led = _AGAINST.search(before)
    addressed = _TO.search(before)
    if led and not addressed:
        return start + led.start(), mention.span[1]
    if addressed:
        return None
    did = _ITS.search(text, mention.span[1], end) or _ITS.search(text, start, mention.span[0])
    if did is None and (_is_subject(text[slice(*mention.span)], before) or _OFFICIAL.search(before)):
        did = _DID.search(text, mention.span[1], end) or _DID.search(text, start, mention.span[0])
    if did is None or not _near(text, did.span(), mention.span):
        return None
    return did.span()


def _is_subject(name: str, before: str) -> bool:
    """Whether the body acts in its sentence: its first word is in the nominative, an abbreviation begins a clause."""
    first = name.split(maxsplit=1)[0].strip('«»"').lower()
    forms = readings(first)
    declined = [tags for _lemma, tags, _p in forms if not {"Fixd", "Abbr", "UNKN"} & tags and "Infr" not in tags]
    if declined and not name.split(maxsplit=1)[0].isupper():
        return any("nomn" in tags and "sing" in tags for tags in declined)
    words = before.split()
    return not words or words[-1][-1] in ",;:—-" or words[-1].lower() in _JOINTS


def _near(text: str, first: Span, second: Span) -> bool:
    """No other clause lies between: at most one comma and sixty letters."""
    low, high = sorted((first, second))
    between = text[low[1] : high[0]]
    return len(between) <= 60 and between.count(",") <= 1 and ";" not in between


def _subject(text: str, mention: BodyMention, code: str, *, company: bool) -> Complained:
    before = text[max(0, mention.span[0] - 40) : mention.span[0]]
    what: Subject = "company" if company else "body"
    clerk = _CLERK.search(before)
    if not company and (clerk or _OFFICIAL.search(before)):
        what = "official"
    # A clerk's head may look into it; a head's own body may not.
    return Complained(mention.span, what, code, barred=bool(code) and not company and not clerk)


def _nobody_named(text: str) -> tuple[Finding | None, Complained | None]:
    """«Чиновники нарушают мои права»: a complaint whose subject the registry does not tell."""
    for match in _ANYBODY.finditer(text):
        start, end = _sentence(text, *match.span())
        if _ANYBODY_DID.search(text, start, end):
            return Finding("complaint", match.span()), Complained(match.span(), "official", "")
    unlawful = _UNLAWFUL.search(text)
    return (Finding("complaint", unlawful.span()), None) if unlawful else (None, None)
