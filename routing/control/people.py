"""Who answers for a case, and who stands above: somebody by name as long as the body or the region has anybody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from agencies.models import Agency, Official
from agencies.selectors import away
from routing.cases.models import Case, Deadline
from routing.cases.workflow import State

Role = Official.Role
WITH_COORDINATOR = frozenset({State.RECEIVED, State.TRIAGE, State.SPLIT})
OF_COORDINATOR = frozenset({"copies"})
"""Deadlines that are the coordinator's wherever the case is."""
LEVELS = ("executor", "head", "superior", "coordinator")
"""Whom a step of control may tell, from below."""


def lies_with(row: Deadline) -> Case:
    """The case as it stands for a deadline: with its body, or with the body asked for information.

    Copies are sent by the coordinator, whoever has the case. The row must come with its case and its request. Nothing
    is written with what is given.
    """
    if row.kind in OF_COORDINATOR:
        return Case(region_id=row.case.region_id, state=State.TRIAGE)
    request = getattr(row, "request", None)
    if request is None:
        return row.case
    return Case(region_id=row.case.region_id, agency_id=request.agency_id, state=State.IN_WORK)


@dataclass
class Directory:
    """The officials who can sign in and are there on a day, by body and role; loaded with three queries.

    In the place of who is absent stands the substitute, if one is named.
    """

    officials: dict[int, Official] = field(default_factory=dict)
    by_role: dict[tuple[int, str], list[Official]] = field(default_factory=lambda: defaultdict(list))
    superiors: dict[int, int | None] = field(default_factory=dict)
    regions: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls, on_date: date | None = None) -> Directory:
        """Read the register as it stands on a day (today when none is given)."""
        found, absent = cls(), away(on_date or timezone.localdate())
        for official in Official.objects.filter(user__is_active=True).select_related("post").order_by("pk"):
            there = absent.get(official.pk, official)
            if there is not None:
                found.officials[official.pk] = there
                found.by_role[official.post.agency_id, official.role].append(there)
        for pk, superior, region in Agency.objects.order_by("pk").values_list("pk", "superior_id", "region_id"):
            found.superiors[pk] = superior
            found.regions[region].append(pk)
        return found

    def holder(self, case: Case) -> Official | None:
        """The person in whose hands the case is now."""
        if case.agency_id is None or case.state in WITH_COORDINATOR:
            return self.coordinator(case)
        if case.state == State.IN_APPROVAL:
            return self.head(case) or self.coordinator(case)
        mine = self.officials.get(case.executor_id or 0)
        if mine is not None and (mine.pk != case.executor_id or mine.post.agency_id == case.agency_id):
            return mine
        executors = self.by_role[case.agency_id, Role.EXECUTOR]
        of_post = [official for official in executors if official.post_id == case.post_id]
        return next(iter(of_post or executors), None) or self.head(case) or self.coordinator(case)

    def head(self, case: Case) -> Official | None:
        """Who answers for the body: its head, else its first approver."""
        return self._head_of(case.agency_id)

    def superior(self, case: Case) -> Official | None:
        """The head of the nearest body above that has one."""
        above = self.superiors.get(case.agency_id or 0)
        seen = set()
        while above is not None and above not in seen:
            found = self._head_of(above)
            if found is not None:
                return found
            seen.add(above)
            above = self.superiors.get(above)
        return self.coordinator(case)

    def coordinator(self, case: Case) -> Official | None:
        """The first coordinator of the region, else its administrator."""
        for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
            for agency in self.regions[case.region_id]:
                if self.by_role[agency, role]:
                    return self.by_role[agency, role][0]
        return None

    def told(self, level: str, case: Case) -> Official | None:
        """The person at a level. Where a level has nobody, the next one above; a case without a body has only one."""
        if case.agency_id is None or case.state in WITH_COORDINATOR:
            return self.coordinator(case)
        find = {
            "executor": self.holder,
            "head": self.head,
            "superior": self.superior,
            "coordinator": self.coordinator,
        }
        for name in LEVELS[LEVELS.index(level) :]:
            found = find[name](case)
            if found is not None:
                return found
        return None

    def _head_of(self, agency_id: int | None) -> Official | None:
        heads = self.by_role[agency_id or 0, Role.HEAD] or self.by_role[agency_id or 0, Role.APPROVER]
        return next(iter(heads), None)

    def below(self, agency_id: int) -> set[int]:
        """A body with all bodies under it."""
        found, waiting = {agency_id}, [agency_id]
        while waiting:
            above = waiting.pop()
            new = [pk for pk, superior in self.superiors.items() if superior == above and pk not in found]
            found.update(new)
            waiting += new
        return found
