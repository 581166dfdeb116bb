"""The posts that answered for each body, the most frequent first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from agencies.regions.spb.making.files import Row

HEADING = ("agency_code", "title", "cases")


def posts(agencies: list[Row], appeals: list[Row], office: Sequence[str]) -> list[tuple[str, str, int]]:
    """``(agency code, post, answered appeals)``; the head of the body comes last with 0 when he answered none.

    ``office`` are the posts of those who run the window, added to the coordinating body.

    Raises ValueError when a body answered and is not in ``agencies.csv``.
    """
    codes = {row["name"]: row["code"] for row in agencies}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in appeals:
        for name in (row["executor_org"], row["first_answer_org"]):
            if name and name not in codes:
                raise ValueError(f"agencies.csv has no body «{name}»")
        if row["executor_org"] and row["executor_position"].strip():
            counts[codes[row["executor_org"]]][row["executor_position"]] += 1
    rows: list[tuple[str, str, int]] = []
    for agency in agencies:
        count = counts[agency["code"]]
        rows += [(agency["code"], title, n) for title, n in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
        if agency["head_post"] not in count:
            rows.append((agency["code"], agency["head_post"], 0))
        if agency["is_coordinator"] == "1":
            rows += [(agency["code"], title, 0) for title in office]
    return rows
