"""From facts to the competent post: rules by specificity, exclusions, and why it goes there."""

from routing.dispatch.decide import assign
from routing.dispatch.table import CompetenceTable
from routing.dispatch.types import Assignment, Candidate, Reason

__all__ = ["Assignment", "Candidate", "CompetenceTable", "Reason", "assign"]
