"""Texts that say no topic: made from the register of streets and from random letters, so that the model can say so."""

from __future__ import annotations

import random
from pathlib import Path

from routing.learning.corpus import Answers, Example
from routing.understanding.csvfile import rows_of

_OTHER_LANGUAGES = (
    "hello how are you today", "please help me with this problem", "what is the weather like", "thank you very much",
    "i would like to buy a house", "where is the nearest station", "guten tag wie geht es ihnen", "ich brauche hilfe",
    "bonjour comment allez vous", "je ne comprends pas", "hola buenos dias amigo", "no entiendo nada", "ciao a tutti",
    "merhaba nasilsiniz", "dzien dobry co slychac", "lorem ipsum dolor sit amet consectetur", "the quick brown fox",
)  # fmt: skip
_SMALL_TALK = (
    "здравствуйте", "добрый день", "привет", "тест", "проверка", "проверка связи", "ааа", "помогите", "алло", "да",
    "нет", "спасибо", "прошу помочь", "вопрос", "обращение", "ау", "есть кто живой", "фото", "см фото", "на фото",
    "добрый вечер уважаемые", "прошу принять меры", "примите меры", "не знаю", "ну", "и что", "как дела", "просто так",
)  # fmt: skip
_LETTERS = "йцукенгшщзхъфывапролджэячсмитьбю"
_LATIN = "qwertyuiopasdfghjklzxcvbnm"


def empty_talk(answers: Answers, region: Path, count: int, seed: int = 11) -> list[Example]:
    """``count`` texts without a topic: bare addresses, keyboard noise, greetings, other languages."""
    rng = random.Random(seed)  # nosec B311 (texts to learn from, not secrets)
    streets = _streets(region)
    makers = (
        lambda: _address(rng, streets),
        lambda: _noise(rng),
        lambda: rng.choice(_SMALL_TALK),
        lambda: _foreign(rng),
    )
    chances = (4, 4, 2, 2)
    texts = [rng.choices(makers, chances)[0]() for _ in range(count)]
    return [Example(text, (answers.nothing,), "empty") for text in texts]


def _streets(region: Path) -> list[str]:
    path = region / "streets.csv"
    if not path.exists():
        return ["улица Садовая", "проспект Мира", "улица Лесная"]
    return [next(value for name, value in row.items() if "name" in name or "title" in name) for row in rows_of(path)]


def _address(rng: random.Random, streets: list[str]) -> str:
    house = rng.choice(
        ("", " {}", ", {}", ", д. {}", " дом {}", ", дом {}, корпус 2", " {}к1", ", д.{} кв. 14", " д {} лит а")
    )
    street = rng.choice(streets)
    short = street.replace("улица", rng.choice(("ул.", "улица", ""))).replace(
        "проспект", rng.choice(("пр.", "пр-т", ""))
    )
    return (short + house.format(rng.randint(1, 150))).strip()


def _noise(rng: random.Random) -> str:
    letters = rng.choice((_LETTERS, _LETTERS, _LATIN))
    return " ".join("".join(rng.choices(letters, k=rng.randint(1, 12))) for _ in range(rng.randint(1, 5)))


def _foreign(rng: random.Random) -> str:
    words = rng.choice(_OTHER_LANGUAGES).split()
    return " ".join(rng.sample(words, rng.randint(1, len(words))))
