"""Addresses of the citizens' pages."""

from django.urls import path

from . import appeal, case, find, pages, places

urlpatterns = [
    path("", appeal.new, name="new"),
    path("danger/", appeal.danger, name="danger"),
    path("ask/", appeal.ask, name="ask"),
    path("a/<str:number>/<str:secret>/", case.page, name="case"),
    path("a/<str:number>/<str:secret>/live/", case.live, name="case-live"),
    path("a/<str:number>/<str:secret>/proof/<int:pk>/", case.proof, name="case-proof"),
    path("a/<str:number>/<str:secret>/papers/<str:name>", case.paper, name="case-paper"),
    path("a/<str:number>/<str:secret>/photo/<int:pk>/", case.photo, name="case-photo"),
    path("a/<str:number>/<str:secret>/<slug:action>/", case.act, name="case-act"),
    path("find/", find.find, name="find"),
    path("map/", pages.public_map, name="map"),
    path("map/points.json", pages.points, name="map-points"),
    path("map/districts.json", pages.districts, name="map-districts"),
    path("places/suggest", places.suggest, name="places-suggest"),
    path("places/at", places.at, name="places-at"),
    path("places/houses", places.houses, name="places-houses"),
    path("about/", pages.about, name="about"),
    path("health/", pages.health, name="health"),
]
