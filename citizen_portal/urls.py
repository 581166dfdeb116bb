"""Addresses of all pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("language/", include("django.conf.urls.i18n")),
    path("api/", include("citizen_portal.api.urls")),
    path("", include("citizen_portal.identity.urls")),
    path("", include("citizen_portal.web.urls")),
]

handler400 = "citizen_portal.web.errors.bad_request"
handler403 = "citizen_portal.web.errors.forbidden"
handler404 = "citizen_portal.web.errors.not_found"
handler500 = "citizen_portal.web.errors.server_error"
