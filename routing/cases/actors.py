"""Who acts: the system, the citizen, or an official in a role."""

from __future__ import annotations

from dataclasses import dataclass

from agencies.models import Official

from .models import Case


@dataclass(frozen=True, slots=True)
class Actor:
    """``role`` is «system», «citizen» or a role of ``Official.Role``."""

    role: str
    official: Official | None = None

    def may_act_as(self, who: tuple[str, ...], case: Case) -> bool:
        """Whether one of the roles ``who`` is this actor's for this case.

        Executors and approvers act for the cases of their own body only; a coordinator for the whole region.
        """
        if self.role not in who:
            return False
        if self.role in {Official.Role.EXECUTOR, Official.Role.APPROVER}:
            return self.official is not None and self.official.post.agency_id == case.agency_id
        return True


SYSTEM = Actor("system")
CITIZEN = Actor("citizen")


def actor_of(official: Official) -> Actor:
    """An official acting in the role the register gives."""
    return Actor(official.role, official)
