"""Cases about the same, considered together: joined to a leading one, parted again, and led on when the leader goes.

The leading case is locked first, those joined to it after it; two cases that are not joined yet in the order of their
numbers, for two people may join them to each other at the same moment. Nobody is lost: a joined case keeps its number,
its citizen, its page, its own term and its own word on the answer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Post

from . import complaints, deadlines, inforequests
from .actors import SYSTEM, Actor
from .door import Change, change, locked
from .errors import Conflict, Refused
from .models import Case, Event
from .states import State

LEADING = (State.TRIAGE, State.ROUTED, State.IN_WORK)
"""Where a case may still take others in: before its answer is written down for approval."""


def joined(case: Case) -> list[Case]:
    """The cases considered together with this one, in the order in which they came."""
    ids = list(Case.objects.filter(master=case.pk, state=State.MERGED).values_list("pk", flat=True))
    if not ids:
        # Most cases are alone: nothing more is read for them.
        return []
    rows = Case.objects.filter(pk__in=ids).select_related("message", "region", "topic", "agency")
    return list(rows.order_by("received_at", "pk"))


def merge(
    case_id: int, into_id: int, actor: Actor, reason: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """Consider a case together with another one about the same.

    Whom the case led goes along, and joining a joined case means joining its leader: there are no chains. The leading
    case takes the strictest term and the danger of all. Raises ``Refused`` («itself», «region», «leader», «role»).
    """
    leader_id = _leader_of(into_id)
    if leader_id == case_id:
        raise Refused(_("This is the same case. Name another one."), "itself")
    with (
        locked(leader_id, case_id),
        change(leader_id, actor, at=at) as main,
        change(case_id, actor, at=main.at, expected=expected) as other,
    ):
        _check(main.case, other.case, actor)
        was = {"agency": other.case.agency_id, "post": other.case.post_id}
        details = {"into": main.case.number, "reason": reason, "was": was}
        other.do("merge", details, master=main.case, **_same_place(main.case))
        _take_in(main, other.case, reason)
        for one in joined(other.case):
            _regroup(one, main)


def _leader_of(case_id: int) -> int:
    found = Case.objects.filter(pk=case_id).values_list("state", "master_id").first()
    return found[1] if found and found[0] == State.MERGED and found[1] else case_id


def _check(main: Case, other: Case, actor: Actor) -> None:
    if main.region_id != other.region_id:
        raise Refused(_("These cases belong to different regions."), "region")
    if not actor.may_act_as(("coordinator", "executor", "system"), main):
        raise Refused(_("This step is for another role or another body."), "role")
    if main.state not in LEADING:
        raise Refused(_("The other case cannot take this one in any more: its answer is written already."), "leader")


def _same_place(main: Case) -> dict[str, Any]:
    """A joined case is where its leader is, so that the same people see it."""
    return {"agency": main.agency, "post": main.post, "executor": None}


def _take_in(main: Change, other: Case, reason: str = "") -> None:
    """The effect on the leader: the strictest term, the danger, and a line of its history."""
    deadlines.tighten(main.case, other)
    main.set(danger=main.case.danger or other.danger, due_at=deadlines.due_of(deadlines.running(main.case)))
    main.note("join", {"joined": other.number, "reason": reason})


def _regroup(one: Case, main: Change) -> None:
    """Let a joined case follow another leader."""
    with change(one.pk, SYSTEM, at=main.at) as following:
        following.set(master=main.case, **_same_place(main.case))
        following.note("regroup", {"into": main.case.number})
        _take_in(main, following.case)


def unmerge(
    case_id: int, actor: Actor, reason: str, *, at: datetime | None = None, expected: int | None = None
) -> None:
    """Consider a joined case separately again, where it was before; its own clock never stopped.

    Raises ``Refused`` when the common answer is sent already.
    """
    leader_id = _leader_of(case_id)
    if leader_id == case_id:
        raise Refused(_("This case is not considered together with another."), "state")
    with change(leader_id, actor, at=at) as main, change(case_id, actor, at=main.at, expected=expected) as other:
        if other.case.master_id != leader_id:
            raise Conflict
        before = Event.objects.filter(case_id=case_id, kind="merge").order_by("-seq").values_list("data", flat=True)[0]
        agency = Agency.objects.filter(pk=before["was"]["agency"]).first()
        post = Post.objects.filter(pk=before["was"]["post"]).first()
        _part(other, agency, post, {"reason": reason})
        _take_requests(other)
        main.note("part", {"parted": other.case.number, "reason": reason})


def _part(other: Change, agency: Agency | None, post: Post | None, details: dict[str, Any]) -> None:
    name = "separate" if agency else "separate_to_triage"
    other.do(name, details, master=None, agency=agency, post=post, executor=None)


def _take_requests(other: Change) -> None:
    """What was asked of other bodies for a case goes with it when it is considered separately again."""
    if told := inforequests.give_back(other.case, other.at):
        other.note("requests", told)


def follow(main: Change) -> None:
    """After the leader went to another body: those joined to it go along.

    Raises ``Refused`` («joined_complaint») when one of them is a complaint of this body: it is considered by itself.
    """
    for one in joined(main.case):
        if main.case.agency is not None and complaints.banned(one, main.case.agency):
            sentence = _(
                "Appeal %(number)s is joined to this one and complains of this body. Consider it separately first."
            )
            raise Refused(sentence % {"number": one.number}, "joined_complaint")
        with change(one.pk, SYSTEM, at=main.at) as following:
            following.set(**_same_place(main.case))
            following.note("follow", {"into": main.case.number})


def hand_over(main: Change, undecided: bool) -> None:
    """After the leader went away: the earliest of those joined to it leads the others on.

    ``undecided``: no body had been chosen for the leader.
    """
    waiting = joined(main.case)
    if not waiting:
        return
    first, *others = waiting
    place = (None, None) if undecided else (main.case.agency, main.case.post)
    with change(first.pk, SYSTEM, at=main.at) as lead:
        _part(lead, *place, {"leads": len(others)})
        _take_requests(lead)
        for one in others:
            _regroup(one, lead)
