"""Who acts: the system, the citizen, or an official in a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agencies.models import Official
from agencies.selectors import bodies_below, stands_in_for

from .models import Case
from .states import State

OF_ONE_BODY = frozenset({Official.Role.EXECUTOR, Official.Role.APPROVER, Official.Role.SIGNER})
FIRST_LOOK = (State.RECEIVED, State.TRIAGE)
"""The states in which a moderator sees a case: nobody has it yet."""


@dataclass(frozen=True, slots=True)
class Actor:
    """``role`` is «system», «citizen» or a role of ``Official.Role``; ``absent`` are those for whom this one acts."""

    role: str
    official: Official | None = None
    absent: tuple[Official, ...] = ()

    def may_act_as(self, who: tuple[str, ...], case: Case) -> bool:
        """Whether one of the roles ``who`` is this actor's for this case, in the own right or as a substitute.

        Executors, approvers and signers act for the cases of their own body only, a head for those of the bodies below
        too, a moderator for those that no body has yet, a coordinator for the whole region.
        """
        return self._may_himself(who, case) or self.acts_for(who, case) is not None

    def acts_for(self, who: tuple[str, ...], case: Case) -> Official | None:
        """The absent official by whose right alone this actor may act as one of ``who``; ``None`` for the own right."""
        if self._may_himself(who, case):
            return None
        return next((one for one in self.absent if _holds(one.role, one, who, case)), None)

    def people(self) -> tuple[Official, ...]:
        """The official and the absent ones."""
        return self.absent if self.official is None else (self.official, *self.absent)

    def bodies(self) -> set[int]:
        """The ids of the bodies whose cases are this actor's: the own one and those of the absent."""
        return {one.post.agency_id for one in self.people()}

    def _may_himself(self, who: tuple[str, ...], case: Case) -> bool:
        return _holds(self.role, self.official, who, case)

    def reaches(self, case: Case) -> bool:
        """Whether the case lies where this actor works, in the own right or as a substitute, whatever is to be done."""
        return _reaches(self.role, self.official, case) or any(_reaches(one.role, one, case) for one in self.absent)


def _holds(role: str, official: Official | None, who: tuple[str, ...], case: Case) -> bool:
    return role in who and _reaches(role, official, case)


def _reaches(role: str, official: Official | None, case: Case) -> bool:
    if role in OF_ONE_BODY:
        return official is not None and official.post.agency_id == case.agency_id
    if role == Official.Role.HEAD:
        return official is not None and case.agency_id in bodies_below(official.post.agency_id)
    if role == Official.Role.MODERATOR:
        return case.state in FIRST_LOOK
    return role != Official.Role.AUDITOR


SYSTEM = Actor("system")
CITIZEN = Actor("citizen")


def actor_of(official: Official, on_date: date | None = None) -> Actor:
    """An official acting in the role the register gives, and for those absent on the day (today) whom he replaces."""
    return Actor(official.role, official, tuple(stands_in_for(official.pk, on_date or timezone.localdate())))
