"""Rules of competence as a file that people edit: out, and in again with what it would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.loading import bringing
from agencies.loading.bringing import Brought, Plan, checked, write
from agencies.loading.lines import Line
from agencies.loading.regional import COLUMNS as FILES
from agencies.loading.regional import CONDITIONS, RULE_KEYS, RuleNames
from agencies.models import Agency, Competence, Region, Territory, Topic, TopicGroup

COLUMNS = FILES["competence.csv"]
WIDTHS = (12, 8, 32, 18, 26, 36, 8, 8, 48, 12, 12, 12, 12, 14, 12)


def exported(region: Region, day: date | None = None) -> Iterator[list[str]]:
    """The heading and the rules of a region; with ``day`` only those in force then or later. One query."""
    yield [*COLUMNS, *CONDITIONS]
    rules = Competence.objects.filter(region=region).select_related("topic", "group", "territory", "agency", "post")
    rules = rules.defer("territory__polygon", "territory__aliases", "topic__synonyms")
    for rule in rules.order_by("topic__code", "topic__external_id", "group__code", "territory__name", "agency__code"):
        if day and rule.valid_to and rule.valid_to < day:
            continue
        topic = rule.topic
        yield [
            (f"{region.code}:{topic.external_id}" if topic.external_id else topic.code) if topic else "",
            rule.group.code if rule.group else "",
            f"{rule.territory.level}:{rule.territory.name}",
            rule.object_kind,
            rule.agency.code,
            rule.post.title if rule.post else "",
            str(rule.cases),
            str(rule.agreed),
            rule.basis,
            rule.valid_from.isoformat(),
            rule.valid_to.isoformat() if rule.valid_to else "",
            *(getattr(rule, name) for name in CONDITIONS),
        ]


def codes(region: Region) -> dict[str, list[list[str]]]:
    """What the codes of the file mean, as sheets beside it: topics, groups, territories, bodies. Four queries."""
    topics = Topic.objects.filter(Q(region=None) | Q(region=region)).order_by("group__order", "code", "external_id")
    places = Territory.objects.filter(region=region).order_by("level", "name")
    found = {
        _("Topics"): [
            [f"{region.code}:{own}" if own else code, title]
            for code, own, title in topics.values_list("code", "external_id", "title")
        ],
        _("Groups"): [list(row) for row in TopicGroup.objects.order_by("order").values_list("code", "title")],
        _("Territories"): [[f"{level}:{name}", name] for level, name in places.values_list("level", "name")],
        _("Bodies"): [list(row) for row in Agency.objects.filter(region=region).values_list("code", "name")],
    }
    return {title: [[_("Code"), _("Name")], *rows] for title, rows in found.items()}


def planned(region: Region, lines: list[Line], day: date, *, whole: bool = False) -> Plan[Competence]:
    """What makes the region's rules agree with the file; nothing is written.

    Rules are told apart by what, where, kind of object, body and first day. Rules that are not in the file stay;
    with ``whole`` the file is the whole list, and those in force on ``day`` end the day before. Nothing is deleted.
    Raises ``Mistakes``.
    """
    wanted = checked(lines, RuleNames(region).values, RULE_KEYS, from_file=False)
    return bringing.planned(Competence.objects.filter(region=region), RULE_KEYS, wanted, day, whole=whole)


def bring_in(region: Region, lines: list[Line], day: date, *, whole: bool = False) -> Brought:
    """Do what is ``planned``; the caller holds the transaction. Raises ``Mistakes`` before anything is written."""
    return write(planned(region, lines, day, whole=whole), Competence.objects.all())
