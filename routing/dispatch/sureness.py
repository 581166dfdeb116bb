"""How sure a decision is: its votes, the distance to the next body, the topic, what is usual in other districts, the
opinion on who answers, whether the kind of object was told.

A logistic regression with eight weights, fitted on answered appeals that the rules had not seen
(``tools/calibrate_dispatch.py``); ``Policy.calibration`` then says what its score was worth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

NAMES = ("bias", "votes", "margin", "topic", "elsewhere", "cases", "opinion", "told")
_EDGE = 0.002


def features(
    p: float, second: float, topic: float, elsewhere: float, cases: int, opinion: float, told: bool
) -> tuple[float, ...]:
    """What the weights of ``NAMES`` multiply. ``p`` and ``second`` are the votes of the best two bodies, ``topic`` the
    probability of the best topic, ``elsewhere`` the share that bodies of this sort have of such appeals in all
    districts, ``cases`` how many stand behind the rule, ``opinion`` the probability that bodies of this sort
    answer, whatever the topic, ``told`` that the kind of object was told: votes are then more often near 1."""
    practice = _log_odds(elsewhere), math.log1p(cases)
    return 1.0, _log_odds(p), p - second, topic, *practice, _log_odds(opinion), float(told)


def score(weights: Sequence[float], facts: Sequence[float]) -> float:
    """Between 0 and 1."""
    return 1.0 / (1.0 + math.exp(-sum(w * x for w, x in zip(weights, facts, strict=True))))


def _log_odds(p: float) -> float:
    kept = min(1 - _EDGE, max(_EDGE, p))
    return math.log(kept / (1 - kept))
