"""The public map, the page about the service and the word to the watchman."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from routing.cases.workflow import PLAIN_WORDS, State

from .appeal import not_ready
from .choice import offers
from .selectors import (
    current_region,
    district_counts,
    district_shapes,
    map_points,
    oldest_undone,
    recent_public,
)


@require_safe
def public_map(request: HttpRequest) -> HttpResponse:
    """The map with its counters and, for those who do without a map, the list."""
    region = current_region()
    if region is None:
        return not_ready(request)
    recent = [row | {"plain": PLAIN_WORDS[State(row["state"])]} for row in recent_public(region)]
    return render(request, "web/map.html", {"region": region, "counts": district_counts(region), "recent": recent})


@require_safe
@gzip_page
def points(request: HttpRequest) -> JsonResponse:
    """Points of recent appeals for the map."""
    region = current_region()
    rows: list[dict[str, Any]] = map_points(region) if region else []
    return JsonResponse(
        {"points": [row | {"state": row["state"], "plain": str(PLAIN_WORDS[State(row["state"])])} for row in rows]}
    )


def _version_of_districts(request: HttpRequest) -> str:
    region = current_region()
    return f'"{region.code}-{region.data_version}"' if region else '"none"'


@require_safe
@gzip_page
@cache_control(public=True, max_age=3600)
@condition(etag_func=_version_of_districts)
def districts(request: HttpRequest) -> JsonResponse:
    """Borders of the districts (GeoJSON)."""
    region = current_region()
    return JsonResponse({"type": "FeatureCollection", "features": district_shapes(region) if region else []})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How it works, whom it serves, whose data it uses."""
    region = current_region()
    return render(request, "web/about.html", {"region": region, "offers": offers(region) if region else []})


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the service is alive, and how many seconds the oldest undone work has been waiting."""
    since = oldest_undone()
    waiting = max(0.0, (timezone.now() - since).total_seconds()) if since else 0.0
    return JsonResponse({"status": "ok", "oldest_undone_seconds": round(waiting, 1)})
