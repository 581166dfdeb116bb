"""The quality gate: an explained score of a draft answer, and the hard stops. See ``docs/answers.md``."""

from .check import check_answer
from .clones import Known
from .facts import case_facts
from .types import CaseFacts, Finding, Verdict

__all__ = ["CaseFacts", "Finding", "Known", "Verdict", "case_facts", "check_answer"]
