"""Texts as rows of numbers, with the very functions that read them later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse
from tqdm import tqdm

from routing.understanding.normalise import Token, tokens
from routing.understanding.topics.features import Features, piece_features, word_features
from routing.understanding.topics.model import Vocabulary

RAREST_WORD = 2
RAREST_PIECE = 8
"""A feature seen in fewer texts is not kept."""

Reading = Callable[[list[Token]], Features]


class Counted:
    """Occurrences of features in texts: ragged rows of (hash, count)."""

    def __init__(self, texts: Sequence[str], show: bool = True) -> None:
        self._blocks = ([], [])  # type: tuple[list[tuple[np.ndarray, np.ndarray]], list[tuple[np.ndarray, np.ndarray]]]
        for text in tqdm(texts, desc="words", disable=not show, unit=" texts"):
            words = tokens(text)
            for block, reading in zip(self._blocks, (word_features, piece_features), strict=True):
                block.append(np.unique(reading(words).hashes, return_counts=True))

    def vocabularies(
        self, rows: np.ndarray, rarest: tuple[int, int] = (RAREST_WORD, RAREST_PIECE)
    ) -> tuple[Vocabulary, Vocabulary]:
        """The features to keep, judged by the given rows alone; ``rarest``: in how many texts at least."""
        words, pieces = (
            _vocabulary([block[row][0] for row in rows], least)
            for block, least in zip(self._blocks, rarest, strict=True)
        )
        return words, pieces

    def matrix(self, vocabularies: tuple[Vocabulary, Vocabulary]) -> sparse.csr_matrix:
        """All rows in the given vocabularies, words before pieces; each part of unit length."""
        return sparse.hstack(
            [_matrix(block, vocabulary) for block, vocabulary in zip(self._blocks, vocabularies, strict=True)],
            format="csr",
        )


def _vocabulary(rows: list[np.ndarray], least: int) -> Vocabulary:
    hashes, texts = np.unique(np.concatenate(rows), return_counts=True)
    kept = texts >= least
    idf = np.log((1 + len(rows)) / (1 + texts[kept])) + 1
    return Vocabulary(hashes[kept], idf.astype(np.float16).astype(np.float32))


def _matrix(rows: list[tuple[np.ndarray, np.ndarray]], vocabulary: Vocabulary) -> sparse.csr_matrix:
    ends = np.concatenate(([0], np.cumsum([len(hashes) for hashes, _ in rows])))
    hashes = np.concatenate([hashes for hashes, _ in rows])
    counts = np.concatenate([counts for _, counts in rows])
    place = np.searchsorted(vocabulary.hashes, hashes)
    place[place == len(vocabulary.hashes)] = 0
    values = (1 + np.log(counts)) * vocabulary.idf[place] * (vocabulary.hashes[place] == hashes)
    found = sparse.csr_matrix((values.astype(np.float32), place, ends), shape=(len(rows), len(vocabulary.hashes)))
    found.eliminate_zeros()
    length = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    length[length == 0] = 1
    return sparse.csr_matrix(sparse.diags(1 / length).astype(np.float32) @ found)
