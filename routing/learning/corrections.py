"""What people decided about the topic of a case, as examples: the coordinator, an official, the citizen."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from routing.cases.models import Case, Correction
from routing.learning.corpus import Answers, Example
from routing.understanding.topics.context import TopicContext


def read_corrections(region: str, answers: Answers) -> list[Example]:
    """One example for each case whose topic a person has set or confirmed, the last word counting; by time; then
    those whose citizen chose the topic where the form asked and nobody decided otherwise.

    ``author`` is ``official:<id>`` or ``citizen``; what only a citizen says has the source ``said`` and less weight
    than an official's word, which a case has when an official decided on it afterwards, also in the citizen's favour.
    A case whose topic is no longer in the classifier gives none.
    """
    rows = (
        Correction.objects.filter(case__region__code=region, after__has_key="topic")
        .select_related("case__message", "case__region", "case__territory")
        .order_by("at", "pk")
    )
    last = {row.case_id: row for row in rows}
    found = [_example(row, answers) for row in sorted(last.values(), key=lambda row: (row.at, row.pk))]
    said = [_said(case, answers) for case in _answered_by_citizen(region) if case.pk not in last]
    return [example for example in (*found, *said) if example is not None]


def _answered_by_citizen(region: str) -> QuerySet[Case]:
    """Cases whose citizen chose the topic where the form asked, and nobody decided otherwise; by time."""
    cases = Case.objects.filter(region__code=region, message__said_topic__gt="").select_related(
        "message", "region", "territory"
    )
    return cases.order_by("received_at", "pk")


def _said(case: Case, answers: Answers) -> Example | None:
    code, _sign, own = case.message.said_topic.partition(":")
    labels = (answers.of_reason(own) if own else ()) or answers.of_code(code)
    if not labels:
        return None
    context = TopicContext(case.lat, case.lon, _district(case), bool(case.building_id), case.message.object_kind)
    at = case.received_at.astimezone(ZoneInfo(case.region.time_zone)).replace(tzinfo=None)
    return Example(case.message.text, labels, "said", context, at, "citizen")


def _example(row: Correction, answers: Answers) -> Example | None:
    own = str(row.after.get("external_id") or "")
    labels = answers.of_reason(own) if own else ()
    labels = labels or answers.of_code(str(row.after.get("topic") or ""))
    if not labels:
        return None
    case = row.case
    kind = answers.labels[labels[0]].object or case.message.object_kind
    context = TopicContext(case.lat, case.lon, _district(case), bool(case.building_id), kind)
    same = all(row.before.get(name) == row.after.get(name) for name in ("topic", "external_id"))
    at = row.at.astimezone(ZoneInfo(case.region.time_zone)).replace(tzinfo=None)
    if not row.official_id:
        return Example(case.message.text, labels, "said", context, at, "citizen")
    source = "confirmed" if same and not _disputed(row) else "correction"
    return Example(case.message.text, labels, source, context, at, f"official:{row.official_id}")


def _disputed(row: Correction) -> bool:
    """Whether the citizen had said otherwise: an official who leaves the topic then has looked at it indeed."""
    return row.case.corrections.filter(official=None, after__has_key="topic", at__lte=row.at).exists()


def _district(case: Case) -> str:
    """The district as the portal's appeals name it: the territory itself or the one that holds it."""
    territory = case.territory
    while territory is not None and territory.level != "district":
        territory = territory.parent
    return territory.name if territory is not None else ""
