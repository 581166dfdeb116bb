"""Addresses of signing in."""

from django.urls import path

from . import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/back/", views.came_back, name="sign-in-back"),
    path("sign-in/demo/", views.stand_in, name="sign-in-demo"),
    path("sign-out/", views.sign_out, name="sign-out"),
]
