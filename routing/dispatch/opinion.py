"""The opinion on who answers, learned beside the rules, weighed into their votes.

    share(body) ~ votes(body) ** a · opinion(sort of body) ** b

A product of experts (Hinton, "Training Products of Experts by Minimizing Contrastive Divergence", 2002); a and b are
fitted on answered appeals that neither had seen (``tools/calibrate_dispatch.py``). Only votes that rest on rules
learned from cases are weighed: what a person wrote stands. No body comes in that no rule names, so there is a rule to
show.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

LEAST_VOTES = 1e-3
LEAST_OPINION = 1e-4
"""What is thought impossible is only very unlikely."""


def weighed(
    learned: Mapping[str, float], sorts: Mapping[str, str], opinion: Mapping[str, float], a: float, b: float
) -> dict[str, float]:
    """Votes of learned rules with the opinion in them, their sum as before; ``sorts``: the sort of each body."""
    total = sum(learned.values())
    if total <= 0:
        return dict(learned)
    scores = {
        code: a * math.log(p / total + LEAST_VOTES) + b * math.log(opinion.get(sorts[code], 0.0) + LEAST_OPINION)
        for code, p in learned.items()
    }
    highest = max(scores.values())
    shares = {code: math.exp(score - highest) for code, score in scores.items()}
    whole = sum(shares.values())
    return {code: total * share / whole for code, share in shares.items()}
