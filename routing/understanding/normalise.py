"""Words of a text with their places, however it was typed: capitals, «ё», Latin letters, the wrong keyboard layout.

Every token keeps the span it had in the text as received, so whatever is understood can be shown to the citizen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from routing.understanding.joined import LONGEST_WORD, words_in
from routing.understanding.morphology import analyzer
from routing.understanding.types import Span

MAX_CHARACTERS = 6_000
"""Reading stops here: a topic is said in the first pages, and a wall of words must not hold up the others."""

MOST_JOINED = 600
"""Letters without spaces that are taken apart in one text."""

MOSTLY_RUSSIAN = 0.5
"""Share of words from which on Latin letters are read as Russian typed another way."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,64}@[^\s@]{1,100}\.\S{1,60}", re.IGNORECASE)
_LATIN_RUN = re.compile(r"[a-z\[\];',.`{}:\"<>~]*[a-z][a-z\[\];',.`{}:\"<>~-]*", re.IGNORECASE)
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:\"<>~"
_LETTERS = "йцукенгшщзхъфывапролджэячсмитьбюехъжэбюе"
_LAYOUT = str.maketrans(_KEYS, _LETTERS)
_TRANSLIT = (
    ("shch", "щ"), ("sch", "щ"), ("yo", "е"), ("jo", "е"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"),
    ("sh", "ш"), ("yu", "ю"), ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("ye", "е"), ("ee", "и"), ("oo", "у"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"),
    ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "ы"), ("z", "з"), ("'", "ь"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word in lower case with «е» for «ё», and where it stood."""

    text: str
    span: Span


def tokens(text: str) -> list[Token]:
    """The words of ``text`` up to ``MAX_CHARACTERS``, links left out; Latin typing is turned into Russian words."""
    return typed(text)[1]


def typed(text: str) -> tuple[str, list[Token]]:
    """How ``text`` was typed, and its words as ``tokens`` gives them.

    The first is «layout» (the other keyboard layout), «translit», «joined» (without spaces), «foreign» (Latin letters
    that are no Russian words) or empty.
    """
    text = text[:MAX_CHARACTERS]
    text = _LINK.sub(lambda found: " " * len(found[0]), text)
    if _mostly_latin(text):
        return _typed_in_latin(text)
    words = [Token(_fold(found[0]), found.span()) for found in _WORD.finditer(text)]
    if any(len(word.text) > LONGEST_WORD for word in words):
        return apart(words)
    return "", words


def apart(words: list[Token]) -> tuple[str, list[Token]]:
    """Words with those typed without spaces taken apart, each piece with its own span."""
    found: list[Token] = []
    room = MOST_JOINED
    for word in words:
        pieces = words_in(word.text) if LONGEST_WORD < len(word.text) <= room and word.text.isalpha() else []
        if not pieces:
            found.append(word)
            continue
        room -= len(word.text)
        at = word.span[0]
        for piece in pieces:
            found.append(Token(piece, (at, at + len(piece))))
            at += len(piece)
    return ("joined" if room < MOST_JOINED else ""), found


def russian_share(words: list[Token]) -> float:
    """Share of letters-only words that the Russian dictionary knows, 0 where there are none."""
    letters = [word.text for word in words if word.text.isalpha()]
    return sum(map(_known, letters)) / len(letters) if letters else 0.0


def _sure_share(words: list[Token]) -> float:
    """``russian_share`` of words of three letters and more, where there are any: shorter ones are words anywhere."""
    return russian_share([word for word in words if len(word.text) > 2] or words)


def _fold(word: str) -> str:
    lowered = word.lower() if len(word.lower()) == len(word) else word
    return lowered.replace("ё", "е")


def _known(word: str) -> bool:
    return len(word) > 1 and analyzer().word_is_known(word)


def _mostly_latin(text: str) -> bool:
    latin = sum("a" <= c <= "z" for c in text.lower())
    cyrillic = sum("а" <= c <= "я" or c == "ё" for c in text.lower())
    return latin > 3 and latin > 2 * cyrillic


def _typed_in_latin(text: str) -> tuple[str, list[Token]]:
    """The reading that the dictionary knows best: as typed, the other keyboard layout, or transliteration."""
    plain = [Token(_fold(found[0]), found.span()) for found in _WORD.finditer(text)]
    runs = list(_LATIN_RUN.finditer(text))
    layout = [
        Token(word[0], (run.start() + word.start(), run.start() + word.end()))
        for run in runs
        for word in _WORD.finditer(run[0].lower().translate(_LAYOUT))
    ]
    translit = [Token(_from_translit(token.text), token.span) for token in plain]
    mode, best = max((("layout", layout), ("translit", translit)), key=lambda read: _sure_share(read[1]))
    return (mode, best) if _sure_share(best) >= MOSTLY_RUSSIAN else ("foreign", plain)


@lru_cache(maxsize=5_000)
def _from_translit(word: str) -> str:
    for latin, cyrillic in _TRANSLIT:
        word = word.replace(latin, cyrillic)
    return re.sub(r"ы(?=[аеиоуыэюя])|(?<=[аеиоуыэюя])ы", "й", word)
