"""What people decided about the topic of a case, as examples: the coordinator, an official, the citizen."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from routing.cases.models import Correction
from routing.learning.corpus import Answers, Example
from routing.understanding.topics.context import TopicContext


def read_corrections(region: str, answers: Answers) -> list[Example]:
    """One example for each case whose topic a person has set or confirmed, the last word counting; by time.

    ``author`` is ``official:<id>`` or ``citizen``. A case whose topic is no longer in the classifier gives none.
    """
    rows = (
        Correction.objects.filter(case__region__code=region, after__has_key="topic")
        .select_related("case__message", "case__region", "case__territory")
        .order_by("at", "pk")
    )
    last = {row.case_id: row for row in rows}
    found = [_example(row, answers) for row in sorted(last.values(), key=lambda row: (row.at, row.pk))]
    return [example for example in found if example is not None]


def _example(row: Correction, answers: Answers) -> Example | None:
    own = str(row.after.get("external_id") or "")
    labels = answers.of_reason(own) if own else ()
    labels = labels or answers.of_code(str(row.after.get("topic") or ""))
    if not labels:
        return None
    case = row.case
    kind = answers.labels[labels[0]].object or case.message.object_kind
    context = TopicContext(case.lat, case.lon, _district(row), bool(case.building_id), kind)
    same = all(row.before.get(name) == row.after.get(name) for name in ("topic", "external_id"))
    author = f"official:{row.official_id}" if row.official_id else "citizen"
    at = row.at.astimezone(ZoneInfo(case.region.time_zone)).replace(tzinfo=None)
    return Example(case.message.text, labels, "confirmed" if same else "correction", context, at, author)


def _district(row: Correction) -> str:
    """The district as the portal's appeals name it: the territory itself or the one that holds it."""
    territory = row.case.territory
    while territory is not None and territory.level != "district":
        territory = territory.parent
    return territory.name if territory is not None else ""
