"""Whether a text says anything at all: the words that carry a meaning, apart from greetings, names of places, noise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from routing.understanding.morphology import analyzer, grammemes, lemma
from routing.understanding.normalise import Token
from routing.understanding.types import Span

_MEANS = frozenset(["NOUN", "VERB", "INFN", "ADJF", "ADJS", "PRTF", "PRTS", "GRND", "PRED", "ADVB", "COMP"])
_ROWS = "йцукенгшщзхъ фывапролджэ ячсмитьбю qwertyuiop asdfghjkl zxcvbnm абвгдежзийклмнопрстуфхцчшщъыьэюя"
_EMPTY = frozenset(
    [
        *("здравствуйте", "здравствовать", "добрый", "день", "утро", "вечер", "привет", "ало", "алло", "спасибо"),
        *(
            "пожалуйста",
            "просить",
            "уважаемый",
            "уважение",
            "помочь",
            "помогите",
            "срочно",
            "тест",
            "проверка",
            "ссылка",
        ),
        *(
            "это",
            "быть",
            "мочь",
            "весь",
            "свой",
            "такой",
            "адрес",
            "улица",
            "дом",
            "проспект",
            "город",
            "район",
            "корпус",
        ),
        *("квартира", "литера", "переулок", "площадь", "набережная", "шоссе", "бульвар", "поселок", "деревня"),
        *("строение", "этаж", "подъезд", "парадный", "парадная", "санкт-петербург", "спб", "россия", "область"),
        *("ул", "кв", "пр", "пр-т", "корп", "лит", "наб", "пер", "пос", "стр"),
    ]
)
"""Words that are in every letter, or only say where: without others nothing is said of what is the matter."""
_OTHER_ALPHABET = re.compile(r"[іїєґўқғңөұүһәҳҷӣӯђћљњџј]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яёіїєґўқғңөұүһәҳҷӣӯ]", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,64}@\S+", re.IGNORECASE)
_VOWEL = re.compile(r"[аеёиоуыэюя]")
_FOREIGN_SHARE = 0.02


def meaning_words(words: Iterable[Token], places: Iterable[Span] = ()) -> list[Token]:
    """The words that say what is the matter; those of ``places`` say only where."""
    taken = list(places)
    return [
        word for word in words if not any(start <= word.span[0] < end for start, end in taken) and _means(word.text)
    ]


def is_foreign(text: str) -> bool:
    """Written in Cyrillic letters of another language, or with hardly any Cyrillic at all."""
    text = _LINK.sub(" ", text)
    cyrillic = len(_CYRILLIC.findall(text))
    letters = sum(c.isalpha() for c in text)
    return letters > 0 and (cyrillic < 0.3 * letters or len(_OTHER_ALPHABET.findall(text)) > _FOREIGN_SHARE * cyrillic)


def is_function_word(word: str) -> bool:
    """A word that joins others («не», «за», «что»): it speaks for no topic."""
    return len(word) < 2 or word.isdigit() or not (grammemes(word) & _MEANS or not analyzer().word_is_known(word))


@lru_cache(maxsize=20_000)
def _means(word: str) -> bool:
    if lemma(word) in _EMPTY or word in _EMPTY or not any(c.isalpha() for c in word):
        return False
    if analyzer().word_is_known(word):
        return len(word) > 1 and bool(grammemes(word) & _MEANS)
    return len(word) > 3 and not _noise(word)


def _noise(word: str) -> bool:
    """Keys pressed at random or in a row: «фывапр», «аааа», «ывлфд»."""
    if len(set(word)) < 3 or not _VOWEL.search(word) or not re.fullmatch(r"[а-я-]+", word):
        return True
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    in_row = sum(pair in _ROWS or pair[::-1] in _ROWS for pair in pairs)
    return in_row >= 0.6 * len(pairs) or bool(re.search(r"[бвгджзклмнпрстфхцчшщ]{5}", word))
