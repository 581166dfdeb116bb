"""Objects with their owners as a file that people edit: out, and in again with what it would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from agencies.loading.bringing import Brought, checked, planned, write
from agencies.loading.common import period
from agencies.loading.lines import Line
from agencies.loading.merge import Counts, Progress, Values, merge
from agencies.loading.regional import territories_by_name
from agencies.models import Agency, Building, OwnedObject, Region
from agencies.owned import corners

COLUMNS = (
    *("kind", "name", "building", "border", "street", "territory"),
    *("ownership", "owner", "manager", "source", "valid_from", "valid_to"),
)
WIDTHS = (12, 40, 12, 30, 28, 32, 12, 26, 26, 40, 12, 12)
KEYS = ("kind", "name", "valid_from")
"""What tells two entries of the register apart."""


class Names:
    """What the lines of a file of objects may name."""

    def __init__(self, region: Region, lines: list[Line]) -> None:
        self.region = region
        self.territories: dict[str, int | None] = {**territories_by_name(region), "": None}
        self.agencies: dict[str, int | None] = {
            "": None,
            **dict(Agency.objects.filter(region=region).values_list("code", "pk")),
        }
        numbers = {line.values.get("building", "").strip() for line in lines}
        rows = Building.objects.filter(region=region, external_id__in=numbers)
        self.buildings: dict[str, int | None] = {"": None, **dict(rows.values_list("external_id", "pk"))}

    def values(self, line: Line) -> Values:
        """The object of one line. Raises ``DataError``."""
        found = {
            "region_id": self.region.pk,
            "kind": line.one_of("kind", OwnedObject.Kind.values),
            "name": line.text("name", 300),
            "building_id": line.found("building", self.buildings),
            "border": line.text("border", 20_000, empty=True),
            "street": line.text("street", 200, empty=True),
            "territory_id": line.found("territory", self.territories),
            "ownership": line.one_of("ownership", ("", *OwnedObject.Ownership.values)),
            "owner_id": line.found("owner", self.agencies),
            "manager_id": line.found("manager", self.agencies),
            "source": line.text("source", 300, empty=True),
            **period(line),
        }
        if not any(found[name] for name in ("building_id", "border", "street", "territory_id")):
            raise line.error(_("say where the object is: a building, a border, a street or a territory"))
        if found["border"]:
            try:
                corners(line.values["border"])
            except ValueError as error:
                raise line.error(str(error)) from error
        return found


def exported(region: Region, day: date | None = None) -> Iterator[list[str]]:
    """The heading and the objects of a region; with ``day`` only those in force then or later. One query."""
    yield list(COLUMNS)
    rows = OwnedObject.objects.filter(region=region).select_related("building", "territory", "owner", "manager")
    rows = rows.defer("territory__polygon", "territory__aliases")
    for row in rows.order_by("kind", "name", "valid_from"):
        if day and row.valid_to and row.valid_to < day:
            continue
        place = row.territory
        yield [
            row.kind,
            row.name,
            row.building.external_id if row.building else "",
            row.border,
            row.street,
            f"{place.level}:{place.name}" if place else "",
            row.ownership,
            row.owner.code if row.owner else "",
            row.manager.code if row.manager else "",
            row.source,
            row.valid_from.isoformat(),
            row.valid_to.isoformat() if row.valid_to else "",
        ]


def load_owners(region: Region, lines: list[Line], progress: Progress) -> Counts:
    """The objects of the region's own file."""
    wanted = checked(lines, Names(region, lines).values, KEYS, from_file=True)
    return merge(OwnedObject.objects.filter(region=region), list(KEYS), wanted, progress, owned=True)


def bring_in(region: Region, lines: list[Line], day: date, *, whole: bool = False, for_sure: bool = True) -> Brought:
    """Make the register agree with the file; the caller holds the transaction.

    Objects that are not in the file stay; with ``whole`` those in force on ``day`` end the day before. Nothing is
    deleted. With ``for_sure`` false nothing is written, only told. Raises ``Mistakes`` before anything is written.
    """
    wanted = checked(lines, Names(region, lines).values, KEYS, from_file=False)
    plan = planned(OwnedObject.objects.filter(region=region), KEYS, wanted, day, whole=whole)
    return write(plan, OwnedObject.objects.all()) if for_sure else plan.brought
