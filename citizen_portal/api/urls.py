"""Addresses of the API, with or without the last slash. The last row catches all others, so that they too are JSON."""

from django.urls import re_path

from . import sending, views

CASE = r"^v1/appeals/(?P<number>[^/]+)"

urlpatterns = [
    re_path(r"^v1/appeals/?$", sending.Appeals.as_view()),
    re_path(r"^v1/regimes/?$", sending.Regimes.as_view()),
    re_path(r"^v1/demo-sign-in/?$", sending.DemoSignIn.as_view()),
    re_path(r"^v1/openapi\.json$", views.Description.as_view()),
    re_path(r"^v1/question/?$", views.AskOne.as_view()),
    re_path(rf"{CASE}/?$", views.ReadCase.as_view()),
    re_path(rf"{CASE}/clarify/?$", views.Clarify.as_view()),
    re_path(rf"{CASE}/place/?$", views.SayPlace.as_view()),
    re_path(rf"{CASE}/understood/?$", views.SayUnderstood.as_view()),
    re_path(rf"{CASE}/confirm/?$", views.Confirm.as_view()),
    re_path(rf"{CASE}/reopen/?$", views.Reopen.as_view()),
    re_path(rf"{CASE}/convert/?$", views.Convert.as_view()),
    re_path(rf"{CASE}/withdraw/?$", views.Withdraw.as_view()),
    re_path(r"", views.NothingHere.as_view()),
]
