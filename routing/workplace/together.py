"""Beside the case: those like it, those joined with it, the citizen's others; and what joining would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from routing.cases.actors import Actor
from routing.cases.joining import LEADING, joined
from routing.cases.models import Case
from routing.cases.parts import parts_of
from routing.cases.repeats import among
from routing.cases.similar import MOST_OF_CITIZEN, Alike, alike, of_the_same_citizen
from routing.cases.workflow import OPEN, actions

SHOWN_OF_CITIZEN = 10
MAY_JOIN = ("coordinator", "executor")


@dataclass(frozen=True, slots=True)
class Row:
    """A case like this one as the page tells it; ``why_not`` is empty when the two may be joined."""

    case: Case
    same: bool
    where: str
    reasons: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What joining two cases would do: ``follower`` goes along with ``lead``, ``people`` get the common answer."""

    lead: Case
    follower: Case
    people: int
    due_at: datetime | None
    reason: str


def beside(case: Case, actor: Actor, cases: QuerySet[Case], join: str) -> dict[str, Any]:
    """What the card shows of other cases; a fixed number of queries."""
    of_family = family(case, cases)
    if of_family["parts_of_whole"]:
        # The whole and its parts have a list of their own.
        root = case.parent_id or case.pk
        cases = cases.exclude(pk=root).exclude(parent=root)
    found, of_citizen = alike(case, cases), of_the_same_citizen(case, cases, MOST_OF_CITIZEN)
    shown = preview(case, found, actor, join)
    return {
        "similar": [row(case, each, actor) for each in found],
        "joined": joined(case),
        "leader": case.master if case.master_id and cases.filter(pk=case.master_id).exists() else None,
        **of_family,
        "of_citizen": of_citizen[:SHOWN_OF_CITIZEN],
        **repeated(case, actor, of_citizen, cases),
        "preview": shown,
        "preview_words": sentence(shown) if shown else "",
        "preview_pair": [shown.lead, shown.follower] if shown else [],
    }


def repeated(case: Case, actor: Actor, of_citizen: list[Case], cases: QuerySet[Case]) -> dict[str, Any]:
    """The earlier appeals that this one repeats, as people have said, and those that it seems to repeat.

    One query, one more where something is linked, three where something seems so. ``of_citizen`` are the other appeals
    of the citizen.
    """
    if case.parent_id is not None:
        return {}
    may = case.state in OPEN and actor.may_act_as(actions()["link_earlier"][2].who, case)
    found = among([case], of_citizen).get(case.pk, []) if may else []
    linked = list(case.earlier.select_related("topic").defer("understanding", "decision").order_by("pk"))
    open_to = set(cases.filter(pk__in=[each.pk for each in linked]).values_list("pk", flat=True)) if linked else set()
    return {"repeats": found, "linked_earlier": [(each, each.pk in open_to) for each in linked], "may_link": may}


def family(case: Case, cases: QuerySet[Case]) -> dict[str, Any]:
    """The appeal that the case is a part of, and the parts, each with whether this person may open it; two queries."""
    whole = case.parent
    parts = parts_of(whole or case)
    wanted = [each.pk for each in (*parts, *((whole,) if whole else ()))]
    open_to = set(cases.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return {
        "whole": whole,
        "whole_opens": whole is not None and whole.pk in open_to,
        "parts_of_whole": [(each, each.pk in open_to and each.pk != case.pk) for each in parts],
    }


def row(case: Case, found: Alike, actor: Actor) -> Row:
    """One line of the panel; no queries."""
    reasons = ", ".join(str(reason) for reason in found.reasons)
    return Row(found.case, found.same, where(found), reasons, why_not(case, found.case, actor))


def where(found: Alike) -> str:
    """«120 m away, 3 days apart»."""
    parts = []
    if found.common.metres is not None and not found.common.same_house:
        parts.append(_("%(n)d m away") % {"n": round(found.common.metres, -1)})
    days = found.common.days
    parts.append(ngettext("%(n)d day apart", "%(n)d days apart", days) % {"n": days} if days else _("the same day"))
    return ", ".join(parts)


def pair(one: Case, other: Case) -> tuple[Case, Case]:
    """Who leads and who follows: the earlier one leads where it may."""
    lead, follower = sorted((one, other), key=lambda each: (each.received_at, each.pk))
    return (follower, lead) if lead.state not in LEADING and follower.state in LEADING else (lead, follower)


def why_not(one: Case, other: Case, actor: Actor) -> str:
    """Why the two cannot be joined by this person now; empty when they can."""
    if not all(actor.may_act_as(MAY_JOIN, each) for each in (one, other)):
        return _("Only those who work on both cases join them.")
    if one.state not in LEADING or other.state not in LEADING:
        return _("An answer is written or sent already, they cannot be joined.")
    return ""


def preview(case: Case, found: list[Alike], actor: Actor, join: str) -> Preview | None:
    """What would happen, for the case chosen among those found; ``None`` when none was, or it may not be."""
    chosen = next((each for each in found if str(each.case.pk) == join), None)
    if chosen is None or why_not(case, chosen.case, actor):
        return None
    lead, follower = pair(case, chosen.case)
    days = [each.due_at for each in (case, chosen.case) if each.due_at]
    people = 2 + Case.objects.filter(master__in=[case, chosen.case], state="merged").count()
    reason = ", ".join([*(str(each) for each in chosen.reasons), where(chosen)])
    return Preview(lead, follower, people, min(days, default=None), reason[:1].upper() + reason[1:])


def sentence(shown: Preview) -> str:
    """The preview in words."""
    told = ngettext(
        "%(n)d citizen gets the common answer, with an own letter, number and mark.",
        "%(n)d citizens get the common answer, each with an own letter, number and mark.",
        shown.people,
    ) % {"n": shown.people}
    if shown.due_at:
        told += " " + _("The strictest term holds for all: %(day)s.") % {"day": date_format(shown.due_at, "j E Y")}
    return told
