"""Words of a text with their places, however it was typed: capitals, «ё», Latin letters, the wrong keyboard layout.

Every token keeps the span it had in the text as received, so whatever is understood can be shown to the citizen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from routing.understanding.morphology import analyzer
from routing.understanding.types import Span

MAX_CHARACTERS = 6_000
"""Reading stops here: a topic is said in the first pages, and a wall of words must not hold up the others."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+", re.IGNORECASE)
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
    text = text[:MAX_CHARACTERS]
    text = _LINK.sub(lambda found: " " * len(found[0]), text)
    if _mostly_latin(text):
        return _typed_in_latin(text)
    return [Token(_fold(found[0]), found.span()) for found in _WORD.finditer(text)]


def russian_share(words: list[Token]) -> float:
    """Share of letters-only words that the Russian dictionary knows, 0 where there are none."""
    letters = [word.text for word in words if word.text.isalpha()]
    return sum(map(_known, letters)) / len(letters) if letters else 0.0


def _fold(word: str) -> str:
    lowered = word.lower() if len(word.lower()) == len(word) else word
    return lowered.replace("ё", "е")


def _known(word: str) -> bool:
    return len(word) > 1 and analyzer().word_is_known(word)


def _mostly_latin(text: str) -> bool:
    latin = sum("a" <= c <= "z" for c in text.lower())
    cyrillic = sum("а" <= c <= "я" or c == "ё" for c in text.lower())
    return latin > 3 and latin > 2 * cyrillic


def _typed_in_latin(text: str) -> list[Token]:
    """The reading that the dictionary knows best: as typed, the other keyboard layout, or transliteration."""
    plain = [Token(_fold(found[0]), found.span()) for found in _WORD.finditer(text)]
    runs = list(_LATIN_RUN.finditer(text))
    layout = [
        Token(word[0], (run.start() + word.start(), run.start() + word.end()))
        for run in runs
        for word in _WORD.finditer(run[0].lower().translate(_LAYOUT))
    ]
    translit = [Token(_from_translit(token.text), token.span) for token in plain]
    best = max((layout, translit), key=russian_share)
    return best if russian_share(best) >= 0.5 else plain


def _from_translit(word: str) -> str:
    for latin, cyrillic in _TRANSLIT:
        word = word.replace(latin, cyrillic)
    return re.sub(r"ы(?=[аеиоуыэюя])|(?<=[аеиоуыэюя])ы", "й", word)
