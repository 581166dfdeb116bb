"""Words of a text typed without spaces: «неработаетлифт» → «не», «работает», «лифт»."""

from __future__ import annotations

from routing.understanding.morphology import analyzer

LONGEST_WORD = 21
"""Letters of a word from which on it is looked at: longer Russian words are rare."""
_LONGEST_PIECE = 18
_SHORT = frozenset("викосуа") | frozenset(
    ["на", "не", "по", "за", "из", "от", "до", "об", "во", "со", "но", "мы", "вы", "он"]
)
_UNKNOWN = -8.0


def words_in(letters: str) -> list[str]:
    """The pieces of ``letters`` that the dictionary knows best; nothing where it knows less than four letters of five.

    The best way through all places to cut: long words count more than several short ones.
    """
    if analyzer().word_is_known(letters):
        return []
    size = len(letters)
    best = [0.0] + [float("-inf")] * size
    came = [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(max(0, end - _LONGEST_PIECE), end):
            worth = best[start] + _worth(letters[start:end])
            if worth > best[end]:
                best[end], came[end] = worth, start
    pieces, end = [], size
    while end:
        pieces.append(letters[came[end] : end])
        end = came[end]
    known = sum(len(piece) for piece in pieces if _worth(piece) > 0)
    return pieces[::-1] if known >= 0.8 * size else []


def _worth(piece: str) -> float:
    if len(piece) < 3:
        return 0.5 if piece in _SHORT else _UNKNOWN
    return float(len(piece)) ** 2 - 6 if analyzer().word_is_known(piece) else _UNKNOWN * len(piece)
