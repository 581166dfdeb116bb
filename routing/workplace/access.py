"""Who may see and do what in the officials' pages. The only place that says so.

Executors and approvers see the cases of their own body; coordinators and administrators see all. Django's own
permissions follow from the role (``RoleBackend``), so the registry's tables need no rules of their own.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from agencies.models import Official
from routing.cases.actors import Actor, actor_of
from routing.cases.models import Case

Role = Official.Role
OWN_BODY = frozenset({Role.EXECUTOR, Role.APPROVER})
KEPT = "_official_in_register"
"""Where a log-in keeps its row of the register for the length of a request."""

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
        return actor_of(official)
    return Actor(Role.ADMINISTRATOR) if request.user.is_active and request.user.is_superuser else None


def sees_all(actor: Actor) -> bool:
    """Whether the cases of every body are open to the actor."""
    return actor.role not in OWN_BODY


def cases_for(actor: Actor | None) -> QuerySet[Case]:
    """The cases that the actor may see."""
    if actor is None:
        return Case.objects.none()
    if sees_all(actor):
        return Case.objects.all()
    bodies = sorted(actor.bodies())
    # One body by equality: only then the index also gives the order.
    return Case.objects.filter(agency_id=bodies[0]) if len(bodies) == 1 else Case.objects.filter(agency_id__in=bodies)


def may_see(actor: Actor | None, case: Case) -> bool:
    """The same rule for one case already at hand."""
    if actor is None:
        return False
    return sees_all(actor) or case.agency_id in actor.bodies()


def is_coordinator(request: HttpRequest) -> bool:
    """Whether the triage queue is this person's."""
    actor = actor_for(request)
    return actor is not None and actor.role in {Role.COORDINATOR, Role.ADMINISTRATOR}


def is_administrator(request: HttpRequest) -> bool:
    """Whether the registry is this person's to change."""
    actor = actor_for(request)
    return actor is not None and actor.role == Role.ADMINISTRATOR


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
        allowed = perm == "routing.view_case"
        if official.role == Role.ADMINISTRATOR:
            allowed = app == "agencies" or perm in PEOPLE or (app == "routing" and codename.startswith("view_"))
        return _final(user_obj.is_active and allowed)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether anything of this app is open to the log-in."""
        official = official_of(user_obj)
        if official is None:
            return False
        apps = {"routing", "agencies", "auth"} if official.role == Role.ADMINISTRATOR else {"routing"}
        return _final(user_obj.is_active and app_label in apps)


def _final(allowed: bool) -> bool:
    """True, or an end to the asking of backends."""
    if not allowed:
        raise PermissionDenied
    return True
