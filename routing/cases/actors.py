"""Who acts: the system, the citizen, or an official in a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agencies.models import Official
from agencies.selectors import stands_in_for

from .models import Case


@dataclass(frozen=True, slots=True)
class Actor:
    """``role`` is «system», «citizen» or a role of ``Official.Role``; ``absent`` are those for whom this one acts."""

    role: str
    official: Official | None = None
    absent: tuple[Official, ...] = ()

    def may_act_as(self, who: tuple[str, ...], case: Case) -> bool:
        """Whether one of the roles ``who`` is this actor's for this case, in the own right or as a substitute.

        Executors and approvers act for the cases of their own body only; a coordinator for the whole region.
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


def _holds(role: str, official: Official | None, who: tuple[str, ...], case: Case) -> bool:
    if role not in who:
        return False
    if role in {Official.Role.EXECUTOR, Official.Role.APPROVER}:
        return official is not None and official.post.agency_id == case.agency_id
    return True


SYSTEM = Actor("system")
CITIZEN = Actor("citizen")


def actor_of(official: Official, on_date: date | None = None) -> Actor:
    """An official acting in the role the register gives, and for those absent on the day (today) whom he replaces."""
    return Actor(official.role, official, tuple(stands_in_for(official.pk, on_date or timezone.localdate())))
