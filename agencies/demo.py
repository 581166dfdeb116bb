"""Invented officials who can sign in to a demonstration, and invented objects with their owners."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from agencies.loading import owners, rulebook
from agencies.loading.lines import Line, once, read_lines
from agencies.models import Agency, Official, Post, Region

COLUMNS = ("login", "full_name", "agency", "post", "role", "phone", "is_invented")


@transaction.atomic
def make_people(region: Region, folder: Path, password: str) -> int:
    """Make a log-in and an ``Official`` for every row of ``people.csv`` of the region's folder.

    Everybody gets the same ``password``; the administrator may do everything. Repeating changes nothing. Returns the
    number of people. Raises ``DataError`` for a row that is wrong, or a row about a person who is not invented.
    """
    lines = once(read_lines(folder / "people.csv", COLUMNS), "login")
    agencies = {row.code: row.pk for row in Agency.objects.filter(region=region)}
    posts = {(row.agency_id, row.title): row.pk for row in Post.objects.filter(agency__region=region)}
    officials = [_official(line, agencies, posts) for line in lines]
    users = _users(lines, password)
    for line, official in zip(lines, officials, strict=True):
        official.user = users[line.values["login"]]
    fields = ["post", "role", "full_name", "phone", "is_invented"]
    Official.objects.bulk_create(
        officials, update_conflicts=True, unique_fields=["user"], update_fields=fields, batch_size=100
    )
    return len(officials)


@transaction.atomic
def make_objects(region: Region, folder: Path) -> int:
    """Make the companies, objects and rules of the region's demonstration; returns the number of objects.

    The companies and who keeps which house are invented. A region without these files has none. Repeating changes
    nothing. Raises ``DataError`` for a row that is wrong.
    """
    if not (folder / "owners.csv").exists():
        return 0
    for line in read_lines(folder / "companies.csv", ("code", "name", "superior")):
        values = {"name": line.text("name", 300), "kind": "ORG"}
        Agency.objects.get_or_create(region=region, code=line.text("code", 64), defaults=values)
    day = timezone.localdate()
    lines = read_lines(folder / "owners.csv", owners.COLUMNS)
    owners.bring_in(region, lines, day)
    rulebook.bring_in(region, read_lines(folder / "rules.csv", rulebook.COLUMNS), day)
    return len(lines)


def _official(line: Line, agencies: dict[str, int], posts: dict[tuple[int, str], int]) -> Official:
    agency = line.found("agency", agencies)
    line.one_of("is_invented", ("1",))
    return Official(
        post_id=line.found("post", {title: number for (owner, title), number in posts.items() if owner == agency}),
        role=line.one_of("role", Official.Role.values),
        full_name=line.text("full_name", 200),
        phone=line.text("phone", 40),
        is_invented=True,
    )


def _users(lines: list[Line], password: str) -> dict[str, User]:
    """Log-ins by name, with the password. One hash serves all: hashing two hundred times would take half a minute."""
    logins = [line.text("login", 150) for line in lines]
    users = User.objects.in_bulk(logins, field_name="username")
    known = next(iter(users.values()), None)
    if known is not None and check_password(password, known.password):
        encoded = known.password
    else:
        encoded = make_password(password)
    roles = {line.values["login"]: line.values["role"] for line in lines}
    missing = [User(username=login) for login in logins if login not in users]
    User.objects.bulk_create(missing)
    users |= {user.username: user for user in missing}
    for user in users.values():
        user.password = encoded
        user.is_staff = True
        user.is_superuser = roles[user.username] == Official.Role.ADMINISTRATOR
    User.objects.bulk_update(users.values(), ["password", "is_staff", "is_superuser"], batch_size=200)
    return users
