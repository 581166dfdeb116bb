"""How a rule of danger is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = r"[^.!?\n]{0,%d}?"


@dataclass(frozen=True, slots=True)
class Rule:
    """``says``: the words of a threat; ``unless``: words around them that mean something else."""

    code: str
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def near(first: str, second: str, reach: int = 40) -> str:
    """Both, in any order, not farther than ``reach`` letters apart in one sentence."""
    gap = _GAP % reach
    return rf"(?:\b(?:{first}){gap}\b(?:{second})|\b(?:{second}){gap}\b(?:{first}))"


def rule(code: str, says: str, unless: str = "") -> Rule:
    """Lower case, «е» for «ё»."""
    return Rule(code, re.compile(says), re.compile(unless) if unless else None)
