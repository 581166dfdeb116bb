"""Who may see and do what in the officials' pages. The only place that says so.

Executors, approvers and signers see the cases of their own body, a head those of the bodies below too, a moderator
those that nobody has yet, coordinators and administrators all; an auditor sees no case, only who read which. Django's
own permissions follow from the role (``RoleBackend``), so the registry's tables need no rules of their own.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from agencies.models import Official
from agencies.selectors import bodies_below
from routing.cases.actors import FIRST_LOOK, OF_ONE_BODY, Actor, actor_of
from routing.cases.models import Case

Role = Official.Role
OWN_BODY = OF_ONE_BODY
REGION_WIDE = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
KEPT = "_official_in_register"
"""Where a log-in keeps its row of the register for the length of a request."""

ACTING = "_acts_as"
"""Where that row keeps what it may do, asked for by every link of the side bar."""
AUDITED = frozenset({"routing.view_event", "routing.view_reading"})
PEOPLE = frozenset({"auth.view_user", "auth.add_user", "auth.change_user"})


def official_of(user: AbstractBaseUser | AnonymousUser) -> Official | None:
    """The register's row of a log-in with its post and body; asked for once a request."""
    if not user.is_authenticated:
        return None
    if not hasattr(user, KEPT):
        setattr(user, KEPT, Official.objects.select_related("post__agency").filter(user_id=user.pk).first())
    official: Official | None = getattr(user, KEPT)
    return official


def actor_for(request: HttpRequest) -> Actor | None:
    """Who acts in this request, or ``None`` for a log-in without a role. A superuser is an administrator."""
    official = official_of(request.user)
    if official is not None:
        if not hasattr(official, ACTING):
            setattr(official, ACTING, actor_of(official))
        actor: Actor = getattr(official, ACTING)
        return actor
    return Actor(Role.ADMINISTRATOR) if request.user.is_active and request.user.is_superuser else None


def sees_all(actor: Actor) -> bool:
    """Whether the cases of every body are open to the actor."""
    return actor.role in REGION_WIDE


def cases_for(actor: Actor | None) -> QuerySet[Case]:
    """The cases that the actor may open: of the own body, of the bodies below, without a body yet, all, or none."""
    if actor is None or actor.role == Role.AUDITOR:
        return Case.objects.none()
    if sees_all(actor) or any(one.role in REGION_WIDE for one in actor.absent):
        return Case.objects.all()
    reached = [reached_by(one) for one in actor.people()]
    return Case.objects.filter(reduce(or_, reached)) if reached else Case.objects.none()


def reached_by(official: Official) -> Q:
    """The cases of one official's own right, who does not see all."""
    own = official.post.agency_id
    if official.role == Role.AUDITOR:
        return Q(pk=None)
    if official.role == Role.MODERATOR:
        return Q(state__in=FIRST_LOOK)
    # One body by equality: only then the index also gives the order.
    bodies = sorted(bodies_below(own)) if official.role == Role.HEAD else [own]
    return Q(agency_id=own) if len(bodies) == 1 else Q(agency_id__in=bodies)


def may_see(actor: Actor | None, case: Case) -> bool:
    """The same rule for one case already at hand."""
    return actor is not None and actor.reaches(case)


def is_coordinator(request: HttpRequest) -> bool:
    """Whether the triage queue is this person's."""
    return _is(request, Role.COORDINATOR, Role.MODERATOR, Role.ADMINISTRATOR)


def has_inbox(request: HttpRequest) -> bool:
    """Whether there are cases this person works on: for everybody but the auditor."""
    actor = actor_for(request)
    return actor is not None and actor.role != Role.AUDITOR


def has_troubles(request: HttpRequest) -> bool:
    """Whether the page before the weekly meeting is this person's."""
    return has_inbox(request) and not _is(request, Role.MODERATOR)


def is_administrator(request: HttpRequest) -> bool:
    """Whether the registry is this person's to change."""
    return _is(request, Role.ADMINISTRATOR)


def is_auditor(request: HttpRequest) -> bool:
    """Whether the journals and the registry are this person's to read."""
    return _is(request, Role.AUDITOR, Role.ADMINISTRATOR)


def _is(request: HttpRequest, *roles: str) -> bool:
    actor = actor_for(request)
    return actor is not None and actor.role in roles


class RoleBackend(BaseBackend):
    """Django's permissions from the role in the register: nobody ticks boxes, and nothing can disagree.

    For a log-in with a role the answer is final, other backends are not asked.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether the role of this log-in carries the permission («agencies.change_topic»)."""
        official = official_of(user_obj)
        if official is None:
            return False
        app, _dot, codename = perm.partition(".")
        allowed = perm == "routing.view_case" and official.role != Role.AUDITOR
        if official.role == Role.ADMINISTRATOR:
            allowed = app == "agencies" or perm in PEOPLE or (app == "routing" and codename.startswith("view_"))
        if official.role == Role.AUDITOR:
            allowed = perm in AUDITED or (app == "agencies" and codename.startswith("view_"))
        return _final(user_obj.is_active and allowed)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether anything of this app is open to the log-in."""
        official = official_of(user_obj)
        if official is None:
            return False
        apps = {Role.ADMINISTRATOR: {"routing", "agencies", "auth"}, Role.AUDITOR: {"routing", "agencies"}}.get(
            Role(official.role), {"routing"}
        )
        return _final(user_obj.is_active and app_label in apps)


def _final(allowed: bool) -> bool:
    """True, or an end to the asking of backends."""
    if not allowed:
        raise PermissionDenied
    return True
