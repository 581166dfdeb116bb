"""What a region has of its own: territories, bodies, posts, finer topics, competence and buildings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from agencies.loading import hours
from agencies.loading.common import KINDS, period
from agencies.loading.lines import DataError, Line, once
from agencies.loading.merge import Counts, Progress, Values, merge
from agencies.models import Agency, Building, Competence, OwnedObject, Post, Region, Territory, Topic, TopicGroup

COLUMNS = {
    "agencies.csv": ("code", "name", "kind", "territory", "superior", "is_coordinator"),
    "posts.csv": ("agency_code", "title"),
    "topics.csv": ("external_id", "title", "category", "code", "object_kind"),
    "competence.csv": (
        *("topic", "group", "territory", "object_kind", "agency", "post"),
        *("cases", "agreed", "basis", "valid_from", "valid_to"),
    ),
    "office_hours.csv": hours.COLUMNS,
    "buildings.csv.gz": ("id", "address", "lat", "lon", "municipality"),
}
COLUMNS["competence_written.csv"] = COLUMNS["competence.csv"]


def load_territories(region: Region, features: list[dict[str, Any]], progress: Progress) -> list[Counts]:
    """``features``: GeoJSON with ``level``, ``name``, ``parent`` and ``aliases``, from the region down."""
    counts = []
    parents: dict[str, int] = {}
    for level in Territory.Level.values:
        wanted: list[Values] = []
        for feature in features:
            properties = feature["properties"]
            if properties["level"] != level:
                continue
            if properties["parent"] and properties["parent"] not in parents:
                raise DataError(
                    "territories.geojson: " + _("there is no %(column)s «%(value)s»") % _column(properties, "parent")
                )
            wanted.append(
                {
                    "region_id": region.pk,
                    "level": level,
                    "name": properties["name"],
                    "parent_id": parents.get(properties["parent"]),
                    "aliases": properties["aliases"],
                    "polygon": feature["geometry"],
                }
            )
        if not wanted:
            continue
        rows = Territory.objects.filter(region=region, level=level)
        counts.append(merge(rows, ["level", "name"], wanted, progress))
        parents |= {row.name: row.pk for row in Territory.objects.filter(region=region, level=level)}
    return counts


def _column(values: dict[str, Any], column: str) -> dict[str, Any]:
    return {"column": column, "value": values[column]}


def territories_by_name(region: Region) -> dict[str, int]:
    """Numbers of territories by ``level:name``, in every spelling known."""
    found: dict[str, int] = {}
    for row in Territory.objects.filter(region=region).defer("polygon"):
        found |= {f"{row.level}:{name}": row.pk for name in (*row.aliases, row.name)}
    return found


def load_agencies(region: Region, lines: list[Line], progress: Progress) -> list[Counts]:
    """Bodies, then their superiors: a superior may be written below."""
    territories = territories_by_name(region) | {"": None}
    rows = Agency.objects.filter(region=region)
    wanted: list[Values] = [
        {
            "region_id": region.pk,
            "code": line.text("code", 64),
            "name": line.text("name", 300),
            "kind": line.one_of("kind", Agency.Kind.values),
            "territory_id": line.found("territory", territories),
            "is_coordinator": line.flag("is_coordinator"),
        }
        for line in once(once(lines, "code"), "name")
    ]
    counts = merge(rows, ["code"], wanted, progress)
    if not any(values["is_coordinator"] for values in wanted):
        raise DataError("agencies.csv: " + _("no body coordinates the region"))
    numbers: dict[str, int | None] = {row.code: row.pk for row in rows.all()}
    known = numbers | {"": None}
    superiors = [{"code": line.values["code"], "superior_id": line.found("superior", known)} for line in lines]
    merge(rows.all(), ["code"], superiors, lambda _rows: None)
    return [counts]


def load_posts(region: Region, lines: list[Line], progress: Progress) -> Counts:
    agencies = {row.code: row.pk for row in Agency.objects.filter(region=region)}
    wanted = [
        {"agency_id": line.found("agency_code", agencies), "title": line.text("title", 300)}
        for line in once(lines, "agency_code", "title")
    ]
    return merge(Post.objects.filter(agency__region=region), ["agency_id", "title"], wanted, progress)


def load_topics(region: Region, lines: list[Line], progress: Progress) -> Counts:
    """The region's finer topics; what the wider topic says of haste and sensitivity holds for them too."""
    wider = {topic.code: topic for topic in Topic.objects.filter(external_id="")}
    wanted = []
    for line in once(lines, "external_id"):
        parent = line.found("code", wider)
        wanted.append(
            {
                "region_id": region.pk,
                "external_id": line.text("external_id", 32),
                "group_id": parent.group_id,
                "parent_id": parent.pk,
                "code": parent.code,
                "title": line.text("title", 400),
                "category": line.text("category", 200, empty=True),
                "object_kind": line.text("object_kind", 64, empty=True),
                "fast_track": parent.fast_track,
                "sensitive": parent.sensitive,
                "kind": parent.kind,
            }
        )
    return merge(Topic.objects.filter(region=region).exclude(external_id=""), ["external_id"], wanted, progress)


CONDITIONS = ("thing", "ownership", "appeal_kind", "executor")
"""Columns of a file of rules that may be missing: then the rules have no such conditions."""

RULE_KEYS = ("topic_id", "group_id", "territory_id", "object_kind", *CONDITIONS, "agency_id", "valid_from")
"""What tells two rules of competence apart."""


class RuleNames:
    """What the lines of a file of rules may name: topics, groups, territories, bodies, posts of one region."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.territories = territories_by_name(region)
        self.agencies = {row.code: row.pk for row in Agency.objects.filter(region=region)}
        self.posts = {(row.agency_id, row.title): row.pk for row in Post.objects.filter(agency__region=region)}
        self.groups = {row.code: row.pk for row in TopicGroup.objects.all()} | {"": None}
        finer = Topic.objects.filter(region=region).exclude(external_id="")
        self.topics: dict[str, int | None] = {row.code: row.pk for row in Topic.objects.filter(external_id="")}
        self.topics |= {f"{region.code}:{row.external_id}": row.pk for row in finer} | {"": None}

    def values(self, line: Line) -> Values:
        """The rule of one line. Raises ``DataError``."""
        topic, group = line.found("topic", self.topics), line.found("group", self.groups)
        agency = line.found("agency", self.agencies)
        if topic and group:
            raise line.error(_("a rule is about a topic or about a group, not both"))
        post = line.text("post", 300, empty=True)
        if post and (agency, post) not in self.posts:
            facts = {"agency": line.values["agency"].strip(), "post": post}
            raise line.error(_("the body «%(agency)s» has no post «%(post)s»") % facts)
        cases, agreed = line.whole("cases"), line.whole("agreed")
        if agreed > cases:
            raise line.error(_("more appeals agreed than there were"))
        return {
            "region_id": self.region.pk,
            "topic_id": topic,
            "group_id": group,
            "territory_id": line.found("territory", self.territories),
            "object_kind": line.text("object_kind", 64, empty=True),
            **_conditions(line),
            "agency_id": agency,
            "post_id": self.posts.get((agency, post)),
            "cases": cases,
            "agreed": agreed,
            "basis": line.text("basis", 300, empty=True),
            **period(line),
            "from_file": True,
        }


def _conditions(line: Line) -> Values:
    """What a rule asks of the object and of the appeal. Raises ``DataError``."""
    found = {
        "thing": line.one_of("thing", ("", *OwnedObject.Kind.values)),
        "ownership": line.one_of("ownership", ("", *OwnedObject.Ownership.values)),
        "appeal_kind": line.one_of("appeal_kind", ("", *KINDS)),
        "executor": line.one_of("executor", ("", *Competence.Executor.values)),
    }
    if any(found.values()) and line.whole("cases"):
        raise line.error(_("a rule learned from cases has no conditions on objects or on the kind of appeal"))
    return found


def load_competence(region: Region, lines: list[Line], progress: Progress) -> Counts:
    names = RuleNames(region)
    keys = ("topic", "group", "territory", "object_kind", *CONDITIONS, "agency", "valid_from")
    wanted = [names.values(line) for line in once(lines, *keys)]
    return merge(Competence.objects.filter(region=region), list(RULE_KEYS), wanted, progress, owned=True)


def load_buildings(region: Region, lines: list[Line], progress: Progress) -> Counts:
    municipalities: dict[str, int | None] = {
        row.name: row.pk
        for row in Territory.objects.filter(region=region, level=Territory.Level.MUNICIPALITY).defer("polygon")
    }
    known = municipalities | {"": None}
    wanted = [
        {
            "region_id": region.pk,
            "external_id": line.text("id", 32),
            "address": line.text("address", 300),
            "lat": line.degrees("lat", 90),
            "lon": line.degrees("lon", 180),
            "municipality_id": line.found("municipality", known),
        }
        for line in once(lines, "id")
    ]
    return merge(Building.objects.filter(region=region), ["external_id"], wanted, progress)
