"""One morphology for the whole reader: pymorphy3, a cached lemmatiser, and natasha made to run on it.

natasha reaches for pymorphy2, which does not start on Python 3.11 and later (``pkg_resources`` is gone). Its successor
pymorphy3 has the same modules, so they are registered under the old names. Import this module before ``natasha``.
"""

from __future__ import annotations

import importlib
import sys
from functools import lru_cache

import pymorphy3


def _serve_natasha() -> None:
    for part in ("", ".analyzer", ".units", ".units.base"):
        sys.modules.setdefault("pymorphy2" + part, importlib.import_module("pymorphy3" + part))


_serve_natasha()


@lru_cache(maxsize=1)
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The analyser shared by all readers; the first call loads the dictionary (about 0.1 s, 15 MB)."""
    return pymorphy3.MorphAnalyzer()


def parses(word: str) -> list[pymorphy3.analyzer.Parse]:
    """Every reading of a word by pymorphy3, likeliest first; none for letters that Unicode gives no name."""
    try:
        return analyzer().parse(word)
    except ValueError:
        return []


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, lower case, «ё» as «е»: «дворов» → «двор». Unknown words are guessed."""
    parsed = parses(word.lower())
    return parsed[0].normal_form.replace("ё", "е") if parsed else word.lower().replace("ё", "е")


@lru_cache(maxsize=20_000)
def grammemes(word: str) -> frozenset[str]:
    """Grammemes of the likeliest reading in OpenCorpora notation: {"NOUN", "gent", "Surn", …}."""
    parsed = parses(word)
    return frozenset(map(str, parsed[0].tag.grammemes)) if parsed else frozenset()


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[tuple[str, frozenset[str], float], ...]:
    """Every reading of a word as (lemma with «е» for «ё», grammemes, probability), likeliest first."""
    return tuple(
        (p.normal_form.replace("ё", "е"), frozenset(map(str, p.tag.grammemes)), float(p.score)) for p in parses(word)
    )
