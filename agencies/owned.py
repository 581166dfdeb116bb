"""The register of objects: whose is it, and who keeps it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.dated import Dated


class OwnedObject(Dated):
    """Объект with its owner (собственник) and who keeps it (управляющая, содержащая организация).

    Where it is, one of: a ``building``, a ``border`` drawn on the map, a ``street`` as the address register writes it
    (in ``territory``, if given), or a whole ``territory``. An unknown owner is no mistake: a rule that needs him has
    the body of the district find out.
    """

    class Kind(models.TextChoices):
        HOUSE = "house", _("house")
        YARD = "yard", _("yard")
        ROAD = "road", _("road or its section")
        CONTAINER = "container", _("container site")
        STOP = "stop", _("stop")
        PARK = "park", _("park or square")
        INSTITUTION = "institution", _("institution")
        NETWORK = "network", _("network")

    class Ownership(models.TextChoices):
        FEDERAL = "federal", _("federal")
        REGIONAL = "regional", _("of the region")
        MUNICIPAL = "municipal", _("municipal")
        COMMON = "common", _("common property of a house")
        PRIVATE = "private", _("private")
        OWNERLESS = "ownerless", _("without an owner")

    region = models.ForeignKey(
        "agencies.Region", models.CASCADE, related_name="objects_owned", verbose_name=_("region")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=300)
    building = models.ForeignKey(
        "agencies.Building",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objects_owned",
        verbose_name=_("building"),
    )
    border = models.TextField(
        _("border"), blank=True, help_text=_("Corners «latitude longitude», parted by semicolons.")
    )
    street = models.CharField(_("street"), max_length=200, blank=True)
    territory = models.ForeignKey(
        "agencies.Territory", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    ownership = models.CharField(_("ownership"), max_length=16, choices=Ownership.choices, blank=True)
    owner = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="owns", verbose_name=_("owner")
    )
    manager = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="keeps", verbose_name=_("who keeps it")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("object")
        verbose_name_plural = _("objects and their owners")
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "name", "valid_from"], name="owned_object_once")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an object that is nowhere, a border that is none, and an end before the beginning."""
        super().clean()
        if not (self.building_id or self.border or self.street or self.territory_id):
            raise ValidationError(_("Say where the object is: a building, a border, a street or a territory."))
        if self.border:
            try:
                corners(self.border)
            except ValueError as error:
                raise ValidationError({"border": str(error)}) from error


def corners(text: str) -> tuple[tuple[float, float], ...]:
    """Corners (latitude, longitude) of a border «59.93 30.31; 59.94 30.31; …».

    Raises ``ValueError`` with a sentence.
    """
    found = []
    for part in text.split(";"):
        if not part.strip():
            continue
        try:
            lat, lon = (float(number.replace(",", ".")) for number in part.split())
        except ValueError:
            raise ValueError(_("This is no corner: «%(text)s».") % {"text": part.strip()[:40]}) from None
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise ValueError(_("This is no corner: «%(text)s».") % {"text": part.strip()[:40]})
        found.append((lat, lon))
    if len(found) < 3:
        raise ValueError(_("A border has at least three corners."))
    return tuple(found)


def is_border(geometry: object) -> bool:
    """Whether a value is a GeoJSON polygon, or several, whose corners are coordinates."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return False
    polygons: Any = geometry.get("coordinates")
    polygons = [polygons] if geometry["type"] == "Polygon" else polygons
    try:
        rings = [ring for polygon in polygons for ring in polygon]
        return bool(rings) and all(len(ring) >= 3 and all(_is_corner(corner) for corner in ring) for ring in rings)
    except (TypeError, ValueError, IndexError, KeyError):
        return False


def _is_corner(corner: list[float]) -> bool:
    return abs(float(corner[0])) <= 180 and abs(float(corner[1])) <= 90
