"""Names in a text: the writer's own (for the greeting) and other people's, by dictionary and by the words around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from routing.understanding.morphology import analyzer, readings
from routing.understanding.people.words import HOUSE, NEVER, PATRONYMIC, RANK, ROLE, SELF, TURKIC
from routing.understanding.types import Finding, Span

AUTHOR = "author"
PERSON = "person"
MOST = 300
"""Names looked for in one text: a list of all tenants has fewer."""
_AROUND = 40
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*\.?")
_SURNAME_END = re.compile(r"(?:[оеё]в|ин|ын|ский|цкий|ская|цкая|ова|ева|ёва|ина|ына|енко|чук|юк|ян|дзе|швили|их|ых)$")
_PROPER = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*$")
_GAP = re.compile(r"[ \t]{1,2}$|^$")
_LIST = re.compile(r"(?:,| и)[\s]{1,2}$")
_ENDS = ".!?\n;"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name: ``kinds`` of «given», «patronymic», «surname», «initial»."""

    text: str
    start: int
    end: int
    kinds: frozenset[str]
    capital: bool


def find_names(text: str, places: tuple[Span, ...] = ()) -> list[Finding]:
    """Names with code ``author`` or ``person``; what overlaps ``places`` (streets, villages) is none."""
    shouted = _shouted(text)
    words = _words(text, shouted=shouted)
    found: list[Finding] = []
    taken = bytearray(len(text))
    for start, end in places:
        taken[start:end] = b"\1" * len(taken[start:end])
    at = 0
    while at < len(words) and len(found) < MOST:
        chain = _chain(text, words, at)
        at += len(chain)
        chain = _without_common(chain)
        span = (chain[0].start, chain[-1].end)
        if any(taken[slice(*span)]):
            continue
        code = _judge(text, chain, found, shouted=shouted)
        if code:
            found.append(Finding(code, span))
    return found


def _words(text: str, *, shouted: bool) -> list[_Word]:
    """Words that may be a part of a name, with every other word as a break (empty kinds are left out)."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        kinds = _kinds(word, shouted=shouted)
        if kinds:
            dotted = word.endswith(".") and "initial" not in kinds
            end = match.end() - 1 if dotted else match.end()
            found.append(_Word(word.rstrip(".").lower(), match.start(), end, kinds, word[0].isupper()))
    return found


def _kinds(word: str, *, shouted: bool) -> frozenset[str]:
    bare = word.rstrip(".")
    if len(bare) == 1:
        return frozenset(["initial"]) if word.endswith(".") and bare.isupper() else frozenset()
    lower = bare.lower()
    if _frames(lower):
        return frozenset()
    kinds = set()
    if PATRONYMIC.match(lower) and _reads(lower, "Patr", 0.0):
        kinds.add("patronymic")
    if lower in TURKIC:
        return frozenset(["patronymic"])
    if bare[0].isupper() and (shouted or _PROPER.match(bare)):
        if _reads(lower, "Name", 0.05):
            kinds.add("given")
        if _reads(lower, "Surn", 0.3) or (_SURNAME_END.search(lower) and not _common(lower)):
            kinds.add("surname")
        elif _SURNAME_END.search(lower) or _reads(lower, "Surn", 0.02):
            kinds.add("maybe")
        if not kinds and not _common(lower):
            kinds.add("unknown")
    elif bare.islower() and (_reads(lower, "Name", 0.3) or _reads(lower, "Surn", 0.3)):
        kinds.add("lower")
    return frozenset(kinds)


@lru_cache(maxsize=20_000)
def _frames(word: str) -> bool:
    """A word that leads to names and is none: «врач», «улица», «подпись»."""
    return any(pattern.search(f"{word} ") for pattern in (ROLE, RANK, SELF))


@lru_cache(maxsize=20_000)
def _reads(word: str, grammeme: str, at_least: float) -> bool:
    """Whether the readings with this grammeme weigh at least so much together."""
    weights = [p for _lemma, tags, p in readings(word) if grammeme in tags]
    return bool(weights) and sum(weights) >= at_least


def _common(word: str) -> bool:
    """An ordinary word of the language."""
    if not analyzer().word_is_known(word):
        return False
    found = readings(word)
    ordinary = sum(p for _l, tags, p in found if not tags & {"Name", "Surn", "Patr"} and "UNKN" not in tags)
    return bool(found) and ordinary > 0.6


def _chain(text: str, words: list[_Word], at: int) -> list[_Word]:
    """Neighbouring words that may form one name."""
    chain = [words[at]]
    while at + len(chain) < len(words) and len(chain) < 4:
        following = words[at + len(chain)]
        gap = text[chain[-1].end : following.start]
        tight = "initial" in chain[-1].kinds and not gap
        if not (tight or _GAP.match(gap)):
            break
        chain.append(following)
    return chain


def _without_common(chain: list[_Word]) -> list[_Word]:
    """Without the ordinary words before a name: «барака Ефремова»; «роман Владимирович» stays."""
    while len(chain) > 1 and not chain[0].capital and chain[1].capital and "patronymic" not in chain[1].kinds:
        chain = chain[1:]
    return chain


def _judge(text: str, chain: list[_Word], found: list[Finding], *, shouted: bool) -> str:
    """``author``, ``person`` or nothing for a chain of words."""
    parts = _parts(chain)
    before = text[max(0, chain[0].start - _AROUND) : chain[0].start]
    after = text[chain[-1].end : chain[-1].end + 12]
    strong = "patronymic" in parts and len(chain) > 1
    if (RANK.search(before) or (HOUSE.match(after) and not strong)) and not ROLE.search(before):
        return ""
    own, other = SELF.search(before), ROLE.search(before)
    if not strong and not _may_stand(chain, parts, shouted=shouted, led=bool(own or other)):
        return ""
    pair = parts & {"given", "surname"} and (len(chain) > 1 or "initial" in parts)
    linked = found and _LIST.search(text[found[-1].span[1] : chain[0].start] or " ")
    alone = _stands_alone(text, chain)
    if own and not (other and other.end() - other.start() < 3):
        return AUTHOR
    if other:
        return PERSON
    if linked and (pair or strong):
        return found[-1].code
    if alone and _calls(text, chain):
        return PERSON
    if alone and (pair or strong or ("given" in parts and chain[0].text not in NEVER)):
        return AUTHOR
    return PERSON if strong or (pair and _sure_pair(chain, parts)) else ""


def _parts(chain: list[_Word]) -> set[str]:
    return set().union(*(word.kinds for word in chain))


def _may_stand(chain: list[_Word], parts: set[str], *, shouted: bool, led: bool) -> bool:
    if shouted and "patronymic" not in parts:
        return False
    first = chain[0]
    if len(chain) == 1:
        if not led and _reads(first.text, "Geox", 0.3):
            return False
        named = parts & {"given", "surname"} or (led and parts & {"unknown", "patronymic", "maybe"})
        return bool(named) and first.capital and (first.text not in NEVER or led)
    return bool(parts & {"given", "surname"}) or (led and bool(parts & {"unknown", "maybe"}))


def _sure_pair(chain: list[_Word], parts: set[str]) -> bool:
    """«Пётр Сомов», «Зимин А. А.»; not «Вера Победы», not «Иванов день»."""
    if "initial" in parts:
        return bool(parts & {"surname", "unknown"})
    given = [word for word in chain if "given" in word.kinds and word.text not in NEVER]
    surnames = {"surname", "maybe"}
    return bool(given) and any(word.kinds & surnames and word not in given[:1] for word in chain)


def _stands_alone(text: str, chain: list[_Word]) -> bool:
    """A sentence or a line that is nothing but the name (a phone may follow), at either end of the text."""
    start, end = chain[0].start, chain[-1].end
    head = text[:start].rstrip(" ")
    tail = text[end:].lstrip(" .,;:!—-")
    starts = not head.strip() or head[-1] in _ENDS or head.endswith(",")
    nominative = any(
        "nomn" in tags for word in chain for _l, tags, _p in readings(word.text) if "initial" not in word.kinds
    )
    ends = not tail or text[end : end + 1] in {".", "\n", ",", ";", "!"} or tail[:1].isdigit() or tail[:1] == "+"
    near = len(head) < 3 or len(tail) < 40 or (head.endswith(",") and len(tail) < 20)
    return starts and ends and nominative and near


def _calls(text: str, chain: list[_Word]) -> bool:
    """«Роман Петрович, помогите…»: the writer speaks to somebody."""
    return text[chain[-1].end : chain[-1].end + 1] in {",", "!"} and len(text) - chain[-1].end > 25


def _shouted(text: str) -> bool:
    letters = [c for c in text[:2000] if c.isalpha()]
    return len(letters) > 10 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
