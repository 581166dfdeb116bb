"""A threat told in words no rule foresaw: how near a text is to threats and to calm appeals seen before.

A support vector machine over the mean of word vectors (``model.npz``, made by ``tools.fit_danger``). The vectors are a
part of navec (natasha, MIT), kept as it keeps them: a hundred bytes a word and a table of what each byte means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from routing.understanding.morphology import lemma
from routing.understanding.types import Finding, Span

MODEL: Final = Path(__file__).parent / "model.npz"
WORDS_AT_ONCE: Final = 40
"""The meaning of a mean fades with more words, so a long letter is read in parts of whole sentences."""
MOST_PARTS: Final = 60
NEAREST: Final = 6
"""How much more the nearest examples say of what threatens than those farther off."""
NAMED: Final = 0.4
"""A word belongs to what says the threat when without it this share of the greatest loss is lost."""

_WORD = re.compile(r"[а-яё]+", re.IGNORECASE)
_ENDS = re.compile(r"[.!?\n]")
_JOINING = (
    "и в во на с со у к по за из от до о об а но же бы ли что как это то так там тут"
    " мы вы он она они я нас вас их его ее мне нам"
)
JOINING: Final = frozenset(_JOINING.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may carry meaning, in lower case, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Model:
    """``weights`` are signed; ``kinds`` says for each support vector which threat it tells of, -1 for none.

    ``alarm`` is the score from which on a text is a threat by itself, ``doubt`` the one under which a rule alone is not
    believed.
    """

    rows: dict[str, int]
    codes: np.ndarray
    book: np.ndarray
    support: np.ndarray
    weights: np.ndarray
    kinds: np.ndarray
    names: tuple[str, ...]
    bias: float
    gamma: float
    alarm: float
    doubt: float

    @classmethod
    def load(cls, path: Path = MODEL) -> Model:
        """Read the file; raises ``FileNotFoundError`` or ``ValueError``."""
        with np.load(path, allow_pickle=False) as kept:
            words = bytes(kept["words"]).decode().split("\n")
            bias, gamma, alarm, doubt = map(float, kept["numbers"])
            support = kept["support"].astype(np.float32)
            support /= np.maximum(np.linalg.norm(support, axis=1, keepdims=True), 1e-9)
            return cls(
                {word: row for row, word in enumerate(words)},
                kept["codes"],
                kept["book"].astype(np.float32),
                support,
                kept["weights"].astype(np.float32),
                kept["kinds"],
                tuple(map(str, kept["names"])),
                bias,
                gamma,
                alarm,
                doubt,
            )

    def vectors(self, words: Iterable[str]) -> np.ndarray:
        """Word vectors, (words, 300); zeros for a word not known."""
        found = [self._row(word) for word in words]
        known = np.array(found, dtype=int)
        out: np.ndarray = self.book[np.arange(len(self.book)), self.codes[known]].reshape(len(found), -1)
        out[known < 0] = 0
        return out

    def _row(self, word: str) -> int:
        """As written, else by its dictionary form."""
        row = self.rows.get(word)
        return row if row is not None else self.rows.get(lemma(word), -1)

    def near(self, means: np.ndarray) -> np.ndarray:
        """How much each support vector says about each mean, (means, support vectors)."""
        return np.exp(2 * self.gamma * (means @ self.support.T - 1)) * self.weights

    def scores(self, means: np.ndarray) -> np.ndarray:
        """Above 0 for what is nearer to threats than to calm texts."""
        return self.near(means).sum(axis=1) + self.bias


@lru_cache(maxsize=1)
def model() -> Model:
    """The model of the product; the first call reads it (20 ms, 6 MB)."""
    return Model.load()


def words_of(text: str) -> list[Word]:
    """Words of ``text`` that may carry meaning."""
    found = ((match[0].lower(), match.span()) for match in _WORD.finditer(text))
    return [Word(word, span) for word, span in found if word not in JOINING]


def parts_of(text: str) -> list[list[Word]]:
    """The words in parts of whole sentences, none longer than ``WORDS_AT_ONCE``."""
    parts: list[list[Word]] = [[]]
    sentence: list[Word] = []
    ends = [match.start() for match in _ENDS.finditer(text)][::-1]
    for word in [*words_of(text), Word("", (len(text) + 1, len(text) + 1))]:
        over = False
        while ends and ends[-1] < word.span[0]:
            ends.pop()
            over = True
        if over or not word.text or len(sentence) == WORDS_AT_ONCE:
            if len(parts[-1]) + len(sentence) > WORDS_AT_ONCE:
                parts.append([])
            parts[-1] += sentence
            sentence = []
        sentence.append(word)
    return [part for part in parts if part][:MOST_PARTS]


def mean_of(vectors: np.ndarray) -> np.ndarray:
    """Their mean, of length 1; zeros for none."""
    total = vectors.sum(axis=0)
    return total / (float(np.linalg.norm(total)) or 1.0)


def score(text: str) -> float:
    """How much the part of ``text`` nearest to threats is one."""
    return max((found for found, _part, _vectors in _scored(text)), default=-1.0)


def _scored(text: str) -> list[tuple[float, list[Word], np.ndarray]]:
    known = model()
    parts = parts_of(text)
    if not parts:
        return []
    vectors = [known.vectors(word.text for word in part) for part in parts]
    scores = known.scores(np.array([mean_of(each) for each in vectors]))
    return list(zip(map(float, scores), parts, vectors, strict=True))


def find_learned(text: str) -> tuple[float, Finding | None]:
    """The score of ``text``, and the threat with the words that say it where the score is high enough."""
    known = model()
    best = max(_scored(text), key=lambda each: each[0], default=None)
    if best is None:
        return -1.0, None
    found, part, vectors = best
    if found < known.alarm:
        return found, None
    return found, Finding(_kind(known, vectors), _named(known, part, vectors, found))


def _kind(known: Model, vectors: np.ndarray) -> str:
    """The threat whose nearest examples spoke most."""
    said = known.near(mean_of(vectors)[None])[0]
    sharp = said * np.abs(said / known.weights) ** NEAREST
    totals = [sharp[known.kinds == kind].sum() for kind in range(len(known.names))]
    return known.names[int(np.argmax(totals))]


def _named(known: Model, part: Sequence[Word], vectors: np.ndarray, whole: float) -> Span:
    """From the first to the last of the words without which the text would be much calmer."""
    without = np.array([mean_of(np.delete(vectors, row, axis=0)) for row in range(len(part))])
    lost = whole - known.scores(without)
    matter = [word for word, loss in zip(part, lost, strict=True) if loss >= NAMED * lost.max()] or list(part)
    return matter[0].span[0], matter[-1].span[1]
