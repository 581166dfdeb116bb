"""Small answers for the address field and the map."""

from __future__ import annotations

from math import isfinite

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from .reading import places
from .selectors import current_region, houses_in

MAX_QUERY = 200
NEAR_M = 100
"""Metres: a house farther from the point would name another place."""

SIDE = 0.05
"""Degrees: houses are shown for a rectangle no larger than this."""


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """Addresses that begin like ``q``. ``ready`` is false while the register is being loaded."""
    reader = places()
    query = request.GET.get("q", "").replace("\x00", "")[:MAX_QUERY].strip()
    found = reader.suggest(query) if reader is not None and len(query) > 1 else ()
    options = [{"address": line.text, "lat": line.lat, "lon": line.lon} for line in found]
    return JsonResponse({"ready": reader is not None, "places": options})


@require_GET
def at(request: HttpRequest) -> JsonResponse:
    """The address at a point, ``null`` where no house stands near."""
    reader = places()
    lat, lon = (_degrees(request.GET.get(name, "")) for name in ("lat", "lon"))
    if lat is None or lon is None:
        return JsonResponse({"error": "lat, lon"}, status=400)
    here = reader.locate(lat, lon) if reader is not None else None
    near = here is not None and here.metres is not None and here.metres <= NEAR_M
    place = {"address": here.address, "lat": lat, "lon": lon} if here and near else None
    return JsonResponse({"ready": reader is not None, "place": place})


@require_GET
@cache_control(public=True, max_age=3600)
def houses(request: HttpRequest) -> HttpResponse:
    """Houses of a rectangle ``bbox=south,west,north,east``: [latitude, longitude, address]."""
    numbers = [_degrees(part) for part in request.GET.get("bbox", "").split(",")]
    sides = [number for number in numbers if number is not None]
    region = current_region()
    if len(numbers) != 4 or len(sides) != 4 or region is None:
        return JsonResponse({"error": "bbox"}, status=400)
    south, west, north, east = sides
    if not (0 <= north - south <= SIDE and 0 <= east - west <= 2 * SIDE):
        return JsonResponse({"houses": []})
    return JsonResponse({"houses": houses_in(region, south, west, north, east)})


def _degrees(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) <= 180 else None
