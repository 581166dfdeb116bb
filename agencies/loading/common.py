"""What is the same in every region: groups, the topics of the common classifier, the calendar, the legal terms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from agencies.loading import calendar
from agencies.loading.lines import Line, once
from agencies.loading.merge import Counts, Progress, merge
from agencies.models import (
    APPEAL_KINDS,
    ControlStep,
    Due,
    LegalRegime,
    LegalTerm,
    RefusalGround,
    StandardText,
    Topic,
    TopicGroup,
    WorkCalendarDay,
)

COLUMNS = {
    "groups.csv": ("code", "title", "order"),
    "topics.csv": (
        "code",
        "group",
        "title",
        "fast_track",
        "object_kind",
        "sensitive",
        "evidence_due",
        "kind",
        "synonyms",
    ),
    "calendar.csv": calendar.COLUMNS,
    "control_steps.csv": ("kind", "when", "days", "level", "valid_from", "valid_to"),
    "legal_terms.csv": ("regime", "kind", "topic", "fast_track", "amount", "unit", "basis", "valid_from", "valid_to"),
    "legal_regimes.csv": (
        "code",
        "title",
        "requisites",
        "registered",
        "holds_clock",
        "becomes",
        "basis",
        "valid_from",
        "valid_to",
    ),
    "refusal_grounds.csv": ("regime", "code", "title", "basis", "notice", "valid_from", "valid_to"),
    "standard_texts.csv": ("group", "outcome", "title", "body"),
}
KINDS = APPEAL_KINDS


def load_groups(lines: list[Line], progress: Progress) -> Counts:
    wanted = [
        {"code": line.text("code", 8), "title": line.text("title", 200), "order": line.whole("order")}
        for line in once(lines, "code")
    ]
    return merge(TopicGroup.objects.all(), ["code"], wanted, progress)


def load_topics(lines: list[Line], progress: Progress) -> Counts:
    groups = {group.code: group.pk for group in TopicGroup.objects.all()}
    wanted = [
        {
            "code": line.text("code", 16),
            "external_id": "",
            "group_id": line.found("group", groups),
            "title": line.text("title", 400),
            "fast_track": line.flag("fast_track"),
            "sensitive": line.flag("sensitive"),
            "evidence_due": line.flag("evidence_due"),
            "object_kind": line.text("object_kind", 64, empty=True),
            "kind": line.one_of("kind", KINDS),
            "synonyms": [word for word in line.values["synonyms"].split("|") if word],
        }
        for line in once(lines, "code")
    ]
    return merge(Topic.objects.filter(external_id=""), ["code"], wanted, progress)


def load_calendar(lines: list[Line], progress: Progress) -> Counts:
    wanted = [
        {"region_id": None, "date": day, "kind": kind, "note": note, "from_file": True}
        for day, kind, note in calendar.days_of(lines)
    ]
    return merge(WorkCalendarDay.objects.filter(region=None), ["date"], wanted, progress, owned=True)


def load_terms(lines: list[Line], progress: Progress) -> Counts:
    topics = {topic.code: topic.pk for topic in Topic.objects.filter(external_id="")} | {"": None}
    wanted = [
        {
            "regime": line.text("regime", 32),
            "kind": line.one_of("kind", Due.values),
            "topic_id": line.found("topic", topics),
            "fast_track": line.flag("fast_track"),
            "amount": line.whole("amount"),
            "unit": line.one_of("unit", LegalTerm.Unit.values),
            "basis": line.text("basis", 300),
            **period(line),
            "from_file": True,
        }
        for line in once(lines, "regime", "kind", "topic", "fast_track", "valid_from")
    ]
    keys = ["regime", "kind", "topic_id", "fast_track", "valid_from"]
    return merge(LegalTerm.objects.all(), keys, wanted, progress, owned=True)


def load_control(lines: list[Line], progress: Progress) -> Counts:
    """Steps of control that hold everywhere; a region's own are made in the registry."""
    wanted = [
        {
            "region_id": None,
            "kind": line.one_of("kind", Due.values),
            "when": line.one_of("when", ControlStep.When.values),
            "days": line.whole("days"),
            "level": line.one_of("level", ControlStep.Level.values),
            **period(line),
            "from_file": True,
        }
        for line in once(lines, "kind", "when", "days", "level", "valid_from")
    ]
    keys = ["kind", "when", "days", "level", "valid_from"]
    return merge(ControlStep.objects.filter(region=None), keys, wanted, progress, owned=True)


def load_regimes(lines: list[Line], progress: Progress) -> Counts:
    wanted = [
        {
            "code": line.text("code", 32),
            "title": line.text("title", 200),
            "requisites": [word for word in line.text("requisites", 200, empty=True).split("|") if word],
            "registered": line.flag("registered"),
            "holds_clock": line.flag("holds_clock"),
            "becomes": [word for word in line.text("becomes", 200, empty=True).split("|") if word],
            "basis": line.text("basis", 300),
            **period(line),
            "from_file": True,
        }
        for line in once(lines, "code", "valid_from")
    ]
    return merge(LegalRegime.objects.all(), ["code", "valid_from"], wanted, progress, owned=True)


def load_grounds(lines: list[Line], progress: Progress) -> Counts:
    wanted = [
        {
            "regime": line.text("regime", 32, empty=True),
            "code": line.text("code", 32),
            "title": line.text("title", 200),
            "basis": line.text("basis", 300),
            "notice": line.text("notice", 2000),
            **period(line),
            "from_file": True,
        }
        for line in once(lines, "regime", "code", "valid_from")
    ]
    return merge(RefusalGround.objects.all(), ["regime", "code", "valid_from"], wanted, progress, owned=True)


def load_texts(lines: list[Line], progress: Progress) -> Counts:
    groups = {group.code: group.pk for group in TopicGroup.objects.all()}
    wanted = [
        {
            "group_id": line.found("group", groups),
            "outcome": line.one_of("outcome", StandardText.Outcome.values),
            "title": line.text("title", 100),
            "body": line.text("body", 4000).replace("|", "\n\n"),
            "from_file": True,
        }
        for line in once(lines, "group", "outcome", "title")
    ]
    return merge(StandardText.objects.all(), ["group_id", "outcome", "title"], wanted, progress, owned=True)


def period(line: Line) -> dict[str, object]:
    """``valid_from`` and ``valid_to`` of a line, in order."""
    first, last = line.day("valid_from"), line.day("valid_to")
    if first is None:
        raise line.error(_("column %(column)s is empty") % {"column": "valid_from"})
    if last is not None and last < first:
        raise line.error(_("valid_to is before valid_from"))
    return {"valid_from": first, "valid_to": last}
