"""Hashed features of a text: words, pairs of words, pieces of words. The same code trains and reads.

A feature is a 32-bit number made from letters, so no list of words is stored with the model.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from routing.understanding.morphology import lemma
from routing.understanding.normalise import Token

PIECES = (2, 3, 4, 5)
"""Lengths of the pieces of words, with the space that begins or ends a word counted as a letter."""

_MULTIPLIER = np.uint32(2_654_435_761)
_SPACE = ord(" ")


@dataclass(frozen=True, slots=True)
class Features:
    """``hashes``: uint32, one for each occurrence; ``first``/``last``: int32 indices of the tokens it stands on."""

    hashes: np.ndarray
    first: np.ndarray
    last: np.ndarray


def word_features(words: list[Token]) -> Features:
    """Dictionary forms of words and of pairs of neighbours, the text's two ends included."""
    forms = np.array([_word_hash(word.text) for word in words], dtype=np.uint32)
    count = len(forms)
    edge = np.array([7], dtype=np.uint32)
    chain = np.concatenate((edge, forms, edge))
    pairs = _mix(chain[:-1] * np.uint32(31) + chain[1:] * np.uint32(1_000_003) + np.uint32(count == 0))
    single = np.arange(count, dtype=np.int32)
    first = np.concatenate((single, np.maximum(np.arange(-1, count, dtype=np.int32), 0)))
    last = np.concatenate((single, np.minimum(np.arange(count + 1, dtype=np.int32), max(count - 1, 0))))
    return Features(np.concatenate((forms, pairs)), first, last)


def piece_features(words: list[Token]) -> Features:
    """Pieces of 2 to 5 letters inside words, for typos and endings."""
    line = " " + " ".join(word.text for word in words) + " "
    codes = np.frombuffer(line.encode("utf-32-le"), dtype=np.uint32)
    space = codes == _SPACE
    owner = np.maximum(np.cumsum(space) - 1, 0).astype(np.int32)
    hashes, owners = [], []
    for length in PIECES:
        size = len(codes) - length + 1
        if size <= 0:
            break
        rolled = np.full(size, length, dtype=np.uint32)
        inside = np.zeros(size, dtype=bool)
        for shift in range(length):
            rolled = rolled * np.uint32(1_000_003) + codes[shift : shift + size]
            if 0 < shift < length - 1:
                inside |= space[shift : shift + size]
        keep = ~inside
        hashes.append(_mix(rolled[keep]))
        owners.append(owner[:size][keep])
    if not hashes:
        return Features(np.zeros(0, np.uint32), np.zeros(0, np.int32), np.zeros(0, np.int32))
    owned = np.minimum(np.concatenate(owners), max(len(words) - 1, 0))
    return Features(np.concatenate(hashes), owned, owned)


@lru_cache(maxsize=50_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(lemma(word).encode())


def _mix(numbers: np.ndarray) -> np.ndarray:
    mixed = numbers ^ (numbers >> np.uint32(15))
    mixed = mixed * _MULTIPLIER
    return mixed ^ (mixed >> np.uint32(13))
