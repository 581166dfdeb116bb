"""Invented officials for a demonstration: nobody here lives, and the numbers of their telephones are not given out."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from agencies.regions.spb.making.files import Row, read_rows

HEADING = ("login", "full_name", "agency", "post", "role", "phone", "is_invented")
PHONE = "+7 (000) 000-{:02d}-{:02d}"
"""No numbering plan has the code 000, so the number can belong to nobody."""
COORDINATORS = 3


def people(
    agencies: list[Row], posts: list[tuple[str, str, int]], office: dict[str, str], names: Path
) -> list[tuple[str, ...]]:
    """An executor and an approver for every body, coordinators of the coordinating one, one of every other role.

    ``office`` gives the posts by role of those who run the window; ``names`` is a file of ``part,gender,value``. The
    executor holds the post that answered most, the approver the post of the head. Logins are «<agency>-1» for the
    executor, «<agency>-2» for the approver, «coordinator-1» and on, «moderator-1», «head-1», «signer-1», «auditor-1»,
    «admin».
    """
    by_part = _by_part(read_rows(names))
    titles: dict[str, list[str]] = {}
    for agency, title, _ in posts:
        titles.setdefault(agency, []).append(title)
    rows: list[tuple[str, ...]] = []

    def add(login: str, agency: str, post: str, role: str) -> None:
        phone = PHONE.format(*divmod(len(rows) + 1, 100))
        rows.append((login, _full_name(login, by_part), agency, post, role, phone, "1"))

    for row in agencies:
        code = row["code"]
        add(f"{code}-1", code, titles[code][0], "executor")
        add(f"{code}-2", code, row["head_post"], "approver")
    above = Counter(row["superior"] for row in agencies if row["superior"])
    main = next(row for row in agencies if row["is_coordinator"] == "1")
    for number in range(1, COORDINATORS + 1):
        add(f"coordinator-{number}", main["code"], office["coordinator"], "coordinator")
    add("moderator-1", main["code"], office["coordinator"], "moderator")
    # A head who is not the governor: of the body with the most bodies under it; the signer sits beside.
    leading = max((row for row in agencies if row is not main), key=lambda row: above[row["code"]])
    add("head-1", leading["code"], leading["head_post"], "head")
    add("signer-1", leading["code"], leading["head_post"], "signer")
    add("auditor-1", main["code"], office["administrator"], "auditor")
    add("admin", main["code"], office["administrator"], "administrator")
    if len({row[1] for row in rows}) != len(rows):
        raise ValueError("Two invented people have the same name: give people_names.csv more names")
    return rows


def _by_part(rows: list[Row]) -> dict[tuple[str, str], list[str]]:
    parts: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        parts.setdefault((row["part"], row["gender"]), []).append(row["value"])
    return parts


def _full_name(login: str, by_part: dict[tuple[str, str], list[str]]) -> str:
    """Surname, name and patronymic drawn by the login alone, so that a new body renames nobody."""
    draw = int.from_bytes(hashlib.sha256(login.encode()).digest()[:16])
    draw, gender = divmod(draw, 2)
    words = []
    for part in ("surname", "name", "patronymic"):
        choices = by_part[part, "fm"[gender]]
        draw, index = divmod(draw, len(choices))
        words.append(choices[index])
    return " ".join(words)
